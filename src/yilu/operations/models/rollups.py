"""Sums that make a board a read: by area, day and brand as known hour by hour, and what of them outsiders may see."""

from typing import ClassVar

from django.db import models

from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Internal, Reference
from yilu.operations.models.reports import Roster
from yilu.territory.models import Area


class AreaDay(models.Model):
    """The rollup: one area on one day, as known at the end of one hour (ADR 0005).

    Rows are appended hour by hour, only where something changed; `latest` marks what is known now. Sums are over the
    sites on the roster; over all sites that reported while no roster is in force.
    """

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy(plain=("classes",))

    day = models.DateField()
    # Neither constraint nor index: rows are written by the ten thousand from areas that exist.
    area = models.ForeignKey(Area, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    level = models.PositiveSmallIntegerField()
    known_at = models.DateTimeField()  # the full hour by which this was known
    latest = models.BooleanField(default=True)
    roster = models.ForeignKey(
        Roster, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )

    sites = models.PositiveIntegerField()  # on the roster: reports due
    sites_reported = models.PositiveIntegerField()
    sites_late = models.PositiveIntegerField(null=True)  # null: no deadline is set here
    outlets = models.PositiveIntegerField()
    outlets_open = models.PositiveIntegerField()
    enterprises = models.PositiveIntegerField()  # units with at least one outlet on the roster in the area
    enterprises_open = models.PositiveIntegerField()
    staff = models.PositiveIntegerField()
    staff_on_post = models.PositiveIntegerField()
    collected_normal = models.PositiveBigIntegerField()
    collected = models.PositiveBigIntegerField()
    delivered_normal = models.PositiveBigIntegerField()
    delivered = models.PositiveBigIntegerField()
    backlog = models.PositiveBigIntegerField()
    decrees_blocked = models.PositiveIntegerField()
    flagged = models.PositiveIntegerField()  # reports with a data-quality flag
    off_roster = models.PositiveIntegerField()  # sites that reported without being on the roster
    off_roster_collected = models.PositiveBigIntegerField()
    off_roster_delivered = models.PositiveBigIntegerField()
    off_roster_backlog = models.PositiveBigIntegerField()
    classes = models.JSONField(default=dict)  # {class code: [collected, delivered, backlog]}
    parts = models.BinaryField()  # the same sums brand by brand (aggregation.packed)

    class Meta:
        constraints = [
            # The order serves every board: a day, a level, then areas.
            models.UniqueConstraint(fields=["day", "level", "area", "known_at"], name="one_rollup_per_hour"),
        ]
        indexes = [models.Index(fields=["area", "day", "known_at"], name="rollup_trend")]

    def __str__(self) -> str:
        return f"{self.day} {self.area_id}"


class Release(models.Model):
    """A day's sector figures as frozen for outsiders at the publication hour; never computed again (ADR 0006)."""

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy()

    day = models.DateField(unique=True)
    known_at = models.DateTimeField()  # the hour at which the figures were frozen
    made_at = models.DateTimeField()
    roster = models.ForeignKey(Roster, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    def __str__(self) -> str:
        return f"{self.day}"


class ReleasedArea(models.Model):
    """All that outsiders (enterprise, liaison, public) may see of the sector in an area on a day. No row: withheld."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("classes",))

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="areas", db_index=False)
    day = models.DateField()
    area = models.ForeignKey(Area, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    level = models.PositiveSmallIntegerField()
    sites = models.PositiveIntegerField()
    sites_reported = models.PositiveIntegerField()
    outlets = models.PositiveIntegerField()
    outlets_open = models.PositiveIntegerField()
    enterprises = models.PositiveIntegerField()
    enterprises_open = models.PositiveIntegerField()
    staff = models.PositiveIntegerField()
    staff_on_post = models.PositiveIntegerField()
    collected_normal = models.PositiveBigIntegerField()
    collected = models.PositiveBigIntegerField()
    delivered_normal = models.PositiveBigIntegerField()
    delivered = models.PositiveBigIntegerField()
    backlog = models.PositiveBigIntegerField()
    classes = models.JSONField(null=True)  # {class code: [...]} of the classes that may be told; null: none may

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "level", "area"], name="one_release_per_area_and_day")]
        indexes = [models.Index(fields=["area", "day"], name="release_trend")]

    def __str__(self) -> str:
        return f"{self.day} {self.area_id}"


class AreaFigure(models.Model):
    """A figure that arrived from outside (a province reports only a total): beside our sums, never mixed in."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(
        plain=("metric", "unit", "scope", "reporter", "note", "source", "excluded_areas", "parts")
    )

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    excluded_areas = models.JSONField(default=list)  # codes left out: 湖北省除武汉 = 420000 without 420100
    as_of = models.DateField()
    metric = models.CharField(max_length=60)
    value = models.FloatField()
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    parts = models.JSONField(default=list)  # [[what, value]] as stated by the reporter
    unit = models.CharField(max_length=30)
    scope = models.CharField(max_length=200, blank=True)
    reporter = models.CharField(max_length=100)
    note = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area", "as_of"], name="figure_area_day")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.as_of} {self.metric}"
