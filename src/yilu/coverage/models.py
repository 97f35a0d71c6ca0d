"""What the ledger says of every open site, packed, and its sums: all of it counted again from `norms` at any time."""

from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Substr

from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Internal, Scoped, ScopedQuerySet
from yilu.network.models import Site


class SiteRowQuerySet(ScopedQuerySet["SiteRow"]):
    """Query words of rows."""

    def lacking(self, requirement: int, letters: str) -> Self:
        """Those where the requirement's cell holds one of the letters."""
        return self.annotate(cell=Substr("cells", requirement, 1)).filter(cell__in=letters)


class SiteRow(models.Model):
    """One open site's row of the matrix: a letter for each requirement (`rules.LETTERS`), at its id, from 1.

    County, enterprise and brand are those it was counted under; plain numbers, as rows are written by the thousand.
    """

    access: ClassVar[Access] = Scoped(area="county_id", brand="brand_id", branch="enterprise_id", site="site_id")
    privacy: ClassVar[Privacy] = Privacy(plain=("county_id", "cells"))

    site = models.OneToOneField(Site, primary_key=True, on_delete=models.CASCADE, related_name="+")
    county_id = models.CharField(max_length=12)
    enterprise_id = models.BigIntegerField()
    brand_id = models.BigIntegerField()
    cells = models.TextField()
    wanted = models.PositiveSmallIntegerField()  # requirements that bind it
    gaps = models.PositiveSmallIntegerField()  # of these, what is not fresh
    turns_at = models.DateTimeField(null=True)  # when the next cell turns stale by itself
    counted_at = models.DateTimeField()

    objects = SiteRowQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["turns_at"], name="site_row_turns"),
            models.Index(fields=["county_id", "brand_id", "gaps"], name="site_row_county"),
            models.Index(fields=["gaps", "site"], name="site_row_gaps"),
            models.Index(fields=["brand_id", "gaps", "site"], name="site_row_brand"),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.cells}"


class Sum(models.Model):
    """The rows of an area added up: for everybody (brand 0), for one brand (enterprise 0), for one enterprise of it."""

    access: ClassVar[Access] = Scoped(area="area_id", brand="brand_id", branch="enterprise_id")
    privacy: ClassVar[Privacy] = Privacy(plain=("area_id",))

    area_id = models.CharField(max_length=12)
    brand_id = models.BigIntegerField()
    enterprise_id = models.BigIntegerField()
    sites = models.IntegerField()
    fresh = models.IntegerField()
    stale = models.IntegerField()
    none = models.IntegerField()
    unmet = models.IntegerField()
    counts = models.BinaryField()  # requirement by requirement (`counting.Counts`)

    objects = ScopedQuerySet["Sum"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area_id", "brand_id", "enterprise_id"], name="sum_once")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.brand_id} {self.enterprise_id}: {self.fresh}"


class Reached(models.Model):
    """How far counting has come (one row): what of the ledger, of the provisions and of the tiers it has seen."""

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy(plain=("awaited", "provisions", "tiers"))

    evidence = models.BigIntegerField(default=0)  # the last line of the ledger
    awaited = models.JSONField(default=list)  # lines not yet there, or of a moment ahead (`queries.pending.Seen`)
    provisions = models.JSONField(default=dict)  # id of what was in force: area
    tiers = models.JSONField(default=dict)  # county: tier

    def __str__(self) -> str:
        return str(self.evidence)
