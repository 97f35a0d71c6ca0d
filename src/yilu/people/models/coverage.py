"""Who should have reported and has: counters beside the checks, so that a nation's morning is read, not counted.

And what was told upward of those who have not.
"""

from typing import ClassVar

from django.db import models

from yilu.core.privacy import Privacy
from yilu.core.scope import Internal, Scoped, ScopedQuerySet
from yilu.territory.models import Area


class CoverageCell(models.Model):
    """One day, one county, one enterprise: raised in the transaction that stores the checks, recounted at night.

    Plain numbers without foreign keys; the regulator's own staff stand under brand and enterprise 0.
    """

    access: ClassVar[Scoped] = Scoped(area="county_id", brand="brand_id", branch="enterprise_id")
    privacy: ClassVar[Privacy] = Privacy(plain=("county_id",))

    pk = models.CompositePrimaryKey("day", "county_id", "enterprise_id")
    day = models.DateField()
    county_id = models.CharField(max_length=12)
    enterprise_id = models.BigIntegerField()
    brand_id = models.BigIntegerField()
    due = models.IntegerField(default=0)
    reported = models.IntegerField(default=0)
    abnormal = models.IntegerField(default=0)

    objects = ScopedQuerySet["CoverageCell"].as_manager()

    def __str__(self) -> str:
        return f"{self.day} {self.county_id} {self.reported}/{self.due}"


class Escalation(models.Model):
    """That at a set hour those one turns to on a rung were told of missing checks: once for each day and order."""

    access: ClassVar[Internal] = Internal()  # its counts are the sector's; pages show them to who sees the sector
    privacy: ClassVar[Privacy] = Privacy(plain=("rung",))

    day = models.DateField()
    rung = models.CharField(max_length=12)  # people.rules.escalation
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)  # that set the hour
    due_at = models.DateTimeField()
    told_at = models.DateTimeField()
    people = models.PositiveIntegerField()  # who had not checked in
    units = models.PositiveIntegerField()  # sites, branches, brands or regulators to be told
    nobody = models.PositiveIntegerField()  # of these, where nobody is appointed

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "rung", "area", "due_at"], name="escalation_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.rung} {self.area_id}"
