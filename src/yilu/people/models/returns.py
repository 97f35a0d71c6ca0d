"""Workers on their way back, the limits an area orders on arrivals, and what of them is taken day by day."""

from typing import ClassVar, Self

from django.db import models

from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Internal, Reference, Scoped, ScopedQuerySet
from yilu.core.text import label
from yilu.network.models import Brand, Enterprise, Site
from yilu.people.models.isolation import Isolation
from yilu.people.models.workers import Worker
from yilu.people.rules.returns import OPEN, STATES, State
from yilu.territory.models import Area

STILL_OPEN = models.Q(state__in=[s.value for s in OPEN])


class ReturnQuerySet(ScopedQuerySet["Return"]):
    """Query words of returns."""

    def open(self) -> Self:
        """Neither cleared nor cancelled: these people are on no shift."""
        return self.filter(STILL_OPEN)


class Return(models.Model):
    """A worker who is away, and the way back to work. Place, brand and branch are those he or she returns to."""

    class Quarters(models.TextChoices):
        """Where the person would be isolated, if the health authority orders it."""

        CENTRAL = "central", label("集中隔离（占床位）", "an isolation place")
        HOME = "home", label("居家", "at home")

    access: ClassVar[Scoped] = Scoped(
        area="county_id", brand="brand_id", branch="enterprise_id", site="site_id", person="worker__user_id"
    )
    privacy: ClassVar[Privacy] = Privacy(
        plain=("state", "quarters", "tier", "decision", "conveyance", "document", "unbooked_because")
    )

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="returns", db_index=False)
    person_index = models.BigIntegerField(null=True)  # the worker's identity_index: one person, however many records
    brand = models.ForeignKey(Brand, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    enterprise = models.ForeignKey(Enterprise, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+")
    county = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    origin = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(
        max_length=10, choices=[(s.value, label(t.zh, t.en)) for s, t in STATES.items()], default=State.PLANNED.value
    )
    earliest = models.DateField(null=True)  # the first day on which he or she can come
    quarters = models.CharField(max_length=10, choices=Quarters.choices, default=Quarters.CENTRAL)
    conveyance = models.CharField(max_length=60, blank=True)  # train, coach, car: as told
    tier = models.CharField(max_length=10)  # of the origin when somebody last decided on the return
    decision = models.CharField(max_length=200, blank=True)  # why it stands although the tier changed
    day = models.DateField(null=True)  # booked
    isolation_days = models.PositiveSmallIntegerField(default=0)  # for which a place is taken, by the area's order
    unbooked_because = models.CharField(max_length=200, blank=True)  # a lowered limit, a changed tier
    departed_on = models.DateField(null=True)
    arrived_on = models.DateField(null=True)
    was_booked = models.BooleanField(default=False)  # on arrival; else came without asking
    isolation = models.ForeignKey(Isolation, null=True, on_delete=models.PROTECT, related_name="+")
    cleared_on = models.DateField(null=True)
    document = models.CharField(max_length=200, blank=True)  # by which the person was cleared
    planned_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker"], condition=STILL_OPEN, name="one_open_return_per_worker"),
            models.UniqueConstraint(
                fields=["person_index"],
                condition=STILL_OPEN & models.Q(person_index__isnull=False),
                name="one_open_return_per_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("booked", "travelling")) | models.Q(day__isnull=False),
                name="return_booked_has_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="cleared") | ~models.Q(document=""), name="return_cleared_on_a_document"
            ),
        ]
        indexes = [
            models.Index(fields=["county", "state", "day"], name="return_place"),
            models.Index(fields=["worker", "state"], name="return_worker"),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.state}"


class ArrivalOrder(models.Model):
    """What an area ordered: so many arrivals a day, so many isolation places, from a day to a day, by a document."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("document", "by"))

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    arrivals = models.PositiveIntegerField(null=True)  # null: not set by this order
    places = models.PositiveIntegerField(null=True)
    document = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=80)
    demonstration = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.area_id} {self.first_day} {self.arrivals}/{self.places}"


class ArrivalDay(models.Model):
    """One area on one day: the limits ordered, and what is taken of them. No booking goes past a limit: the row says.

    Counted whether a limit stands or not, so that one ordered later finds its count; no foreign key, for speed.
    """

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy(plain=("area_id", "document"))

    area_id = models.CharField(max_length=12)
    day = models.DateField()
    arrivals = models.PositiveIntegerField(null=True)
    arriving = models.PositiveIntegerField(default=0)
    places = models.PositiveIntegerField(null=True)
    isolated = models.PositiveIntegerField(default=0)
    document = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_id", "day"], name="arrival_day_once"),
            models.CheckConstraint(
                condition=models.Q(arrivals=None) | models.Q(arriving__lte=models.F("arrivals")),
                name="arrivals_within_the_limit",
            ),
            models.CheckConstraint(
                condition=models.Q(places=None) | models.Q(isolated__lte=models.F("places")),
                name="isolated_within_the_places",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.day} {self.arriving}/{self.arrivals}"


class StaffSum(models.Model):
    """Who is wanted and who is there, by day, area (every level) and brand: a board reads it, a job counts it."""

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy(plain=("area_id",))

    pk = models.CompositePrimaryKey("day", "area_id", "brand_id")
    day = models.DateField()
    area_id = models.CharField(max_length=12)
    brand_id = models.BigIntegerField()
    wanted = models.IntegerField()  # normal headcount of the sites
    present = models.IntegerField()  # on the register, neither away nor waiting for clearance
    away = models.IntegerField()
    away_high = models.IntegerField()  # of them from areas of high risk
    isolated = models.IntegerField()  # came back, not cleared
    recruits = models.IntegerField()  # joined since the emergency began, from nowhere else

    def __str__(self) -> str:
        return f"{self.day} {self.area_id} {self.present}/{self.wanted}"
