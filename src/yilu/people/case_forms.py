"""Input cleaned: what is typed about a case, a stay, an isolation, a proposed suspension."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from yilu.accounts.models import User
from yilu.core.clock import ZONE
from yilu.core.jurisdiction import span
from yilu.core.text import label
from yilu.network.models import Park, Site
from yilu.people.models import HealthCase, Place
from yilu.people.rules.answers import SYMPTOMS

DOCUMENT_HINT = label(
    "卫生健康部门出具的文书名称、文号或出具单位", "title, number or issuer of the health authority's document"
)


def _document(zh: str, en: str) -> forms.CharField:
    return forms.CharField(label=label(zh, en), max_length=200, help_text=DOCUMENT_HINT, required=False)


def _day(zh: str, en: str, *, required: bool = True, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label(zh, en), required=required, help_text=hint, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )


def _moment(zh: str, en: str, *, required: bool = True, hint: str = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label(zh, en),
        required=required,
        help_text=hint,
        widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )


def _longer(zh: str, en: str, *, length: int = 1000, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label(zh, en), max_length=length, required=required, widget=forms.Textarea({"rows": 3})
    )


class ReportCaseForm(forms.Form):
    """What somebody told about a worker."""

    cause = forms.ChoiceField(
        label=label("情况", "What"), choices=[c for c in HealthCase.Cause.choices if c[0] != "confirmed"]
    )
    day = _day("发生日期", "On which day")
    note = _longer("情况说明", "What you know")


class ConfirmForm(forms.Form):
    """That the health authority confirmed it. `version`: the one the editor saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    document = _document("确诊依据文书", "The document that confirms it")


class CloseForm(forms.Form):
    """How a case ends, and on whose word."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=label("结论", "Outcome"),
        choices=[c for c in HealthCase.State.choices if c[0] in ("cleared", "recovered")],
        widget=forms.RadioSelect,
    )
    document = _document("结论文书", "The document that says so")


class NoteForm(forms.Form):
    """A word on a step that is done."""

    note = forms.CharField(label=label("说明", "Note"), max_length=200, required=False)


class StayForm(forms.Form):
    """Where a worker stayed beside the post."""

    kind = forms.ChoiceField(label=label("类别", "Kind"), choices=Place.Kind.choices)
    name = forms.CharField(
        label=label("宿舍或车牌", "Room or number plate"),
        max_length=60,
        required=False,
        help_text=label("宿舍写明楼栋和房间；车辆写车牌号", "building and room; or the number plate"),
    )
    site_code = forms.CharField(label=label("到访网点编码", "Code of the site visited"), max_length=40, required=False)
    park = forms.ModelChoiceField(label=label("到访园区", "Park visited"), queryset=Park.objects.none(), required=False)
    since = _moment("起", "From")
    until = _moment("止", "Until", required=False, hint=label("仍在则不填", "leave empty if still there"))

    def __init__(self, *args: Any, county: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        low, high = span(county[:4] + "00")
        parks = Park.objects.filter(county_id__gte=low, county_id__lte=high).order_by("county_id", "name_zh")
        self.fields["park"].queryset = parks  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A site is named by its code; only what the kind asks for is kept."""
        data = super().clean() or {}
        code, kind = data.get("site_code", "").strip(), data.get("kind")
        data["site"] = Site.objects.filter(code=code).order_by("pk").first() if code and kind == "site" else None
        if kind == "site" and data["site"] is None:
            self.add_error("site_code", str(label("没有这个网点编码。", "No site has this code.")))
        if kind != "park":
            data["park"] = None
        return data


class IsolationForm(forms.Form):
    """What a health authority ordered."""

    authority = forms.CharField(
        label=label("作出决定的部门", "Ordered by"), max_length=100, required=False,
        help_text=label("本系统只登记，不作决定", "the product records, it never orders"),
    )  # fmt: skip
    document = _document("隔离（医学观察）文书", "The order")
    place = forms.CharField(
        label=label("隔离地点", "Place"), max_length=200, required=False,
        help_text=label("加密保存", "kept encrypted"),
    )  # fmt: skip
    first_day = _day("开始日期", "First day")
    last_day = _day(
        "文书载明的截止日期", "Last day, if the order names one", required=False,
        hint=label("期满不等于解除，须登记解除文书", "its end releases nobody: the clearance does"),
    )  # fmt: skip


class FollowUpForm(forms.Form):
    """How an isolated person is on a day."""

    day = _day("日期", "Day")
    temperature = forms.DecimalField(
        label=label("体温（℃）", "Temperature (°C)"), required=False, max_digits=4, decimal_places=1
    )
    symptoms = forms.MultipleChoiceField(
        label=label("症状", "Symptoms"),
        required=False,
        choices=[(str(int(s)), label(t.zh, t.en)) for s, t in SYMPTOMS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label=label("说明", "Note"), max_length=500, required=False)

    @property
    def values(self) -> dict[str, Any]:
        """As the action takes them."""
        data = self.cleaned_data
        tenths = None if data["temperature"] is None else round(data["temperature"] * 10)
        return {
            "day": data["day"],
            "temperature": tenths,
            "symptoms": sum(int(s) for s in data["symptoms"]),
            "note": data["note"],
        }


class ReleaseForm(forms.Form):
    """The clearance."""

    document = _document("解除隔离文书", "The clearance")


class ProposalForm(forms.Form):
    """To whom a suspension is put, and why."""

    officer = forms.ModelChoiceField(label=label("请谁决定", "Who decides"), queryset=User.objects.none())
    cause = forms.CharField(
        label=label("停业理由", "Why"), max_length=200, required=False,
        help_text=label("不写姓名和健康详情", "no name, no health detail"),
    )  # fmt: skip

    def __init__(self, *args: Any, deciders: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["officer"]
        field.queryset = User.objects.filter(pk__in=[u.pk for u in deciders])
        field.label_from_instance = lambda user: user.name


class DecisionForm(forms.Form):
    """What the named officer decides."""

    agreed = forms.ChoiceField(
        label=label("决定", "Decision"),
        choices=[("yes", label("同意停业", "suspend")), ("no", label("不予停业", "do not suspend"))],
        widget=forms.RadioSelect,
    )
    ground = forms.CharField(
        label=label("理由", "Ground"), max_length=200, required=False,
        help_text=label("不予停业须写明", "needed where it is declined"),
    )  # fmt: skip
    document = forms.CharField(label=label("依据文号", "Document"), max_length=120, required=False)


def in_china(moment: dt.datetime | None) -> dt.datetime | None:
    """What was typed, as a moment in China."""
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=ZONE)
