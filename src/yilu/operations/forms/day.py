"""The form of a site's day: yesterday beside each number, what is improbable said before it is sent."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from yilu.core.text import chinese, label
from yilu.operations.models import ReportField, SiteReport
from yilu.operations.reporting import SiteFigures
from yilu.operations.rules.classes import CLASSES
from yilu.operations.rules.reports import MOST_PEOPLE, MOST_PIECES, SOLVERS
from yilu.operations.rules.supplies import SUPPLIES

PIECES = ("collected", "delivered", "backlog")
OWN_NAMES = {
    "collected": label("收寄量（件）", "Collected (pieces)"),
    "delivered": label("投递量（件）", "Delivered (pieces)"),
    "backlog": label("积压量（件）", "Backlog (pieces)"),
    "on_post_own": label("自有人员到岗", "Own staff on post"),
    "roster_own": label("自有人员在册", "Own staff on the roster"),
    "on_post_outsourced": label("外包人员到岗", "Outsourced staff on post"),
    "roster_outsourced": label("外包人员在册", "Outsourced staff on the roster"),
}
DECREES = (
    ("", label("无此类邮件", "none carried")),
    ("clear", label("畅通", "clear")),
    ("blocked", label("受阻", "blocked")),
)


class Whole(forms.IntegerField):
    """A count, also in full-width digits and with thousands separators, as people type and paste it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=0, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), **kwargs
        )

    def to_python(self, value: Any) -> int | None:
        """1２,345 is 12345."""
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value).replace(",", "").replace(" ", "")
        return super().to_python(value)


@dataclass(frozen=True, slots=True)
class Line:
    """One number of the form with what was told of it the day before."""

    field: BoundField
    yesterday: int | None


class DayForm(forms.Form):
    """One site's day. `version` is the one the writer saw, `confirmed` the warnings he has read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    confirmed = forms.CharField(widget=forms.HiddenInput, required=False)
    is_open = forms.TypedChoiceField(
        label=label("今日", "Today"),
        choices=(("1", label("营业", "open")), ("0", label("停业", "closed"))),
        widget=forms.RadioSelect,
        coerce=lambda v: v == "1",
    )
    closed_cause = forms.CharField(label=label("停业原因", "Why closed"), max_length=200, required=False)
    decrees = forms.ChoiceField(
        label=label("中央政令", "State decrees"), choices=DECREES, required=False,
        help_text=label("只报是否畅通，不报件量。", "Clear or blocked, never a count."),
    )  # fmt: skip
    problem = forms.CharField(
        label=label("需要解决的问题", "Problem to be solved"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=label("填写即交办，不写人员姓名。", "Telling it opens a task. Name no person."),
    )  # fmt: skip
    problem_for = forms.ChoiceField(label=label("请谁解决", "Who is to solve it"), required=False)
    note = forms.CharField(label=label("备注", "Note"), max_length=300, required=False)

    def __init__(
        self, *args: Any, extra: Sequence[ReportField] = (), yesterday: SiteReport | None = None, **kwargs: Any
    ) -> None:
        self.extra_fields, self.yesterday = extra, yesterday
        super().__init__(*args, **kwargs)
        for name, title in OWN_NAMES.items():
            people = name.startswith(("on_post", "roster"))
            self.fields[name] = Whole(label=title, max_value=MOST_PEOPLE if people else MOST_PIECES)
        for c in CLASSES:
            if c.is_volume:
                for what in PIECES:
                    self.fields[f"class_{c.code}_{what}"] = Whole(
                        label=str(c.name), required=False, max_value=MOST_PIECES
                    )
        for item, name_of_it in SUPPLIES.items():
            self.fields[f"supply_{item}"] = Whole(label=str(name_of_it), required=False, max_value=MOST_PIECES)
        for f in extra:
            self.fields[f"extra_{f.code}"] = _extra(f)
        solver = self.fields["problem_for"]
        assert isinstance(solver, forms.ChoiceField)
        solver.choices = [(post, str(name)) for post, name in SOLVERS.items()]

    @staticmethod
    def initial_of(report: SiteReport | None, yesterday: SiteReport | None) -> dict[str, Any]:
        """The day as told so far; of a day not told yet, only who is on the roster, from the day before."""
        if report is None:
            roster = (
                {"roster_own": yesterday.roster_own, "roster_outsourced": yesterday.roster_outsourced}
                if yesterday
                else {}
            )
            return {"version": 0, **roster}
        classes = {
            f"class_{code}_{what}": value
            for code, pieces in report.classes.items()
            for what, value in zip(PIECES, pieces, strict=True)
        }
        own = {name: getattr(report, name) for name in (*OWN_NAMES, "version", "closed_cause", "decrees", "note")}
        supplies = {f"supply_{item}": count for item, count in report.supplies.items()}
        return {**own, **classes, **supplies, "is_open": "1" if report.is_open else "0",
                **{f"extra_{k}": v for k, v in report.extra.items()}}  # fmt: skip

    @property
    def numbers(self) -> Iterator[Line]:
        """The plain numbers, yesterday's beside each."""
        for name in OWN_NAMES:
            yield Line(self[name], getattr(self.yesterday, name) if self.yesterday else None)

    @property
    def classes(self) -> Iterator[tuple[str, list[Line]]]:
        """One row a class: collected, delivered, backlog."""
        for c in CLASSES:
            if c.is_volume:
                told = self.yesterday.classes.get(c.code) if self.yesterday else None
                yield (
                    str(c.name),
                    [Line(self[f"class_{c.code}_{what}"], told[i] if told else None) for i, what in enumerate(PIECES)],
                )

    @property
    def supplies(self) -> Iterator[Line]:
        """What is left of each protective item, yesterday's count beside it."""
        for item in SUPPLIES:
            yield Line(self[f"supply_{item}"], self.yesterday.supplies.get(item) if self.yesterday else None)

    @property
    def extras(self) -> list[BoundField]:
        """The fields authorities added."""
        return [self[f"extra_{f.code}"] for f in self.extra_fields]

    @property
    def figures(self) -> SiteFigures:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        classes = {}
        for c in CLASSES:
            pieces = [data.get(f"class_{c.code}_{what}") for what in PIECES]
            if any(p is not None for p in pieces):
                classes[c.code] = (pieces[0] or 0, pieces[1] or 0, pieces[2] or 0)
        extra = {f.code: data[f"extra_{f.code}"] for f in self.extra_fields}
        return SiteFigures(
            is_open=data["is_open"],
            **{name: data[name] for name in OWN_NAMES},
            closed_cause=data["closed_cause"],
            decrees=data["decrees"],
            classes=classes,
            extra={k: v for k, v in extra.items() if v not in (None, "")},
            note=data["note"],
            supplies={i: data[f"supply_{i}"] for i in SUPPLIES if data[f"supply_{i}"] is not None},
            problem=data["problem"],
            problem_for=data["problem_for"] if data["problem"] else "",
        )


def _extra(field: ReportField) -> forms.Field:
    title = field.name_zh if chinese() else field.name_en
    hint = field.document
    if field.kind == ReportField.Kind.COUNT:
        return Whole(label=title, required=False, help_text=hint, max_value=MOST_PIECES)
    if field.kind == ReportField.Kind.YES_NO:
        choices = (("", "—"), ("yes", label("是", "yes")), ("no", label("否", "no")))
        return forms.TypedChoiceField(
            label=title, required=False, help_text=hint, choices=choices, coerce=lambda v: v == "yes", empty_value=None
        )
    return forms.CharField(label=title, required=False, help_text=hint, max_length=300)
