"""What sites tell of a day, version by version, and the rosters that say what is normal."""

import datetime as dt
from typing import ClassVar

from django.db import models

from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Internal, Reference, Scoped, ScopedQuerySet
from yilu.core.text import label
from yilu.network.models import Brand, Enterprise, Site
from yilu.territory.models import Area


class Roster(models.Model):
    """A dated version of who counts: the denominators every rate names. `basis` says what "normal" means in it."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("basis_zh", "basis_en", "document"))

    valid_from = models.DateField()
    basis_zh = models.CharField(max_length=200)
    basis_en = models.CharField(max_length=200)
    document = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.named(self.pk, self.valid_from)

    @staticmethod
    def named(pk: int, valid_from: dt.date) -> str:
        """How a rate names the roster it stands on."""
        return f"R{pk} {valid_from:%Y-%m-%d}"


class RosterLine(models.Model):
    """What is normal for one site under one roster: people and pieces a day."""

    access: ClassVar[Access] = Scoped(area="county_id", brand="brand_id", branch="enterprise_id", site="site_id")
    privacy: ClassVar[Privacy] = Privacy()

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="lines", db_index=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", db_index=False)
    county = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="+", db_index=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+", db_index=False)
    is_outlet = models.BooleanField()  # locker banks and sorting centres are not outlets
    staff_own = models.PositiveIntegerField()
    staff_outsourced = models.PositiveIntegerField(default=0)
    collected = models.PositiveIntegerField()  # normal pieces a day
    delivered = models.PositiveIntegerField()

    objects = ScopedQuerySet["RosterLine"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["roster", "site"], name="one_roster_line_per_site")]
        indexes = [
            models.Index(fields=["roster", "county"], name="roster_county"),
            models.Index(fields=["enterprise", "roster"], name="roster_enterprise"),
        ]

    def __str__(self) -> str:
        return f"{self.roster_id} {self.site_id}"


class SiteReport(models.Model):
    """One site's day as told at one moment. A correction is a new version; no version is ever overwritten.

    Place, brand and branch are the site's on that day, so that history stays where it happened.
    """

    class Source(models.TextChoices):
        FORM = "form", label("填报", "form")
        API = "api", label("接口", "API")
        FEED = "feed", label("总部报送", "headquarters feed")
        WORKBOOK = "workbook", label("表格", "workbook")
        SYNTHETIC = "synthetic", label("合成", "synthetic")

    access: ClassVar[Access] = Scoped(area="county_id", brand="brand_id", branch="enterprise_id", site="site_id")
    privacy: ClassVar[Privacy] = Privacy(
        plain=("source", "closed_cause", "decrees", "classes", "extra", "flags", "note", "by", "supplies", "problem")
    )

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="reports", db_index=False)
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
    # {class code: [collected, delivered, backlog]}; what is not told is unmapped
    classes = models.JSONField(default=dict)
    extra = models.JSONField(default=dict)  # {field code: value} of fields an authority added
    flags = models.JSONField(default=list)  # [[check code, {numbers}]], as found when the report came in
    note = models.CharField(max_length=300, blank=True)
    supplies = models.JSONField(default=dict)  # {item of rules.supplies: counted}
    problem = models.CharField(max_length=300, blank=True)
    # The moving mean of the site's days before this one, so that a day is checked against its history by one row.
    usual_collected = models.PositiveIntegerField(default=0)
    usual_delivered = models.PositiveIntegerField(default=0)
    usual_days = models.PositiveSmallIntegerField(default=0)

    objects = ScopedQuerySet["SiteReport"].as_manager()

    class Meta:
        constraints = [
            # The day first: a day's reports stand together, and 200,000 of them are written without seeking.
            models.UniqueConstraint(fields=["day", "site", "version"], name="one_report_per_version"),
            models.UniqueConstraint(
                fields=["day", "site"], condition=models.Q(current=True), name="one_current_report"
            ),
        ]
        indexes = [models.Index(fields=["day", "county"], name="report_day_county")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.day} v{self.version}"


class Touch(models.Model):
    """A day touched since the last refresh: appended with the report, taken away by the refresh."""

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy()

    day = models.DateField()
    hour = models.DateTimeField()  # the full hour by the end of which it was known

    def __str__(self) -> str:
        return f"{self.day} {self.hour:%Y-%m-%d %H}"
