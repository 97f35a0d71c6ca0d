"""The one door for writing: each action runs inside `acting`; act and audit land in one transaction or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction

from yilu.audit.models import Act
from yilu.core.actor import Actor
from yilu.core.privacy import Privacy
from yilu.core.reasons import Conflict, Denied, Invalid

MASK = "＊"


@dataclass(slots=True)
class Recording:
    """What the act concerns; an action fills in what it learns on the way."""

    verb: str
    by: Actor
    now: datetime
    subject_type: str = ""
    subject_id: str = ""
    area: str = ""
    brand_id: int | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    personal: frozenset[str] = field(default=frozenset())

    def on(self, subject: models.Model, *, area: str = "", brand_id: int | None = None) -> None:
        """Name the thing acted on."""
        self.subject_type, self.subject_id = subject._meta.label_lower, str(subject.pk)
        self.area, self.brand_id = area or self.area, brand_id if brand_id is not None else self.brand_id
        self.personal = frozenset(getattr(subject, "privacy", Privacy()).personal)

    def changed(self, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        """What it was and what it became: plain values. That a personal field changed is kept, to what is not."""
        self.before, self.after = before, after

    def _kept(self, values: dict[str, Any] | None) -> dict[str, Any] | None:
        if values is None:
            return None
        return {k: MASK if k in self.personal and v else v for k, v in values.items()}

    def row(self, outcome: Act.Outcome, reason: str = "") -> Act:
        """The audit row of this act. What lies nowhere else lies where its actor acts."""
        area = self.area or next(iter(self.by.jurisdiction.areas), "")
        act = Act(
            at=self.now, verb=self.verb, actor_id=self.by.user_id, actor=self.by.name, role=self.by.role,
            appointment_id=self.by.appointment_id, subject_type=self.subject_type, subject_id=self.subject_id,
            area=area, brand_id=self.brand_id, before=self._kept(self.before), after=self._kept(self.after),
            outcome=outcome, reason=reason, origin=self.by.origin,
        )  # fmt: skip
        # What a stranger typed may be longer than a column: no refusal goes unrecorded for that, nor holds a NUL.
        for column in act._meta.concrete_fields:
            value = getattr(act, column.attname)
            if isinstance(value, str):
                setattr(act, column.attname, value.replace("\x00", "")[: column.max_length or None])
        return act


def why(denied: Denied) -> str:
    """The reasons as the audit keeps them: of bad input only codes, for its sentences repeat what somebody typed."""
    if isinstance(denied, Invalid | Conflict):
        return "; ".join(r.code for r in denied.reasons)
    return "; ".join(f"{r.code}: {r.text.zh}" for r in denied.reasons)


@contextmanager
def acting(
    verb: str,
    *,
    by: Actor,
    now: datetime,
    on: models.Model | None = None,
    area: str = "",
    brand_id: int | None = None,
) -> Iterator[Recording]:
    """Run an act atomically and record it. A `Denied` undoes it, is recorded with its reason, and goes on up."""
    recording = Recording(verb=verb, by=by, now=now, area=area, brand_id=brand_id)
    if on is not None:
        recording.on(on, area=area, brand_id=brand_id)
    try:
        with transaction.atomic():
            yield recording
            recording.row(Act.Outcome.DONE).save(force_insert=True)
    except Denied as denied:
        # What it would have become was not done, and may be what somebody typed.
        recording.after = None
        recording.row(Act.Outcome.REFUSED, reason=why(denied)).save(force_insert=True)
        raise
