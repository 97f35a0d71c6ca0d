"""Places through time, the epidemic in them, and the emergency in force."""

from typing import ClassVar

from django.db import models

from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Reference


class Area(models.Model):
    """A division of the GB/T 2260 tree; its code is its path (ADR 0002). Valid from/until bound its existence."""

    class Level(models.IntegerChoices):
        NATION = 0
        PROVINCE = 1
        PREFECTURE = 2
        COUNTY = 3

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("code", "name_zh", "short_zh", "name_en"))

    code = models.CharField(max_length=12, primary_key=True)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    name_zh = models.CharField(max_length=60)
    short_zh = models.CharField(max_length=30)
    name_en = models.CharField(max_length=80)
    # Counties that no prefecture holds (仙桃, 济源 …) and those of municipalities hang directly under the province.
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    longitude = models.FloatField(null=True)  # centroid, degrees, CGCS2000
    latitude = models.FloatField(null=True)
    valid_from = models.DateField(null=True)  # null: since before the table begins (end of 2019)
    valid_until = models.DateField(null=True)  # first day on which it no longer exists

    class Meta:
        indexes = [models.Index(fields=["level", "code"], name="area_level_code")]

    def __str__(self) -> str:
        return self.name_zh


class AreaChange(models.Model):
    """A dated change of the tree: what was renamed, merged into what, split from what, recoded as what."""

    class Kind(models.TextChoices):
        RENAME = "rename"
        RECODE = "recode"
        MERGE = "merge"
        SPLIT = "split"
        ABOLISH = "abolish"
        CREATE = "create"

    class Basis(models.TextChoices):
        APPROVED = "approved"
        ANNOUNCED = "announced"
        FOUNDED = "founded"
        YEAR = "year"  # only the year is known: the day is its last

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(
        plain=("basis", "kind", "old_code", "old_name_zh", "new_code", "new_name_zh", "document")
    )

    day = models.DateField()
    basis = models.CharField(max_length=10, choices=Basis.choices)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    old_code = models.CharField(max_length=12, blank=True)
    old_name_zh = models.CharField(max_length=60, blank=True)
    new_code = models.CharField(max_length=12, blank=True)
    new_name_zh = models.CharField(max_length=60, blank=True)
    document = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.old_code} -> {self.new_code}"


class CaseCount(models.Model):
    """Cumulative cases of one unit to 24:00 of one day, from one source."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("source",))

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="case_counts")
    day = models.DateField()
    source = models.CharField(max_length=60)
    confirmed = models.PositiveIntegerField()
    cured = models.PositiveIntegerField(null=True)
    dead = models.PositiveIntegerField(null=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "day", "source"], name="case_count_once")]
        indexes = [models.Index(fields=["day", "area"], name="case_day_area")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.day}: {self.confirmed}"


class PublishedTier(models.Model):
    """The risk tier an authority published for a unit: the effective value."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("tier", "scheme", "unit_name", "source"))

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="published_tiers")
    as_of = models.DateField()
    published = models.DateField(null=True)
    tier = models.CharField(max_length=10)  # yilu_planner.risk.Tier
    scheme = models.CharField(max_length=20)
    unit_name = models.CharField(max_length=80, blank=True)
    by_complement = models.BooleanField(default=False)  # derived: "all others are low"
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "as_of", "scheme"], name="published_tier_once")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.as_of}: {self.tier}"


class ClusterFlag(models.Model):
    """Whether a cluster of cases is known in a unit, and since when: what the tier rules need and cases cannot give."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("source",))

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="cluster_flags")
    as_of = models.DateField()
    last_cluster = models.DateField(null=True)  # null: stated that there was none
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "as_of"], name="cluster_flag_once")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.as_of}: {self.last_cluster}"


class Emergency(models.Model):
    """A public-health event in force over an area: opens what may be collected, and its end starts the purge clock."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("name_zh", "name_en", "response_level", "document"))

    name_zh = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="emergencies")
    began = models.DateField()
    ended = models.DateField(null=True)
    response_level = models.CharField(max_length=20)
    document = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended__isnull=True) | models.Q(ended__gte=models.F("began")),
                name="emergency_ends_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return self.name_zh


class Outline(models.Model):
    """The outline of an area for maps, from the boundaries extra or the operator's own file."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("geometry", "source", "approval_number"))

    area = models.OneToOneField(Area, on_delete=models.CASCADE, primary_key=True, related_name="outline")
    geometry = models.JSONField()  # GeoJSON geometry, simplified
    source = models.CharField(max_length=100)
    approval_number = models.CharField(max_length=60, blank=True)  # 审图号; empty: 示意图，未经审核

    def __str__(self) -> str:
        return self.area_id
