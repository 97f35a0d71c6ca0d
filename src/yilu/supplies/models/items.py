"""What is kept (items) and where (places of stock: sites and depots)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Reference, Scoped, ScopedQuerySet
from yilu.core.text import Text, label
from yilu.network.models import Brand, Enterprise, Site
from yilu.supplies.rules.items import LINES
from yilu.territory.models import Area


class Item(models.Model):
    """Something kept and counted in pieces; `line` is the line of the daily report it is counted under."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(
        plain=("code", "line", "name_zh", "name_en", "unit_zh", "unit_en", "pack_zh", "pack_en")
    )

    code = models.CharField(max_length=20, unique=True)
    line = models.CharField(max_length=20, choices=[(code, label(t.zh, t.en)) for code, t in LINES.items()])
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)
    unit_zh = models.CharField(max_length=10)
    unit_en = models.CharField(max_length=20)
    pack = models.PositiveIntegerField(default=1)  # pieces in a pack as it usually comes
    pack_zh = models.CharField(max_length=10, default="盒")
    pack_en = models.CharField(max_length=20, default="box")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.CheckConstraint(condition=Q(pack__gte=1), name="item_pack_holds_a_piece")]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> Text:
        """The item in words."""
        return Text(self.name_zh, self.name_en)

    @property
    def unit(self) -> Text:
        """What a piece is called."""
        return Text(self.unit_zh, self.unit_en)

    @property
    def pack_name(self) -> Text:
        """What a pack is called."""
        return Text(self.pack_zh, self.pack_en)


class Place(models.Model):
    """Where stock lies: a site (from its first movement on) or a depot of an enterprise or of the government.

    Area, brand and branch of a site's place follow the site (`supplies.actions.refresh`).
    """

    access: ClassVar[Scoped] = Scoped(area="area_id", brand="brand_id", branch="enterprise_id", site="site_id")
    privacy: ClassVar[Privacy] = Privacy(plain=("name", "closed_cause"))

    site = models.OneToOneField(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="stock_place")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    brand = models.ForeignKey(Brand, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    enterprise = models.ForeignKey(Enterprise, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_cause = models.CharField(max_length=200, blank=True)

    objects = ScopedQuerySet["Place"].as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["area", "brand"], name="place_area"),
            models.Index(fields=["area"], name="place_depots", condition=Q(site__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "enterprise", "name"], condition=Q(site__isnull=True), name="depot_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_depot(self) -> bool:
        """A depot, not a site?"""
        return self.site_id is None
