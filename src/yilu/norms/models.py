"""Norms as dated data, settings that no text fixes, and the append-only ledger of evidence."""

import datetime as dt
from typing import ClassVar

from django.db import models

from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Reference, Scoped, ScopedQuerySet
from yilu.core.text import Text
from yilu.network.models import Site
from yilu.norms.rules.kinds import About, Confidence, Effect, Proof, Theme, choices
from yilu.territory.models import Area


class Norm(models.Model):
    """A document that says what must be fulfilled, in an area; `series` joins its versions."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(
        plain=("code", "series", "name_zh", "name_en", "issuer_zh", "issuer_en", "document", "source", "note_zh",
               "note_en")
    )  # fmt: skip

    code = models.CharField(max_length=40, unique=True)
    series = models.CharField(max_length=20, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    issuer_zh = models.CharField(max_length=80)
    issuer_en = models.CharField(max_length=120)
    document = models.CharField(max_length=120, blank=True)  # 文号; empty where none was found
    issued = models.DateField()
    source = models.CharField(max_length=300, blank=True)  # where it was read
    note_zh = models.CharField(max_length=300, blank=True)
    note_en = models.CharField(max_length=400, blank=True)
    demonstration = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> Text:
        """Its title in both languages."""
        return Text(self.name_zh, self.name_en)

    @property
    def issuer(self) -> Text:
        """Who issued it."""
        return Text(self.issuer_zh, self.issuer_en)

    @property
    def note(self) -> Text:
        """What must be known of how it was read."""
        return Text(self.note_zh, self.note_en)


class Requirement(models.Model):
    """One thing to be fulfilled, whatever version words it: what evidence is filed under."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("code", "name_zh", "name_en", "about", "theme"))

    id = models.SmallAutoField(primary_key=True)
    code = models.CharField(max_length=12, unique=True)  # O5, Y3, G6
    order = models.PositiveSmallIntegerField()
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    about = models.CharField(max_length=8, choices=choices(About))
    theme = models.CharField(max_length=12, choices=choices(Theme))

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def name(self) -> Text:
        """In a few words."""
        return Text(self.name_zh, self.name_en)


class Provision(models.Model):
    """How one norm words one requirement, whom it binds, what proves it and what follows, from a day until a day.

    Empty `kinds`, `tiers`, `posts` bind all. Both `every_hours` and `times_a_day` unset: the text fixes no interval.
    """

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(
        plain=("clause", "text_zh", "text_en", "confidence", "effect", "kinds", "tiers", "posts", "proofs", "remark_zh",
               "remark_en", "by")
    )  # fmt: skip

    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="provisions")
    norm = models.ForeignKey(Norm, on_delete=models.PROTECT, related_name="provisions")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")  # the norm's, or inside it
    clause = models.CharField(max_length=40, blank=True)
    text_zh = models.CharField(max_length=400, blank=True)
    text_en = models.CharField(max_length=600, blank=True)
    confidence = models.CharField(max_length=6, choices=choices(Confidence))
    effect = models.CharField(max_length=10, choices=choices(Effect))
    kinds = models.JSONField(default=list, blank=True)  # network.Site.Kind
    tiers = models.JSONField(default=list, blank=True)  # yilu_planner.risk.Tier
    posts = models.JSONField(default=list, blank=True)  # rules.kinds.Post
    proofs = models.JSONField(default=list, blank=True)  # rules.kinds.Proof
    every_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    times_a_day = models.PositiveSmallIntegerField(null=True, blank=True)
    days_ahead = models.PositiveSmallIntegerField(null=True, blank=True)  # how long before opening it must be filed
    on_event = models.BooleanField(default=False)  # asked for only when it happens: no evidence is no gap
    enabled = models.BooleanField(default=True)  # False: a slot whose text nobody has
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)  # the first day on which it no longer holds
    remark_zh = models.CharField(max_length=300, blank=True)
    remark_en = models.CharField(max_length=400, blank=True)
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["requirement", "area", "norm", "valid_from"], name="provision_once")
        ]

    def __str__(self) -> str:
        return f"{self.requirement_id} {self.area_id} {self.valid_from}"

    @property
    def text(self) -> Text:
        """What it says."""
        return Text(self.text_zh, self.text_en)

    @property
    def remark(self) -> Text:
        """What the text leaves open."""
        return Text(self.remark_zh, self.remark_en)

    @property
    def citation(self) -> str:
        """Document and clause, as a reason cites them."""
        return f"《{self.norm.name_zh}》{self.norm.document}{self.clause}"

    def holds_on(self, day: dt.date) -> bool:
        """Is it in force on the day?"""
        return self.enabled and self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


class Setting(models.Model):
    """A number no national text fixes, as an area ordered it: with its document, from a day until a day."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("key", "document", "by"))

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)  # rules.parameters
    value = models.DecimalField(max_digits=10, decimal_places=2)
    document = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)  # the first day on which it no longer holds
    demonstration = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "key", "valid_from"], name="setting_once")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.key} {self.valid_from}: {self.value}"


class Evidence(models.Model):
    """One line of the ledger: what happened at a site for a requirement. Never changed, never about a named person.

    `origin` is the room that wrote it, `origin_id` its record there; `worker_id` an id of `people`, which lies above.
    """

    access: ClassVar[Access] = Scoped(
        area="site__county_id", brand="site__brand_id", branch="site__enterprise_id", site="site_id"
    )
    privacy: ClassVar[Privacy] = Privacy(plain=("kind", "origin", "summary_zh", "summary_en", "digest"))

    # The index begins with the site: no further index of their own.
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", db_index=False)
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()  # when it happened
    recorded_at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=choices(Proof))
    met = models.BooleanField(default=True)  # False: what was seen shows that it is not fulfilled
    origin = models.CharField(max_length=16)
    origin_id = models.BigIntegerField(null=True)
    worker_id = models.BigIntegerField(null=True)
    summary_zh = models.CharField(max_length=120, blank=True)
    summary_en = models.CharField(max_length=160, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the photo or document

    objects = ScopedQuerySet["Evidence"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["site", "requirement", "at"], name="evidence_site_requirement")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.requirement_id} {self.at:%Y-%m-%d %H:%M}"

    @property
    def summary(self) -> Text:
        """What is worth saying of it."""
        return Text(self.summary_zh, self.summary_en)
