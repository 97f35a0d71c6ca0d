"""Sums that make a nation's stock a read: by area and brand, and by site how far its protection reaches."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Internal, Scoped, ScopedQuerySet
from yilu.network.models import Site

ALL, GOVERNMENT = 0, -1  # in place of a brand: of all; what is nobody's


class SiteProtection(models.Model):
    """How far one site's masks reach for its people on post, as last reckoned. Plain numbers without foreign keys."""

    access: ClassVar[Scoped] = Scoped(area="county_id", brand="brand_id", branch="enterprise_id", site="site_id")
    privacy: ClassVar[Privacy] = Privacy(plain=("county_id",))

    site = models.OneToOneField(
        Site, on_delete=models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="protection"
    )
    county_id = models.CharField(max_length=12)
    brand_id = models.BigIntegerField()
    enterprise_id = models.BigIntegerField()
    people = models.PositiveIntegerField()  # on post as last told, else on the register
    told_on = models.DateField(null=True)  # the report that told of them; null: the register
    covered = models.PositiveIntegerField()  # who hold masks of their own
    masks = models.IntegerField()  # usable, at the site
    coming = models.IntegerField()  # in transit to it
    a_day = models.PositiveSmallIntegerField(null=True)  # a person's, as ordered; null: not set
    days = models.FloatField(null=True)
    unprotected = models.PositiveIntegerField()
    short = models.BooleanField()  # somebody unprotected, or days below the minimum ordered
    reckoned_at = models.DateTimeField()

    objects = ScopedQuerySet["SiteProtection"].as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["county_id", "brand_id"], name="protection_county"),
            models.Index(fields=["days", "site"], name="protection_short", condition=Q(short=True)),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.days}"


class AreaProtection(models.Model):
    """An area's protection, of one brand or of all (0). `leaf`: the sites that lie in it directly, by which it sums."""

    access: ClassVar[Access] = Internal()  # a brand's rows to that brand, all to who sees the sector: queries.area
    privacy: ClassVar[Privacy] = Privacy(plain=("area",))

    area = models.CharField(max_length=12)
    leaf = models.BooleanField()
    brand_id = models.BigIntegerField()
    sites = models.PositiveIntegerField()
    short_sites = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    unprotected = models.PositiveIntegerField()
    masks = models.BigIntegerField()  # at sites
    coming = models.BigIntegerField()  # to sites
    need = models.BigIntegerField()  # pieces a day, where a number is ordered
    masks_counted = models.BigIntegerField()  # of `masks`, those at sites with a need: days = masks_counted / need
    reckoned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "leaf", "brand_id"], name="one_protection_per_area_and_brand")
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.brand_id}"


class AreaStock(models.Model):
    """An area's stock of one item, at sites and in depots, of one brand, of all (0)."""

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy(plain=("area",))

    area = models.CharField(max_length=12)
    leaf = models.BooleanField()
    brand_id = models.BigIntegerField()
    item_id = models.BigIntegerField()
    at_sites = models.BigIntegerField()  # usable
    in_depots = models.BigIntegerField()
    expired = models.BigIntegerField()
    coming = models.BigIntegerField()  # in transit to places there

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "leaf", "brand_id", "item_id"], name="one_stock_per_area_and_item")
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.brand_id} {self.item_id}"


class Touch(models.Model):
    """An area whose stock moved since the last refresh: appended with the movement, taken away by the refresh."""

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy(plain=("area",))

    area = models.CharField(max_length=12)

    def __str__(self) -> str:
        return self.area
