"""Forms of what a headquarters or an authority fixes."""

from typing import Any

from django import forms

from yilu.core.text import label
from yilu.operations.models import ReportField
from yilu.operations.rules.classes import CLASSES

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class MappingForm(forms.Form):
    """A product into a class."""

    brand = forms.ChoiceField(label=label("品牌", "Brand"))
    product = forms.CharField(label=label("产品", "Product"), max_length=60)
    service_class = forms.ChoiceField(label=label("寄递类别", "Class"), required=False)
    precedence = forms.IntegerField(
        label=label("优先序", "Precedence"), min_value=1, max_value=999,
        help_text=label("一件兼有几种产品时，数小者定其类别。", "The lowest decides for a parcel of several products."),
    )  # fmt: skip
    valid_from = forms.DateField(label=label("起用日期", "From"), widget=DATE)

    def __init__(self, *args: Any, brands: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["brand"].choices = brands  # type: ignore[attr-defined]
        volumes = [(c.code, str(c.name)) for c in CLASSES if c.is_volume]
        self.fields["service_class"].choices = [("", label("不归类", "no class")), *volumes]  # type: ignore[attr-defined]


class FieldForm(forms.Form):
    """A field added to the daily report of an area."""

    area = forms.CharField(label=label("地区代码", "Area code"), max_length=12)
    code = forms.CharField(label=label("代码", "Code"), max_length=30, help_text="a-z 0-9 _")
    name_zh = forms.CharField(label=label("中文名称", "Name in Chinese"), max_length=60)
    name_en = forms.CharField(label=label("英文名称", "Name in English"), max_length=80)
    kind = forms.ChoiceField(label=label("类型", "Kind"), choices=ReportField.Kind.choices)
    document = forms.CharField(label=label("依据文件", "Document"), max_length=200)
    valid_from = forms.DateField(label=label("自", "From"), widget=DATE)
    valid_until = forms.DateField(label=label("至", "Until"), widget=DATE, required=False)


class DeadlineForm(forms.Form):
    """When a day's report is due in an area."""

    area = forms.CharField(label=label("地区代码", "Area code"), max_length=12)
    hours = forms.IntegerField(
        label=label("时限（当日0时起小时数）", "Due (hours after 0:00 of the day)"), min_value=1, max_value=72,
        help_text=label("20 为当日20时，33 为次日9时", "20: 20:00 the same day; 33: 9:00 the next morning"),
    )  # fmt: skip
    document = forms.CharField(label=label("依据文件", "Document"), max_length=200)
    valid_from = forms.DateField(label=label("自", "From"), widget=DATE)


class FigureForm(forms.Form):
    """A figure that arrived from outside."""

    area = forms.CharField(label=label("地区代码", "Area code"), max_length=12)
    as_of = forms.DateField(label=label("截止日期", "As of"), widget=DATE)
    metric = forms.CharField(label=label("指标", "Metric"), max_length=60)
    value = forms.FloatField(label=label("数值", "Value"), min_value=0)
    unit = forms.CharField(label=label("单位", "Unit"), max_length=30)
    reporter = forms.CharField(label=label("报送单位", "Reporter"), max_length=100)
    scope = forms.CharField(label=label("口径", "Scope"), max_length=200, required=False)
    source = forms.CharField(label=label("来源", "Source"), max_length=200, required=False)
    note = forms.CharField(label=label("备注", "Note"), max_length=300, required=False)
