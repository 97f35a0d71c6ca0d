"""What people fill in: a refinement, the end of one, a number."""

from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from yilu.core.text import Text, label
from yilu.network.models import Site
from yilu.norms.models import Provision
from yilu.norms.rules.kinds import Effect, Post, Proof, choices
from yilu.norms.rules.parameters import Parameter
from yilu.norms.rules.refining import Refinement
from yilu.territory.forms import AreaField, DayField
from yilu.territory.words import TIERS


class Ticks(forms.CheckboxSelectMultiple):
    """Boxes to tick in Tabler's dress, one beside the other."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Each box inside its own label."""
        boxes = self.get_context(name, value, attrs)["widget"]["optgroups"]
        return format_html_join(
            "",
            '<label class="form-check form-check-inline"><input class="form-check-input" type="checkbox" name="{}"'
            ' value="{}"{}> <span class="form-check-label">{}</span></label>',
            ((name, box["value"], " checked" if box["selected"] else "", box["label"]) for _, [box], _ in boxes),
        )


def _several(title: str, help_text: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=title, required=False, widget=Ticks, help_text=help_text)


class RefineForm(forms.Form):
    """An area's own wording of a requirement, starting from the one that stands above it."""

    area = AreaField(label=label("施行地区（区划代码）", "Area (division code)"), max_length=6)
    document = forms.CharField(label=label("文号", "Document number"), max_length=30)
    name_zh = forms.CharField(label=label("文件名称（中文）", "Title (Chinese)"), max_length=120)
    name_en = forms.CharField(label=label("文件名称（英文）", "Title (English)"), max_length=160)
    issuer_zh = forms.CharField(label=label("印发机关（中文）", "Issuer (Chinese)"), max_length=80)
    issuer_en = forms.CharField(label=label("印发机关（英文）", "Issuer (English)"), max_length=120)
    issued = DayField(label=label("印发日期", "Issued"))
    clause = forms.CharField(label=label("条款", "Clause"), max_length=40, required=False)
    text_zh = forms.CharField(
        label=label("内容（中文）", "Text (Chinese)"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    text_en = forms.CharField(
        label=label("内容（英文）", "Text (English)"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    effect = forms.ChoiceField(
        label=label("效力", "Effect"), help_text=label("只能从严。", "Only as strict or stricter.")
    )
    proofs = _several(label("证据", "Evidence"))
    every_hours = forms.IntegerField(
        label=label("每几小时一次", "Every so many hours"), min_value=1, max_value=720, required=False
    )
    times_a_day = forms.IntegerField(
        label=label("每日次数", "Times a day"), min_value=1, max_value=48, required=False,
        help_text=label("两项都留空：不定频次。", "Both empty: no interval."),
    )  # fmt: skip
    days_ahead = forms.IntegerField(
        label=label("提前报备天数", "Filed so many days ahead"), min_value=1, max_value=60, required=False
    )
    kinds = _several(label("网点类型", "Kinds of site"), label("不选：全部。", "None chosen: all."))
    tiers = _several(label("风险等级", "Risk tiers"), label("不选：全部。", "None chosen: all."))
    posts = _several(label("岗位", "Posts"), label("不选：全部。", "None chosen: all."))
    valid_from = DayField(label=label("施行日期", "In force from"))
    valid_until = DayField(label=label("失效日期", "Until (not included)"), required=False)

    def __init__(self, *args: Any, above: Provision | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("effect", choices(Effect))
        self._offer("proofs", choices(Proof))
        self._offer("posts", choices(Post))
        self._offer("kinds", list(Site.Kind.choices))
        self._offer("tiers", [(tier.value, str(name)) for tier, (_, name) in TIERS.items()])
        if above is not None:
            for name in ("clause", "text_zh", "text_en", "effect", "proofs", "every_hours", "times_a_day", "days_ahead",
                         "kinds", "tiers", "posts"):  # fmt: skip
                self.fields[name].initial = getattr(above, name)

    def _offer(self, name: str, offered: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = offered

    @property
    def wording(self) -> Refinement:
        """What was typed, as the action takes it."""
        return Refinement(**{k: v for k, v in self.cleaned_data.items() if k != "area"})


class ChecklistForm(forms.Form):
    """A checklist in XLSForm that an area's document brought in."""

    file = forms.FileField(label=label("改好的检查表（XLSForm，.xlsx）", "The checklist, edited (XLSForm, .xlsx)"))
    area = AreaField(label=label("施行地区（区划代码）", "Area (division code)"), max_length=6)
    document = forms.CharField(label=label("文号", "Document number"), max_length=30)
    name_zh = forms.CharField(label=label("文件名称（中文）", "Title (Chinese)"), max_length=120)
    name_en = forms.CharField(label=label("文件名称（英文）", "Title (English)"), max_length=160)
    issuer_zh = forms.CharField(label=label("印发机关（中文）", "Issuer (Chinese)"), max_length=80)
    issuer_en = forms.CharField(label=label("印发机关（英文）", "Issuer (English)"), max_length=120)
    issued = DayField(label=label("印发日期", "Issued"))
    valid_from = DayField(label=label("施行日期", "In force from"))

    @property
    def document_told(self) -> Refinement:
        """The document as the action takes it; each text and its effect come from the checklist and what it refines."""
        told = {k: v for k, v in self.cleaned_data.items() if k not in ("file", "area")}
        return Refinement(**told, clause="", text_zh="", text_en="", effect="")


class EndForm(forms.Form):
    """The first day on which an area's own wording no longer holds."""

    until = DayField(label=label("失效日期", "No longer in force from"))


class SettingForm(forms.Form):
    """A number, under its document."""

    area = AreaField(label=label("施行地区（区划代码）", "Area (division code)"), max_length=6)
    value = forms.DecimalField(label=label("数值", "Number"), max_digits=10, decimal_places=2)
    document = forms.CharField(
        label=label("依据文件及文号", "Document and number"), max_length=200,
        help_text=label("没有文件不作规定。", "Nothing is ordered without one."),
    )  # fmt: skip
    valid_from = DayField(label=label("施行日期", "In force from"))
    valid_until = DayField(label=label("失效日期", "Until (not included)"), required=False)

    def __init__(self, *args: Any, parameter: Parameter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        span = Text("{low} 至 {high} {unit}", "{low} to {high} {unit}")
        self.fields["value"].help_text = str(
            span.filled(low=parameter.lowest, high=parameter.highest, unit=parameter.unit)
        )
