"""Service classes, rosters, daily site reports and the rollups that make the national board a read."""

from typing import ClassVar

from django.db import models

from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Internal, Reference, Scoped, ScopedQuerySet
from yilu.network.models import Brand, Enterprise, Site
from yilu.territory.models import Area


class ServiceClass(models.Model):
    """One of the notice's eight classes in three guarantee tiers. Decrees are a status, not a volume."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("code", "name_zh", "name_en"))

    code = models.CharField(max_length=30, primary_key=True)
    guarantee_tier = models.PositiveSmallIntegerField()  # 1 ensure, 2 prioritise, 3 gradient
    position = models.PositiveSmallIntegerField()
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    is_volume = models.BooleanField(default=True)

    class Meta:
        ordering = ["guarantee_tier", "position"]

    def __str__(self) -> str:
        return self.name_zh


class ClassWording(models.Model):
    """How one issuing body words and orders a class (the State Post Bureau's order and Qinghai's differ)."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("issuer", "words", "document"))

    service_class = models.ForeignKey(ServiceClass, on_delete=models.CASCADE, related_name="wordings")
    issuer = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=120)
    document = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service_class", "issuer"], name="one_wording_per_issuer")]

    def __str__(self) -> str:
        return f"{self.issuer}: {self.words}"


class ProductMapping(models.Model):
    """A brand's product falls into one class; the lowest precedence number that matches wins."""

    access: ClassVar[Access] = Scoped(area="area_id", brand="brand_id")
    privacy: ClassVar[Privacy] = Privacy(plain=("product",))

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="product_mappings")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    product = models.CharField(max_length=60)
    service_class = models.ForeignKey(ServiceClass, on_delete=models.PROTECT, related_name="+")
    precedence = models.PositiveSmallIntegerField()
    valid_from = models.DateField()

    objects = ScopedQuerySet["ProductMapping"].as_manager()

    def __str__(self) -> str:
        return f"{self.brand_id} {self.product} -> {self.service_class_id}"


class Roster(models.Model):
    """A dated version of who counts: the denominators every rate names. `basis` says what "normal" means in it."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("basis_zh", "basis_en"))

    valid_from = models.DateField(unique=True)
    basis_zh = models.CharField(max_length=200)
    basis_en = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"R{self.pk} {self.valid_from}"


class RosterLine(models.Model):
    """What is normal for one site under one roster: people and pieces a day."""

    access: ClassVar[Access] = Scoped(area="county_id", brand="brand_id", branch="enterprise_id", site="site_id")
    privacy: ClassVar[Privacy] = Privacy()

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="lines")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    county = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="+")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    staff_own = models.PositiveIntegerField()
    staff_outsourced = models.PositiveIntegerField(default=0)
    collected = models.PositiveIntegerField()
    delivered = models.PositiveIntegerField()

    objects = ScopedQuerySet["RosterLine"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["roster", "site"], name="one_roster_line_per_site")]
        indexes = [models.Index(fields=["roster", "county"], name="roster_county")]

    def __str__(self) -> str:
        return f"{self.roster_id} {self.site_id}"


class SiteReport(models.Model):
    """One site's day as told at one moment. A correction is a new version; no version is ever overwritten.

    Place, brand and branch are the site's on that day, so that history stays where it happened.
    """

    class Source(models.TextChoices):
        FORM = "form"
        API = "api"
        FEED = "feed"
        WORKBOOK = "workbook"
        SYNTHETIC = "synthetic"

    access: ClassVar[Access] = Scoped(area="county_id", brand="brand_id", branch="enterprise_id", site="site_id")
    privacy: ClassVar[Privacy] = Privacy(plain=("source", "closed_cause", "decrees", "classes", "extra", "note", "by"))

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="reports")
    day = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    current = models.BooleanField(default=True)
    received_at = models.DateTimeField()
    county = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="+", db_index=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(max_length=10, choices=Source.choices)
    by = models.CharField(max_length=80)
    is_open = models.BooleanField()
    closed_cause = models.CharField(max_length=200, blank=True)
    collected = models.PositiveIntegerField()
    delivered = models.PositiveIntegerField()
    backlog = models.PositiveIntegerField()
    on_post_own = models.PositiveIntegerField()
    on_post_outsourced = models.PositiveIntegerField(default=0)
    roster_own = models.PositiveIntegerField()
    roster_outsourced = models.PositiveIntegerField(default=0)
    decrees = models.CharField(max_length=10, blank=True)  # "", "clear", "blocked"
    classes = models.JSONField(
        default=dict
    )  # {class code: [collected, delivered, backlog]}; what is not told is unmapped
    extra = models.JSONField(default=dict)  # {field code: value} of fields an authority added
    note = models.CharField(max_length=300, blank=True)

    objects = ScopedQuerySet["SiteReport"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "day", "version"], name="one_report_per_version"),
            models.UniqueConstraint(
                fields=["site", "day"], condition=models.Q(current=True), name="one_current_report"
            ),
        ]
        indexes = [models.Index(fields=["day", "county", "current"], name="report_day_county")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.day} v{self.version}"


class ReportField(models.Model):
    """A field an authority added to the daily report of its area, without a release."""

    class Kind(models.TextChoices):
        COUNT = "count"
        YES_NO = "yes_no"
        TEXT = "text"

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("code", "name_zh", "name_en", "kind", "document"))

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=30)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    document = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "code"], name="one_field_per_area_and_code")]

    def __str__(self) -> str:
        return self.code


class AreaDay(models.Model):
    """The rollup: one area, one day, one brand (0 = all), as known at the end of one hour.

    Rows are appended hour by hour, only where something changed; `latest` marks what is known now.
    """

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy(plain=("classes",))

    day = models.DateField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    level = models.PositiveSmallIntegerField()
    brand_key = models.BigIntegerField()  # brand id, or 0 for all brands
    known_at = models.DateTimeField()  # the full hour by which this was known
    latest = models.BooleanField(default=True)
    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="+", db_index=False)

    sites = models.PositiveIntegerField()  # on the roster
    sites_reported = models.PositiveIntegerField()
    sites_late = models.PositiveIntegerField(default=0)
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
    decrees_blocked = models.PositiveIntegerField(default=0)
    flagged = models.PositiveIntegerField(default=0)  # reports with a data-quality flag
    classes = models.JSONField(default=dict)  # {class code: [collected, delivered, backlog]}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "area", "brand_key", "known_at"], name="one_rollup_per_hour"),
        ]
        indexes = [
            models.Index(fields=["area", "brand_key", "day"], condition=models.Q(latest=True), name="rollup_trend"),
            models.Index(
                fields=["day", "level", "brand_key", "area"],
                condition=models.Q(latest=True),
                name="rollup_map",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.area_id} {self.brand_key}"


class AreaFigure(models.Model):
    """A figure that arrived from outside (a province telling only a total): stands beside our sums, never mixed in."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("metric", "unit", "scope", "reporter", "note", "source"))

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField()
    metric = models.CharField(max_length=60)
    value = models.FloatField()
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
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


class StageTarget(models.Model):
    """A step of the gradient: what share of normal is to be restored in an area by a day, and who said so."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("metric", "excluded_areas", "document"))

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    announced = models.DateField()
    due = models.DateField()
    metric = models.CharField(max_length=30)
    share = models.FloatField()  # 0.40 = forty per cent of normal
    excluded_areas = models.JSONField(default=list)  # codes that follow their own path (Hubei)
    document = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.area_id} {self.due} {self.share}"
