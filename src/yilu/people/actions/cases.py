"""A health case opens at once when a check is not normal."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from yilu.people.actions._taking import Placed, Taken
from yilu.people.models import HealthCase

CAUSES = {
    "people.check.fever": HealthCase.Cause.FEVER,
    "people.check.unwell": HealthCase.Cause.SYMPTOM,
    "people.check.contact": HealthCase.Cause.CONTACT,
    "people.check.family": HealthCase.Cause.FAMILY,
    "people.check.returnee": HealthCase.Cause.RETURNEE,
}


def open_cases(abnormal: Sequence[Taken], places: Mapping[int, Placed], *, now: datetime) -> None:
    """Open a case for each worker who has none open. Inside an act only."""
    HealthCase.objects.bulk_create(
        (
            HealthCase(
                worker_id=t.worker_id, day=t.day, opened_at=now,
                cause=next(c for code, c in CAUSES.items() if code in {w.code for w in t.why}),
                **places[t.worker_id]._asdict(),
            )
            for t in abnormal
        ),
        ignore_conflicts=True,
    )  # fmt: skip
