"""What people fill in on the pages of territory."""

import datetime as dt
from typing import Any

from django import forms

from yilu.core.reasons import Denied
from yilu.core.text import label
from yilu.territory.incoming.reading import day as read_day
from yilu.territory.queries import area as find_area


class DayField(forms.DateField):
    """A day, in any way offices write it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values or isinstance(value, dt.date):
            return value or None
        try:
            return read_day(str(value).strip())
        except Denied as refused:
            raise forms.ValidationError(str(refused)) from refused


class AreaField(forms.CharField):
    """A six-digit division code that exists."""

    def clean(self, value: Any) -> str:
        code: str = super().clean(value)
        if code and find_area(code) is None:
            raise forms.ValidationError(label("没有这个区划代码。", "There is no division with this code."))
        return code


class CasesUpload(forms.Form):
    """A case series to preview."""

    file = forms.FileField(
        label=label("病例数据文件", "Case series"),
        help_text=label(
            "CSV（UTF-8 或 GB18030）或 xlsx；列：date, gb_code, confirmed_cum, cured_cum, dead_cum。",
            "CSV (UTF-8 or GB18030) or xlsx; columns: date, gb_code, confirmed_cum, cured_cum, dead_cum.",
        ),
    )
    source = forms.CharField(
        label=label("来源", "Source"),
        max_length=60,
        required=False,
        help_text=label("谁公布的；留空则取自文件名。", "Who published it; empty: from the file name."),
    )
    corrections = forms.BooleanField(
        label=label(
            "累计数下降、同一天数字不同，视为来源的更正",
            "Take falls, and other figures for a known day, as the source's own corrections",
        ),
        required=False,
    )


class TiersUpload(forms.Form):
    """A published list of tiers to preview."""

    file = forms.FileField(
        label=label("公布的风险等级文件", "Published list of tiers"),
        help_text=label(
            "CSV（UTF-8 或 GB18030）或 xlsx；列：as_of, published, gb_code, unit_name, tier, scheme, source。",
            "CSV (UTF-8 or GB18030) or xlsx; columns: as_of, published, gb_code, unit_name, tier, scheme, source.",
        ),
    )


class ClusterForm(forms.Form):
    """Whether there was a cluster of cases in an area's counties."""

    area = AreaField(
        label=label("区划代码", "Division code"),
        max_length=6,
        help_text=label("市、省代码表示其全部县级单元。", "A city's or province's code means all its counties."),
    )
    as_of = DayField(label=label("截至", "As known on"))
    last_cluster = DayField(
        label=label("最近一次聚集性疫情", "Last cluster"),
        required=False,
        help_text=label("留空表示没有发生。", "Empty: there was none."),
    )
    source = forms.CharField(label=label("依据", "Source"), max_length=200)


class DeclareForm(forms.Form):
    """An emergency to put in force."""

    area = AreaField(label=label("区划代码", "Division code"), max_length=6)
    name_zh = forms.CharField(label=label("名称（中文）", "Name (Chinese)"), max_length=100)
    name_en = forms.CharField(label=label("名称（英文）", "Name (English)"), max_length=100)
    began = DayField(label=label("开始日期", "In force from"))
    response_level = forms.CharField(
        label=label("响应级别", "Response level"),
        max_length=20,
        help_text=label("按文件写，如：一级。", "As the document says, e.g. Level I."),
    )
    document = forms.CharField(label=label("依据文件", "Document"), max_length=200)


class EndForm(forms.Form):
    """The last day of an emergency."""

    ended = DayField(label=label("最后一天", "Last day in force"))
