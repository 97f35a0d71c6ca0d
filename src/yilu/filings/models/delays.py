"""Local orders that delay resumption, as enterprises register them for the level above to take up."""

from typing import ClassVar

from django.db import models

from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Scoped
from yilu.core.text import label
from yilu.network.listing import ListedQuerySet
from yilu.network.models import Brand
from yilu.territory.models import Area


class DelayOrder(models.Model):
    """A document that keeps sites of an area shut; registering it keeps nobody shut here. `to`: who takes it up."""

    class Outcome(models.TextChoices):
        LIFTED = "lifted", label("已协调取消", "lifted")
        NARROWED = "narrowed", label("已协调缩小范围", "narrowed")
        STANDS = "stands", label("属防控必需，维持", "needed for control: stands")

    access: ClassVar[Access] = Scoped(area="area_id", brand="brand_id")
    privacy: ClassVar[Privacy] = Privacy(
        plain=("issuer", "document", "title", "demands", "by", "outcome", "answer", "answered_by")
    )

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="+")  # who registered it
    to = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=80)
    title = models.CharField(max_length=120)
    document = models.CharField(max_length=120)
    demands = models.CharField(max_length=600)
    issued = models.DateField()
    valid_until = models.DateField(null=True)  # the first day on which it no longer holds, where it says so
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    answer = models.CharField(max_length=600, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)

    objects = ListedQuerySet["DelayOrder"].as_manager()

    def __str__(self) -> str:
        return f"{self.area_id} {self.document}"
