"""What issuing bodies and authorities fixed: service classes with wordings, stage targets, added fields, deadlines."""

from typing import ClassVar

from django.db import models

from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Reference, Scoped, ScopedQuerySet
from yilu.core.text import label
from yilu.network.models import Brand
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
    privacy: ClassVar[Privacy] = Privacy(plain=("issuer", "words", "document", "source"))

    service_class = models.ForeignKey(ServiceClass, on_delete=models.CASCADE, related_name="wordings")
    issuer = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=120)
    document = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["issuer", "service_class__guarantee_tier", "position"]
        constraints = [models.UniqueConstraint(fields=["service_class", "issuer"], name="one_wording_per_issuer")]

    def __str__(self) -> str:
        return f"{self.issuer}: {self.words}"


class ProductMapping(models.Model):
    """A brand's product falls into one class; where a parcel bears several, the lowest precedence number wins."""

    access: ClassVar[Access] = Scoped(area="area_id", brand="brand_id")
    privacy: ClassVar[Privacy] = Privacy(plain=("product",))

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="product_mappings")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    product = models.CharField(max_length=60)
    # null: from this day on the product stands in no class again (unmapped)
    service_class = models.ForeignKey(ServiceClass, null=True, on_delete=models.PROTECT, related_name="+")
    precedence = models.PositiveSmallIntegerField()
    valid_from = models.DateField()

    objects = ScopedQuerySet["ProductMapping"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "area", "product", "valid_from"], name="one_mapping_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.brand_id} {self.product} -> {self.service_class_id}"


class ReportField(models.Model):
    """A field an authority added to the daily report of its area, without a release."""

    class Kind(models.TextChoices):
        COUNT = "count", label("数量", "count")
        YES_NO = "yes_no", label("是/否", "yes or no")
        TEXT = "text", label("文字", "text")

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("code", "name_zh", "name_en", "kind", "document"))

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=30)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    document = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)  # last day

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "code"], name="one_field_per_area_and_code")]

    def __str__(self) -> str:
        return self.code


class ReportDeadline(models.Model):
    """When a day's report is due in an area, by whose document. No text fixes an hour: unset, none is late."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("document",))

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    hours = models.PositiveSmallIntegerField()  # after 0:00 of the day reported on: 20 = 20:00, 33 = 9:00 next morning
    document = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "valid_from"], name="one_deadline_per_area_and_day")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.hours}h"


class StageTarget(models.Model):
    """A step of the gradient: what share of normal is to be restored in an area by a day, and who said so."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(
        plain=("code", "metric", "words_zh", "words_en", "excluded_areas", "document", "source")
    )

    code = models.CharField(max_length=40, unique=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    announced = models.DateField()
    due = models.DateField()
    metric = models.CharField(max_length=30)  # rules.targets.METRICS
    share = models.FloatField(null=True)  # 0.40 = forty per cent of normal; null where the text gives words only
    words_zh = models.CharField(max_length=80)
    words_en = models.CharField(max_length=120)
    excluded_areas = models.JSONField(default=list)  # codes that follow their own path (Hubei)
    document = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["due", "area_id"]

    def __str__(self) -> str:
        return self.code
