"""What people fill in: the plans, files, evidence, what a decision cites, a contest, a delay order."""

from typing import Any

from django import forms
from django.http import QueryDict

from yilu.core.text import label
from yilu.core.uploads import MOST_BYTES
from yilu.filings.models import DelayOrder, Dossier
from yilu.filings.rules.citing import Citing
from yilu.filings.rules.conditions import ANY_EVIDENCE
from yilu.filings.rules.plans import LONGEST, PLANS, Answer
from yilu.filings.rules.states import Verb
from yilu.norms.models import Provision
from yilu.norms.rules.kinds import Proof, named
from yilu.tasks.forms import Moment
from yilu.territory.forms import AreaField, DayField

FILES = label(
    "照片、PDF、Word（docx）、Excel（xlsx），不超过10 MB", "photo, PDF, Word (docx) or Excel (xlsx), 10 MB at most"
)
BY_HAND = (Proof.LOG, Proof.REPORT, Proof.PHOTO, Proof.DOCUMENT)  # an inspection is an inspector's


def _words(zh: str, en: str, *, most: int = 2000, rows: int = 3) -> forms.CharField:
    return forms.CharField(label=label(zh, en), max_length=most, widget=forms.Textarea(attrs={"rows": rows}))


class AnswersForm(forms.Form):
    """The fields that norms in force ask for, none else. `version`: the papers as their editor saw them."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, dossier: Dossier, asked: list[Answer], known: dict[str, str], **kwargs: Any) -> None:
        told = dossier.answers
        kwargs["initial"] = {"version": dossier.version, **known, **told}
        super().__init__(*args, **kwargs)
        self.told = told
        for a in asked:
            self.fields[a.code] = forms.CharField(
                label=f"{PLANS[a.plan]} · {a.name}", max_length=LONGEST, required=False, help_text=str(a.hint),
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    @property
    def answers(self) -> dict[str, str]:
        """What was typed; what is no longer asked stays as it was told."""
        return {**self.told, **{k: v for k, v in self.cleaned_data.items() if k != "version"}}


class AttachForm(forms.Form):
    """A file, and which plan it is."""

    plan = forms.ChoiceField(label=label("材料", "What it is"))
    file = forms.FileField(label=label("文件", "File"), help_text=FILES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].choices = [(p.value, str(t)) for p, t in PLANS.items()]  # type: ignore[attr-defined]


def content_of(file: Any) -> bytes:
    """The file's bytes: one more than is taken tells that it is too large, the rest is not read."""
    content: bytes = file.read(MOST_BYTES + 1)
    return content


class EvidenceForm(forms.Form):
    """A line for the ledger, told by hand."""

    kind = forms.ChoiceField(label=label("证据种类", "Kind of evidence"))
    summary = forms.CharField(
        label=label("内容（不写个人姓名）", "What it shows (name no person)"), max_length=120, min_length=2
    )

    def __init__(self, *args: Any, provision: Provision, **kwargs: Any) -> None:
        kwargs["auto_id"] = f"evidence-{provision.pk}-%s"
        super().__init__(*args, **kwargs)
        offered = [p for p in BY_HAND if p in provision.proofs] or [Proof.LOG]
        self.fields["kind"].choices = [(p.value, str(named(Proof, p))) for p in offered]  # type: ignore[attr-defined]
        self.fields["summary"].help_text = str(ANY_EVIDENCE)


class DecideForm(forms.Form):
    """What is cited: only what is in force there can be chosen. Each chosen says what would satisfy it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, verb: Verb, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if verb == Verb.RECTIFY:
            self.fields["due"] = Moment(label=label("整改期限", "To be done by"))


def citing_of(posted: QueryDict) -> list[Citing]:
    """What was ticked, with what was written beside it."""
    return [
        Citing(int(pk), posted.get(f"satisfy-{pk}", ""))
        for pk in posted.getlist("cite")
        if pk.isdigit() and len(pk) < 18
    ]


class AnswerForm(forms.Form):
    """How a cited condition is met."""

    words = _words("如何满足", "How it is met", most=1000, rows=2)


class ContestForm(forms.Form):
    """Why a decision is not accepted."""

    ground = _words("申诉理由", "Why")


class VerdictForm(forms.Form):
    """Uphold or revoke, and why."""

    is_upheld = forms.ChoiceField(label=label("决定", "Decision"))
    answer = _words("答复", "Answer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_upheld"].choices = [  # type: ignore[attr-defined]
            ("yes", label("维持原决定", "uphold it")),
            ("no", label("撤销原决定", "revoke it")),
        ]


class DelayForm(forms.Form):
    """A local order that delays resumption."""

    area = AreaField(label=label("施行地区（区划代码）", "Area (division code)"), max_length=6)
    issuer = forms.CharField(label=label("发文机关", "Issuer"), max_length=80)
    title = forms.CharField(label=label("文件名称", "Title"), max_length=120)
    document = forms.CharField(label=label("文号", "Document number"), max_length=120)
    demands = _words("延迟复工的要求", "What it demands", most=600)
    issued = DayField(label=label("发文日期", "Issued"))
    valid_until = DayField(label=label("失效日期（文件写明的）", "Until, where it says so"), required=False)
    file = forms.FileField(label=label("文件", "File"), help_text=FILES)


class OutcomeForm(forms.Form):
    """What came of taking up a delay order."""

    outcome = forms.ChoiceField(label=label("结果", "Outcome"), choices=DelayOrder.Outcome.choices)
    answer = _words("说明", "In words", most=600)
