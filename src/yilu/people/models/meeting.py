"""Where people meet beside their posts (rooms, vehicles, visits), and whom a case met."""

from typing import ClassVar

from django.db import models

from yilu.core.privacy import Privacy
from yilu.core.scope import Scoped, ScopedQuerySet
from yilu.core.text import label
from yilu.network.models import Park, Site
from yilu.people.models.cases import HealthCase
from yilu.people.models.checks import OF_WORKER
from yilu.people.models.workers import Worker
from yilu.territory.models import Area


class Place(models.Model):
    """A room, a vehicle, or what is visited: a site, a park's gate. Somewhere people of any brand can be together.

    A number plate is one vehicle wherever it is recorded; a room is one in its county.
    """

    class Kind(models.TextChoices):
        ROOM = "room", label("宿舍", "room")
        VEHICLE = "vehicle", label("车辆", "vehicle")
        SITE = "site", label("网点", "site")
        PARK = "park", label("园区", "park")

    access: ClassVar[Scoped] = Scoped(area="county_id")
    privacy: ClassVar[Privacy] = Privacy(plain=("kind", "name"))

    kind = models.CharField(max_length=10, choices=Kind.choices)
    county = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    site = models.OneToOneField(Site, null=True, on_delete=models.PROTECT, related_name="+")
    park = models.OneToOneField(Park, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60, blank=True)  # the room, the number plate; a site and a park have their own

    objects = ScopedQuerySet["Place"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name"], condition=models.Q(kind="vehicle"), name="vehicle_once"),
            models.UniqueConstraint(
                fields=["county", "name"], condition=models.Q(kind="room"), name="room_once_per_county"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="site", site__isnull=False, park=None)
                | models.Q(kind="park", park__isnull=False, site=None)
                | models.Q(kind__in=("room", "vehicle"), site=None, park=None),
                name="place_is_what_its_kind_says",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name or self.site_id or self.park_id}"


class Stay(models.Model):
    """A worker at a place from a moment until a moment: living in a room, a ride, a visit."""

    access: ClassVar[Scoped] = OF_WORKER
    privacy: ClassVar[Privacy] = Privacy(plain=("by",))

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="stays", db_index=False)
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="stays", db_index=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)  # null: still there
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=80)

    objects = ScopedQuerySet["Stay"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "since", "worker"], name="stay_once"),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")), name="stay_ends_after_it_began"
            ),
        ]
        indexes = [models.Index(fields=["worker", "since"], name="stay_worker")]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.place_id} {self.since:%Y-%m-%d %H:%M}"


class Contact(models.Model):
    """Somebody a case met, of the first or second degree: where, when, through whom; as the last trace found it."""

    class Via(models.TextChoices):
        SITE = "site", label("同一网点", "same site")
        OFFICE = "office", label("同一机关", "same office")
        SHIFT = "shift", label("同一班组", "same shift group")
        ROOM = "room", label("同住", "shared room")
        VEHICLE = "vehicle", label("同车", "same vehicle")
        VISIT = "visit", label("到访", "visit")

    # An enterprise sees only its own people in a trace: a contact lies where the contact works.
    access: ClassVar[Scoped] = OF_WORKER
    privacy: ClassVar[Privacy] = Privacy(plain=("via",))

    case = models.ForeignKey(HealthCase, on_delete=models.CASCADE, related_name="contacts")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="contacts")
    degree = models.PositiveSmallIntegerField()
    through = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    via = models.CharField(max_length=10, choices=Via.choices)
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    first_day = models.DateField()
    last_day = models.DateField()
    days = models.PositiveSmallIntegerField()  # on how many days they were together
    minutes = models.PositiveIntegerField(null=True)  # together, where moments are known; a check tells only the day
    found_at = models.DateTimeField()

    objects = ScopedQuerySet["Contact"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "worker"], name="contact_once_per_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.worker_id}"
