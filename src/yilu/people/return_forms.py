"""Input cleaned: who is away and where, a day, a reason, an arrival, an order of limits."""

import re
import uuid
from decimal import Decimal
from typing import Any

from django import forms

from yilu.core.text import label
from yilu.people.case_forms import _day, _document
from yilu.people.models import Return
from yilu.people.models.workers import WorkerQuerySet
from yilu.people.origins import code_of, names_of_areas
from yilu.people.rules.answers import COLDEST, HOTTEST
from yilu.people.rules.returns import NO_ORIGIN

SEPARATORS = re.compile(r"[\s,，、;；]+")
MOST = 500


class PlanForm(forms.Form):
    """Who is away, where, and from when they can come."""

    codes = forms.CharField(
        label=label("工号", "Staff numbers"), max_length=20_000, widget=forms.Textarea({"rows": 3}),
        help_text=label("可填多个，用空格或换行分隔", "several may be given, with spaces or new lines between them"),
    )  # fmt: skip
    origin = forms.CharField(
        label=label("现在何地", "Where now"), max_length=60,
        help_text=label("写到县（区）或地市，如“湖北省黄冈市”；也可填区划代码", "county or prefecture, or its code"),
        widget=forms.TextInput({"list": "origins", "autocomplete": "off"}),
    )  # fmt: skip
    earliest = _day("最早可返日期", "Can come from", required=False, hint=label("不清楚可不填", "if known"))
    quarters = forms.ChoiceField(
        label=label("如需隔离", "If to be isolated"), choices=Return.Quarters.choices, initial="central",
        widget=forms.RadioSelect,
    )  # fmt: skip
    conveyance = forms.CharField(
        label=label("交通方式", "How"), max_length=60, required=False,
        help_text=label("如 火车、专车、自驾", "train, coach, own car"),
    )  # fmt: skip

    def __init__(self, *args: Any, workers: WorkerQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers = workers

    def clean_codes(self) -> list[int]:
        """The workers' keys; a number nobody has is an error that names it."""
        codes = list(dict.fromkeys(c for c in SEPARATORS.split(self.cleaned_data["codes"]) if c))[:MOST]
        found = dict(self.workers.filter(code__in=codes).values_list("code", "pk"))
        if missing := [c for c in codes if c not in found]:
            unknown = label("没有这些工号：{codes}", "No such staff numbers: {codes}")
            raise forms.ValidationError(str(unknown).format(codes="、".join(missing[:10])))
        return [found[c] for c in codes]

    def clean_origin(self) -> str:
        """As a code."""
        code = code_of(self.cleaned_data["origin"], names_of_areas())
        if code is None:
            raise forms.ValidationError(str(NO_ORIGIN.text))
        return code


class VersionForm(forms.Form):
    """Nothing but the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class BookForm(VersionForm):
    """On which day."""

    day = _day("到达日期", "Day of arrival")


class BecauseForm(VersionForm):
    """Why."""

    because = forms.CharField(label=label("原因", "Why"), max_length=200, required=False)


class ArriveForm(VersionForm):
    """The temperature on arrival; `client_id` so that a form sent twice is one measurement."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    temperature = forms.DecimalField(
        label=label("到达体温（℃）", "Temperature on arrival (°C)"), max_digits=3, decimal_places=1,
        min_value=Decimal(COLDEST) / 10, max_value=Decimal(HOTTEST) / 10,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip


class ClearForm(VersionForm):
    """By which document."""

    document = _document("查验合格或解除文书", "The document that clears")


class OrderForm(forms.Form):
    """What an area orders."""

    first_day = _day("自", "From")
    last_day = _day("至", "Until")
    arrivals = forms.IntegerField(
        label=label("每日到达上限（人）", "Arrivals a day"), required=False, min_value=0, max_value=10_000_000,
        help_text=label("不填为本次不规定", "empty: not set by this order"),
    )  # fmt: skip
    places = forms.IntegerField(
        label=label("隔离床位（张）", "Isolation places"), required=False, min_value=0, max_value=10_000_000,
        help_text=label("不填为本次不规定", "empty: not set by this order"),
    )  # fmt: skip
    document = forms.CharField(label=label("依据的文件文号", "Document"), max_length=200, required=False)


def workers_here(rows: WorkerQuerySet) -> WorkerQuerySet:
    """Of these, who could be registered as away."""
    return rows.at_work().exclude(pk__in=Return.objects.open().values("worker_id")).order_by("code")
