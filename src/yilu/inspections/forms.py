"""What people fill in: a round, a checklist without a phone, what was put right, the second look, an area's item."""

from typing import Any

from django import forms

from yilu.core.text import label
from yilu.inspections.queries import Asked
from yilu.inspections.rules import Answer, Field, Severity, choices
from yilu.tasks.forms import Moment
from yilu.territory.forms import DayField


class RoundForm(forms.Form):
    """From which day, how many days, how many sites a day."""

    first = DayField(label=label("从哪天起", "From"))
    days = forms.IntegerField(label=label("几天", "Days"), min_value=1, max_value=5)
    a_day = forms.IntegerField(label=label("每天几处", "Sites a day"), min_value=1, max_value=20)


class SheetForm(forms.Form):
    """A checklist, item by item: `met:<code>`, `note:<code>`, and for what is not met how grave and until when."""

    started_at = Moment(label=label("开始", "Begun"))
    ended_at = Moment(label=label("结束", "Ended"))
    signer = forms.CharField(label=label("现场人员姓名", "Who stood by"), max_length=80)
    client_id = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, asked: list[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for line in asked:
            self.fields[f"met:{line.code}"] = forms.ChoiceField(
                label=str(line.name), required=False, widget=forms.RadioSelect,
                choices=[("yes", label("符合", "met")), ("no", label("不符合", "not met")),
                         ("", label("未查", "not seen"))],
            )  # fmt: skip
            self.fields[f"note:{line.code}"] = forms.CharField(
                label=label("情况", "What was seen"), required=False, max_length=500
            )
            self.fields[f"severity:{line.code}"] = forms.ChoiceField(
                label=label("程度", "How grave"), required=False, choices=choices(Severity)
            )
            self.fields[f"days:{line.code}"] = forms.IntegerField(
                label=label("几天内整改", "Days to rectify"), required=False, min_value=1, max_value=60
            )
            self.fields[f"photo:{line.code}"] = forms.FileField(label=label("照片", "Photo"), required=False)

    def rows(self) -> list[tuple[Asked, dict[str, Any]]]:
        """Each item with its fields, for the page."""
        return [
            (a, {n: self[f"{n}:{a.code}"] for n in ("met", "note", "severity", "days", "photo")}) for a in self.asked
        ]

    def answers(self) -> dict[str, Answer]:
        """As the rules take them."""
        told = self.cleaned_data
        return {
            a.code: Answer(
                {"yes": True, "no": False}.get(told[f"met:{a.code}"]), told[f"note:{a.code}"],
                told[f"severity:{a.code}"] or Severity.MINOR, told[f"days:{a.code}"] or 3,
            )
            for a in self.asked
        }  # fmt: skip


class RectifyForm(forms.Form):
    """What was done, and what shows it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    what = forms.CharField(
        label=label("整改情况", "What was done"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = forms.FileField(label=label("照片或文件", "Photo or document"), required=False)


class LookForm(forms.Form):
    """Done, or not and until when."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    done = forms.ChoiceField(
        label=label("复查结果", "What the re-check found"), widget=forms.RadioSelect,
        choices=[("yes", label("已整改到位，销号", "put right: close it")),
                 ("no", label("未到位，继续整改", "not yet"))],
    )  # fmt: skip
    note = forms.CharField(label=label("情况（未到位必填）", "What is still wrong"), required=False, max_length=500)
    due = Moment(label=label("新的期限（未到位必填）", "New due time, if not yet"), required=False)


class ItemForm(forms.Form):
    """A safety or market-order item by the area's own document."""

    field = forms.ChoiceField(label=label("类别", "Field"), choices=choices(Field))
    text_zh = forms.CharField(label=label("检查内容（中文）", "What is looked at, in Chinese"), max_length=200)
    text_en = forms.CharField(label=label("检查内容（英文）", "What is looked at, in English"), max_length=300)
    document = forms.CharField(label=label("依据文件", "Document"), max_length=200)
    valid_from = DayField(label=label("施行", "From"))
