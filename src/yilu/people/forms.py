"""Input cleaned: a worker's facts, a transfer, leaving, a check at the gate, a reason."""

import uuid
from decimal import Decimal
from typing import Any

from django import forms

from yilu.core.text import label
from yilu.people.models import Measurement, Worker
from yilu.people.rules.answers import COLDEST, HOTTEST, SYMPTOMS, Answers
from yilu.people.rules.workers import Details, clean_identity, clean_phone, why_not_details


class WorkerForm(forms.Form):
    """The facts of one worker."""

    code = forms.CharField(label=label("工号", "Staff number"), max_length=40)
    name = forms.CharField(label=label("姓名", "Name"), max_length=40)
    post = forms.ChoiceField(label=label("岗位", "Post"), choices=Worker.Post.choices)
    shift_group = forms.CharField(label=label("班组", "Shift group"), max_length=20, required=False)
    employment = forms.ChoiceField(label=label("用工性质", "Employment"), choices=Worker.Employment.choices)
    agency = forms.CharField(
        label=label("派出单位", "Agency"), max_length=80, required=False,
        help_text=label("外包人员必填", "needed for outsourced labour"),
    )  # fmt: skip
    identity = forms.CharField(
        label=label("证件号码", "Identity number"), max_length=30, required=False,
        help_text=label("加密保存，列表不显示", "kept encrypted, not shown in lists"),
    )  # fmt: skip
    phone = forms.CharField(
        label=label("手机号", "Mobile number"), max_length=20, required=False,
        help_text=label("加密保存，列表不显示", "kept encrypted, not shown in lists"),
    )  # fmt: skip

    def __init__(self, *args: Any, site: int | None, office: int | None, code: str = "", **kwargs: Any) -> None:
        self.site, self.office, self.kept_code = site, office, code
        super().__init__(*args, **kwargs)
        if code:
            del self.fields["code"]
        for name in ("name", "identity", "phone"):
            if name in self.fields:
                self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_identity(self) -> str:
        """As it is compared."""
        return clean_identity(self.cleaned_data["identity"])

    def clean_phone(self) -> str:
        """Digits only."""
        return clean_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        """The rules of the room say what is wrong."""
        data = super().clean() or {}
        if not self.errors:
            for wrong in why_not_details(self.details):
                field = wrong.code.rpartition(".")[2]
                self.add_error(field if field in self.fields else None, str(wrong.text))
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """What was typed, without the staff number."""
        return {k: v for k, v in self.cleaned_data.items() if k != "code"}

    @property
    def details(self) -> Details:
        """As the action takes it."""
        code = self.kept_code or self.cleaned_data["code"]
        return Details(code=code, site=self.site, office=self.office, **self.facts)


class ChangeForm(WorkerForm):
    """The same facts of a worker who is registered. `version` is the one the editor saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def facts(self) -> dict[str, Any]:
        """What was typed. An identity or phone left empty stays as it is."""
        kept = {k: v for k, v in self.cleaned_data.items() if k not in ("version", "code")}
        return {k: v for k, v in kept.items() if v or k not in ("identity", "phone", "name")}

    @property
    def details(self) -> Details:
        """As the rules take it."""
        return Details(**{"code": self.kept_code, "name": "－", "site": self.site, "office": self.office, **self.facts})


class MoveForm(forms.Form):
    """Where to, or where from: the day and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = forms.DateField(label=label("自哪一天起", "From which day"), widget=forms.DateInput(attrs={"type": "date"}))
    cause = forms.CharField(label=label("原因", "Cause"), max_length=100, required=False)


class TransferForm(MoveForm):
    """Where to: another site, by its code."""

    to = forms.CharField(label=label("调入网点的编码", "Code of the site"), max_length=40)

    field_order = ("version", "to", "on", "cause")


class WhyForm(forms.Form):
    """Why a record is opened, or a phone revoked."""

    why = forms.CharField(label=label("事由", "Why"), max_length=200)


class GateForm(forms.Form):
    """A check at the gate. `client_id` stands in the form, so that a form sent twice is one check."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = forms.TypedChoiceField(
        label=label("何时测", "When"), choices=Measurement.Kind.choices, coerce=int, widget=forms.RadioSelect
    )
    temperature = forms.DecimalField(
        label=label("体温（℃）", "Temperature (°C)"), max_digits=3, decimal_places=1,
        min_value=Decimal(COLDEST) / 10, max_value=Decimal(HOTTEST) / 10,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "form-control-lg"}),
    )  # fmt: skip
    symptoms = forms.TypedMultipleChoiceField(
        label=label("不适症状（没有不选）", "Symptoms, if any"), required=False, coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    family_unwell = forms.BooleanField(
        label=label("家庭成员身体不适", "somebody in the family is unwell"), required=False
    )
    case_contact = forms.BooleanField(
        label=label("接触过确诊或疑似病例", "met a confirmed or suspected case"), required=False
    )
    returnee_contact = forms.BooleanField(
        label=label("接触过疫情重点地区返回人员", "met somebody back from a key epidemic area"), required=False
    )
    witness = forms.ModelChoiceField(
        label=label("复核人（双人复核时选）", "Second person, where two check"), queryset=Worker.objects.none(),
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, worker: Worker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["symptoms"].choices = [(s.value, str(t)) for s, t in SYMPTOMS.items()]  # type: ignore[attr-defined]
        field = self.fields["witness"]
        others = Worker.objects.at_work().filter(site=worker.site_id, office=worker.office_id).exclude(pk=worker.pk)
        field.queryset = others  # type: ignore[attr-defined]
        field.label_from_instance = lambda w: f"{w.name} {w.code}"  # type: ignore[attr-defined]

    @property
    def tenths(self) -> int:
        """The temperature as it is stored."""
        return int(self.cleaned_data["temperature"] * 10)

    @property
    def answers(self) -> Answers:
        """As the rules take them."""
        data = self.cleaned_data
        return Answers(
            self.tenths, sum(data["symptoms"]), data["family_unwell"], data["case_contact"], data["returnee_contact"]
        )
