"""The one door for writing: every action runs inside `acting`; act and audit land in one transaction or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction

from yilu.audit.models import Act
from yilu.core.actor import Actor
from yilu.core.reasons import Denied


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

    def on(self, subject: models.Model, *, area: str = "", brand_id: int | None = None) -> None:
        """Name the thing acted on."""
        self.subject_type, self.subject_id = subject._meta.label_lower, str(subject.pk)
        self.area, self.brand_id = area or self.area, brand_id if brand_id is not None else self.brand_id

    def changed(self, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        """What it was and what it became: plain values, no personal data."""
        self.before, self.after = before, after

    def row(self, outcome: Act.Outcome, reason: str = "") -> Act:
        """The audit row of this act."""
        return Act(
            at=self.now, verb=self.verb, actor_id=self.by.user_id, actor=self.by.name, role=self.by.role,
            appointment_id=self.by.appointment_id, subject_type=self.subject_type, subject_id=self.subject_id,
            area=self.area, brand_id=self.brand_id, before=self.before, after=self.after,
            outcome=outcome, reason=reason, origin=self.by.origin,
        )  # fmt: skip


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
    """Run an act atomically and record it. A refusal (`Denied`) undoes the act, is recorded with its reason, goes on up."""
    recording = Recording(verb=verb, by=by, now=now, area=area, brand_id=brand_id)
    if on is not None:
        recording.on(on, area=area, brand_id=brand_id)
    try:
        with transaction.atomic():
            yield recording
            recording.row(Act.Outcome.DONE).save(force_insert=True)
    except Denied as denied:
        recording.row(Act.Outcome.REFUSED, reason="; ".join(f"{r.code}: {r.text.zh}" for r in denied.reasons)).save(
            force_insert=True
        )
        raise
