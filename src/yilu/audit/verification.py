"""Walking the chain: is every sealed act as it was when it was sealed, and does a published head still lie on it?"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.db import connection
from django.db.models import Count

from yilu.audit.chain import GENESIS, Progress, digest_of_acts, digest_of_seal
from yilu.audit.models import Act, Seal
from yilu.core.text import Text

# How many seals missing in a row are told one by one.
GAP = 100


class Fault(StrEnum):
    """What can be wrong with a batch."""

    ACT_ALTERED = "act_altered"
    ACT_MISSING = "act_missing"
    ACT_ADDED = "act_added"
    SEAL_ALTERED = "seal_altered"
    SEAL_MISSING = "seal_missing"
    LINK_BROKEN = "link_broken"


SENTENCES = {
    Fault.ACT_ALTERED: Text("封存后有记录被改动", "an act was altered after sealing"),
    Fault.ACT_MISSING: Text("封存的记录有缺失", "an act is missing"),
    Fault.ACT_ADDED: Text("封存后有记录被加入", "an act was added after sealing"),
    Fault.SEAL_ALTERED: Text("封条本身被改动", "the seal itself was altered"),
    Fault.SEAL_MISSING: Text("封条缺失", "the seal is missing"),
    Fault.LINK_BROKEN: Text("与上一封条不相接", "it does not follow from the seal before it"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A batch that is not as it was sealed, and why. `acts`: how many acts stand there now."""

    seal: int
    fault: Fault
    sealed_at: datetime | None
    acts: int

    @property
    def text(self) -> Text:
        """The finding as a sentence."""
        what = SENTENCES[self.fault]
        return Text(f"第 {self.seal} 批：{what.zh}", f"Batch {self.seal}: {what.en}")


@dataclass(slots=True)
class Verdict:
    """What a walk along the chain found. `head` is the digest of the last seal; empty while nothing is sealed."""

    head: str = ""
    seals: int = 0
    acts: int = 0
    unsealed: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_intact(self) -> bool:
        """Is every sealed act as it was?"""
        return not self.findings


def head() -> Seal | None:
    """The last seal of the chain: what is shown, exported and sent to the level above."""
    return Seal.objects.order_by("-number").first()


def seal_with_head(digest: str) -> Seal | None:
    """The seal whose digest was once published as the head; None if the chain does not hold it (it was re-sealed)."""
    return Seal.objects.filter(digest=digest.strip().lower()).first()


def verify(progress: Progress | None = None) -> Verdict:
    """Walk the whole chain. Streams: memory does not grow with the record."""
    verdict = Verdict(unsealed=Act.objects.filter(seal_id=None).count())
    previous, expected = GENESIS, 1
    with connection.cursor() as cursor:
        for seal in Seal.objects.order_by("number").iterator():
            for number in range(expected, min(seal.number, expected + GAP)):
                verdict.findings.append(Finding(number, Fault.SEAL_MISSING, None, _acts_under(number)))
            acts, acts_digest = digest_of_acts(cursor, seal.number, progress)
            fault = _fault(seal, acts, acts_digest, previous, follows=seal.number == expected)
            if fault is not None:
                verdict.findings.append(Finding(seal.number, fault, seal.sealed_at, acts))
            verdict.seals, verdict.acts, verdict.head = verdict.seals + 1, verdict.acts + acts, seal.digest
            previous, expected = seal.digest, seal.number + 1
    # Seals cut off at the end leave acts that name them.
    beyond = Act.objects.filter(seal_id__gte=expected).values_list("seal_id").annotate(Count("id")).order_by("seal_id")
    for number, acts in beyond[:GAP]:
        verdict.findings.append(Finding(number or 0, Fault.SEAL_MISSING, None, acts))
    return verdict


def _acts_under(number: int) -> int:
    return Act.objects.filter(seal_id=number).count()


def _fault(seal: Seal, acts: int, acts_digest: str, previous: str, *, follows: bool) -> Fault | None:
    said = digest_of_seal(seal.number, seal.sealed_at, seal.acts, seal.acts_digest, seal.previous)
    if said != seal.digest:
        return Fault.SEAL_ALTERED
    if follows and seal.previous != previous:
        return Fault.LINK_BROKEN
    if acts != seal.acts:
        return Fault.ACT_MISSING if acts < seal.acts else Fault.ACT_ADDED
    return Fault.ACT_ALTERED if acts_digest != seal.acts_digest else None
