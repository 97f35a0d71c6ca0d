"""The morning check and what belongs to it. Millions of rows a day: small columns, a natural key, no foreign keys.

On PostgreSQL checks and measurements are partitioned by day (people.partitions), so that a day is dropped in seconds.
"""

from typing import Any, ClassVar

from django.db import models

from yilu.core.fields import EncryptedTextField
from yilu.core.privacy import Privacy
from yilu.core.scope import Scoped, ScopedQuerySet
from yilu.core.text import label
from yilu.network.models import Site
from yilu.people.models.workers import Worker

OF_WORKER = Scoped(
    area="worker__county_id",
    brand="worker__brand_id",
    branch="worker__enterprise_id",
    site="worker__site_id",
    person="worker__user_id",
)


class Source(models.IntegerChoices):
    """Through whom a check came."""

    PHONE = 1, label("本人手机", "own phone")
    GATE = 2, label("门岗测量", "at the gate")
    MANAGER = 3, label("网点代报", "site manager")
    API = 4, label("接口报送", "API")
    SYNTHETIC = 5, label("合成", "synthetic")


def _to(model: type[models.Model], *, null: bool = False) -> Any:
    """A plain number as far as the database is concerned; a way to join as far as Django is."""
    return models.ForeignKey(
        model, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False, null=null
    )


class Answers(models.Model):
    """What one check says. `symptoms` are bits of people.rules.Symptom; the temperature is in tenths of a degree."""

    site = _to(Site, null=True)  # where the worker was placed; null: in an office
    temperature = models.SmallIntegerField(null=True)  # null: not measured
    symptoms = models.SmallIntegerField(default=0)
    family_unwell = models.BooleanField(default=False)
    case_contact = models.BooleanField(default=False)
    returnee_contact = models.BooleanField(default=False)
    is_normal = models.BooleanField()  # as judged on arrival by people.rules.why_not_normal
    source = models.SmallIntegerField(choices=Source.choices)
    reported_at = models.DateTimeField()  # by the phone's clock
    received_at = models.DateTimeField()  # by ours
    clock_off = models.SmallIntegerField(default=0)  # minutes the phone's clock was ahead (+) or behind (-) of ours
    client_id = models.UUIDField()  # made by the sender: the same id again is the same check

    class Meta:
        abstract = True


class MorningCheck(Answers):
    """The check of one worker on one day that stands; never overwritten by a later one."""

    access: ClassVar[Scoped] = OF_WORKER
    privacy: ClassVar[Privacy] = Privacy()

    pk = models.CompositePrimaryKey("worker_id", "day")
    worker = _to(Worker)
    day = models.DateField()

    objects = ScopedQuerySet["MorningCheck"].as_manager()

    class Meta:
        # Rows of one site and day have equal keys, which PostgreSQL keeps once: 9 bytes a row.
        indexes = [models.Index(fields=["site", "day"], name="check_site_day")]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.day}"


class DifferingCheck(Answers):
    """A second check of the same worker and day that says otherwise: for a person to look at, who says which stands.

    The one that stands lies in `MorningCheck`; if it is this one, the two change places.
    """

    access: ClassVar[Scoped] = OF_WORKER
    privacy: ClassVar[Privacy] = Privacy(plain=("settled_by",))

    worker = _to(Worker)
    day = models.DateField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, blank=True)

    objects = ScopedQuerySet["DifferingCheck"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["worker", "day", "client_id"], name="differing_check_once")]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.day} {self.client_id}"


class Measurement(models.Model):
    """One temperature taken on arrival, on return to the site or between; by whom, and who looked on."""

    class Kind(models.IntegerChoices):
        ARRIVAL = 1, label("到岗", "arrival")
        RETURN = 2, label("归班", "return to the site")
        OTHER = 3, label("复测", "again")

    access: ClassVar[Scoped] = OF_WORKER
    privacy: ClassVar[Privacy] = Privacy()

    pk = models.CompositePrimaryKey("worker_id", "day", "client_id")
    worker = _to(Worker)
    day = models.DateField()
    client_id = models.UUIDField()
    site = _to(Site, null=True)
    kind = models.SmallIntegerField(choices=Kind.choices)
    temperature = models.SmallIntegerField()  # tenths of a degree
    taken_at = models.DateTimeField()
    received_at = models.DateTimeField()
    measured_by_id = models.BigIntegerField(null=True)  # accounts.User; null: the worker alone
    witness = _to(Worker, null=True)  # the second person of a two-person check
    source = models.SmallIntegerField(choices=Source.choices)

    objects = ScopedQuerySet["Measurement"].as_manager()

    def __str__(self) -> str:
        return f"{self.worker_id} {self.day} {self.temperature}"


class PlacesStayed(models.Model):
    """Where a worker says he or she stayed; only where there was something to say."""

    access: ClassVar[Scoped] = OF_WORKER
    privacy: ClassVar[Privacy] = Privacy(personal=("places",))

    pk = models.CompositePrimaryKey("worker_id", "day")
    worker = _to(Worker)
    day = models.DateField()
    places = EncryptedTextField()

    objects = ScopedQuerySet["PlacesStayed"].as_manager()

    def __str__(self) -> str:
        return f"{self.worker_id} {self.day}"
