"""What a person is asked for: a notice, a measure as it stands after reading, where to split, whether to issue."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict

from yilu.accounts.models import User
from yilu.accounts.roles import ROLES
from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.text import Text, label
from yilu.directives.facts import Wording
from yilu.directives.models import Directive, Measure
from yilu.directives.parsing.themes import Audience
from yilu.directives.reading import Opened, Unreadable, opened, opened_text
from yilu.directives.reading.refusals import MOST_BYTES, MOST_CHARACTERS
from yilu.directives.rules import POSTS_OF_REGULATORS
from yilu.directives.words import AUDIENCES, THEMES
from yilu.network.models import Brand
from yilu.network.tables import named
from yilu.tasks.forms import Moment
from yilu.tasks.queries import people_seen_by
from yilu.territory.queries import children

_SENTENCE_ENDS = re.compile(r"(?<=[。；;！!？?\n])(?=[^\s”’」』）)\"])")


class NoticeForm(forms.Form):
    """A notice, pasted or as a file."""

    title = forms.CharField(
        label=label("标题", "Title"),
        max_length=200,
        required=False,
        help_text=label("不填则取正文中的标题", "empty: the one in the text"),
    )
    text = forms.CharField(
        label=label("通知正文", "The notice"),
        required=False,
        max_length=MOST_CHARACTERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=label("粘贴全文，或在下面上传文件", "paste all of it, or upload a file below"),
    )
    file = forms.FileField(
        label=label("文件", "File"),
        required=False,
        help_text=label(
            "文本（UTF-8、GB18030、UTF-16）、网页、Word（docx）或带文字的PDF，不超过20 MB；扫描件请粘贴正文",
            "text (UTF-8, GB18030, UTF-16), html, Word (docx), pdf with text; 20 MB at most; of a scan paste the text",
        ),
    )

    def clean(self) -> dict[str, Any]:
        """What was given, read: a file before pasted text."""
        data: dict[str, Any] = super().clean() or {}
        try:
            data["source"] = self._source(data)
        except Unreadable as why:
            self.add_error("file" if data.get("file") else "text", str(Text(why.zh, why.en)))
        return data

    @staticmethod
    def _source(data: dict[str, Any]) -> Opened:
        if (file := data.get("file")) is not None:
            return opened(file.read(MOST_BYTES + 1))
        return opened_text(data.get("text", ""))


class MeasureForm(forms.Form):
    """A measure as a person confirms it; `version`: as he or she saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    theme = forms.ChoiceField(label=label("主题", "Theme"))
    audiences = forms.MultipleChoiceField(
        label=label("发给", "Goes to"), widget=forms.CheckboxSelectMultiple, required=False
    )
    area = forms.ChoiceField(label=label("限于地区", "Only in"), required=False)
    brand = forms.ModelChoiceField(
        label=label("限于企业", "Only of the enterprise"), queryset=Brand.objects.order_by("code"), required=False
    )
    post = forms.ChoiceField(
        label=label("管理部门的责任岗位", "Post at the regulators"),
        help_text=label("企业和网点由其负责人承办", "at enterprises and sites their managers answer"),
    )
    due = Moment(
        label=label("期限", "Due"),
        required=False,
        help_text=label("不填则只签收，不产生任务", "empty: to be signed for only, no task"),
    )
    wanted = forms.CharField(label=label("需要的佐证", "Evidence wanted"), max_length=200, required=False)
    owner = forms.CharField(
        label=label("本单位责任人", "Responsible in the own unit"),
        max_length=60,
        required=False,
        help_text=label(
            "发给“本单位”时由其承办；姓名或用户名", "sees to it where it goes to the own unit; name or user name"
        ),
    )

    def __init__(
        self, *args: Any, directive: Directive, by: Actor, measure: Measure | None = None, **kwargs: Any
    ) -> None:
        self.by = by
        if measure is not None:
            kwargs["initial"] = {
                "version": measure.version, "theme": measure.theme, "audiences": measure.audiences,
                "area": measure.area_id or "", "brand": measure.brand_id, "post": measure.post,
                "due": _local(measure.due), "wanted": measure.wanted,
                "owner": measure.owner.username if measure.owner else "",
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        is_enterprise = directive.brand_id is not None
        whom = (Audience.OWN, Audience.BRANCHES, Audience.SITES) if is_enterprise else tuple(Audience)
        below = [(a.code, named(a)) for a in children(directive.area_id, on=clock.today())]
        choices: dict[str, list[tuple[str, Any]]] = {
            "theme": [(code, str(words)) for code, words in THEMES.items()],
            "audiences": [(a.value, str(AUDIENCES[a])) for a in whom],
            "area": [("", str(Text("全部辖区", "everywhere"))), *below],
            "post": [(p, str(ROLES[p].name)) for p in POSTS_OF_REGULATORS],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        self.fields["brand"].empty_label = str(Text("全部企业", "all"))  # type: ignore[attr-defined]
        self.fields["brand"].label_from_instance = named  # type: ignore[attr-defined]
        if is_enterprise:
            del self.fields["brand"], self.fields["post"]

    def clean_owner(self) -> User | None:
        """The one person meant."""
        typed = self.cleaned_data["owner"].strip()
        if not typed:
            return None
        within = people_seen_by(self.by, on=clock.today())
        found = list(within.filter(Q(username=typed.lower()) | Q(name=typed))[:2])
        if len(found) == 1:
            return found[0]
        several = Text("有几位同名，请填用户名。", "Several people have this name; give the user name.")
        nobody = Text("您的管辖范围内没有此人。", "There is no such person within your reach.")
        raise forms.ValidationError(str(several if found else nobody))

    @property
    def wording(self) -> Wording:
        """As the action takes it."""
        data = self.cleaned_data
        return Wording(
            theme=data["theme"], audiences=data["audiences"], post=data.get("post") or "officer", due=data["due"],
            area=data["area"], brand=data.get("brand"), owner=data["owner"], wanted=data["wanted"],
        )  # fmt: skip


def _local(moment: dt.datetime | None) -> str:
    return moment.astimezone(clock.ZONE).strftime("%Y-%m-%dT%H:%M") if moment else ""


class OwnMeasureForm(MeasureForm):
    """A measure the unit adds."""

    text = forms.CharField(
        label=label("要求", "What is asked"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("text",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]


class SplitForm(forms.Form):
    """Where to split, by its sentences."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    at = forms.TypedMultipleChoiceField(
        label=label("从这些句子起，各成一条", "A measure of its own from each of these sentences on"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": measure.version}
        super().__init__(*args, **kwargs)
        starts = [m.start() for m in _SENTENCE_ENDS.finditer(measure.text)]
        offered = [(s, " ".join(measure.text[s : s + 40].split()) + "…") for s in starts]
        self.fields["at"].choices = offered  # type: ignore[attr-defined]


class VersionForm(forms.Form):
    """A measure as its editor saw it."""

    version = forms.IntegerField()


class ChosenForm(forms.Form):
    """Measures ticked to be confirmed as proposed: `measure` holds key:version of each."""

    due = Moment(
        label=label("没有期限的，期限定为", "Due time of those without one"),
        required=False,
        help_text=label("不填则只签收，不产生任务", "empty: to be signed for only, no task"),
    )

    def clean(self) -> dict[str, Any]:
        """The ticked ones, by key."""
        data: dict[str, Any] = super().clean() or {}
        ticked = self.data.getlist("measure") if isinstance(self.data, QueryDict) else []
        pairs = [t.partition(":") for t in ticked]
        if not pairs or not all(a.isdigit() and b.isdigit() and len(a) < 19 and len(b) < 10 for a, _, b in pairs):
            raise forms.ValidationError(str(Text("请勾选要确认的措施。", "Tick the measures to confirm.")))
        data["measure"] = {int(a): int(b) for a, _, b in pairs}
        return data


class IssueForm(forms.Form):
    """Whether it takes the place of an earlier one."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    supersedes = forms.ModelChoiceField(
        label=label("代替以前的文件", "Supersedes"), queryset=Directive.objects.none(), required=False
    )

    def __init__(self, *args: Any, directive: Directive, by: Actor, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": directive.version}
        super().__init__(*args, **kwargs)
        own = {"area": directive.area_id, "brand": directive.brand_id, "enterprise": directive.enterprise_id}
        earlier = Directive.objects.of_unit(by).filter(state=Directive.State.ISSUED, **own).defer("text")
        self.fields["supersedes"].queryset = earlier.order_by("-issued_at")  # type: ignore[attr-defined]
        self.fields["supersedes"].empty_label = str(Text("不代替", "none"))  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    """Why it is taken back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=label("撤回理由", "Why it is withdrawn"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # the rule says what a reason takes

    def __init__(self, *args: Any, directive: Directive, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": directive.version}
        super().__init__(*args, **kwargs)
