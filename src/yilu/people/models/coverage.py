"""Who should have reported and has: counters beside the checks, so that a nation's morning is read, not counted."""

from typing import ClassVar

from django.db import models

from yilu.core.privacy import Privacy
from yilu.core.scope import Scoped, ScopedQuerySet


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
