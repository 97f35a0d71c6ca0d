"""Input cleaned: a shift, whom to put on it, a split."""

from typing import Any

from django import forms

from yilu.core.text import label
from yilu.people.return_forms import SEPARATORS
from yilu.rosters.rules.splitting import MOST_SHIFTS, Asked

DAY = forms.DateInput({"type": "date"}, "%Y-%m-%d")


def _time(zh: str, en: str) -> forms.TimeField:
    return forms.TimeField(label=label(zh, en), widget=forms.TimeInput({"type": "time"}, "%H:%M"))


class ShiftForm(forms.Form):
    """A shift of the day."""

    name = forms.CharField(label=label("班次名称", "Name"), max_length=20, help_text=label("如 早班", "such as early"))
    starts = _time("开始", "From")
    ends = _time("结束", "Until")


class PutOnForm(forms.Form):
    """Whom: everybody who may, those of one group, or these numbers."""

    group = forms.ChoiceField(label=label("班组", "Group"), required=False)
    codes = forms.CharField(
        label=label("或填工号", "or staff numbers"), max_length=20_000, required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=label("可填多个，用空格或换行分隔", "several may be given, with spaces or new lines between them"),
    )  # fmt: skip

    def __init__(self, *args: Any, groups: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everybody = ("", label("全部可上岗人员", "everybody who may"))
        self.fields["group"].choices = [everybody, *((g, g) for g in groups)]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> list[str]:
        """The numbers typed."""
        return [c for c in SEPARATORS.split(self.cleaned_data["codes"]) if c]


class SplitForm(forms.Form):
    """Into how many shifts, from when, how long, with what pause."""

    number = forms.IntegerField(label=label("分为几班", "Shifts"), min_value=2, max_value=MOST_SHIFTS, initial=2)
    starts = _time("首班开始", "First begins")
    hours = forms.FloatField(label=label("每班小时数", "Hours each"), min_value=0.5, max_value=12, initial=8)
    pause = forms.IntegerField(
        label=label("班次间隔（分钟）", "Pause (minutes)"), min_value=0, max_value=240, initial=30,
        help_text=label("换班、通风消毒用", "to change, air and disinfect"),
    )  # fmt: skip
    first = forms.DateField(label=label("自", "From"), widget=DAY)
    last = forms.DateField(label=label("至", "Until"), widget=DAY)

    @property
    def asked(self) -> Asked:
        """As the rules take it."""
        data = self.cleaned_data
        return Asked(data["number"], data["starts"], data["hours"], data["pause"])
