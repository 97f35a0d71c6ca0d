"""The ledger of stock, append-only; what lies where lot by lot; transfers on their way; who holds masks of his own."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q

from yilu.core.privacy import Privacy
from yilu.core.scope import Scoped, ScopedQuerySet
from yilu.core.text import label
from yilu.people.models import Worker
from yilu.supplies.models.items import Item, Place
from yilu.supplies.rules.movements import CHANNELS, NO_EXPIRY

OF_PLACE = Scoped(area="place__area_id", brand="place__brand_id", branch="place__enterprise_id", site="place__site_id")


class Transfer(models.Model):
    """Pieces of one item from one place to another: planned, sent, received (or cancelled, with its cause)."""

    class State(models.TextChoices):
        PLANNED = "planned", label("待发出", "to be sent")
        SENT = "sent", label("在途", "in transit")
        RECEIVED = "received", label("已签收", "received")
        CANCELLED = "cancelled", label("已撤销", "cancelled")

    # By its target; whoever holds the source sees it too (queries.transfers).
    access: ClassVar[Scoped] = Scoped(
        area="target__area_id", brand="target__brand_id", branch="target__enterprise_id", site="target__site_id"
    )
    privacy: ClassVar[Privacy] = Privacy(plain=("state", "origin", "cause", "planned_by", "sent_by", "settled_by"))

    source = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="outgoing", db_index=False)
    target = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="incoming", db_index=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", db_index=False)
    pieces = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    origin = models.CharField(max_length=40, blank=True)  # what asked for it: "plans.run:12"
    due = models.DateTimeField(null=True)  # by when it should arrive, once sent
    planned_at = models.DateTimeField()
    planned_by = models.CharField(max_length=80)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=80, blank=True)
    settled_at = models.DateTimeField(null=True)  # received or cancelled
    settled_by = models.CharField(max_length=80, blank=True)
    received = models.PositiveIntegerField(null=True)  # pieces that arrived whole
    cause = models.CharField(max_length=200, blank=True)  # why cancelled, or why fewer arrived

    objects = ScopedQuerySet["Transfer"].as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["target", "state", "item"], name="transfer_target"),
            models.Index(fields=["source", "state", "item"], name="transfer_source"),
            models.Index(fields=["due"], name="transfer_on_its_way", condition=Q(state="sent")),
            models.Index(fields=["origin"], name="transfer_origin", condition=~Q(origin="")),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(source=models.F("target")), name="transfer_leads_elsewhere"),
            models.CheckConstraint(condition=Q(pieces__gte=1), name="transfer_moves_something"),
            models.CheckConstraint(
                condition=Q(received=None) | Q(received__lte=models.F("pieces")), name="transfer_receives_what_was_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Movement(models.Model):
    """One line of the ledger: never changed, never deleted; a mistake is put right by another line."""

    class Kind(models.TextChoices):
        RECEIVED = "received", label("入库", "received")
        ISSUED = "issued", label("发放到人", "issued to a person")
        USED = "used", label("消耗", "used up")
        FOUND = "found", label("盘盈", "found in a count")
        MISSING = "missing", label("盘亏", "missing in a count")
        WRITTEN_OFF = "written_off", label("报废核销", "written off")
        SENT = "sent", label("调出", "sent")
        ARRIVED = "arrived", label("调入", "arrived")
        RETURNED = "returned", label("撤销退回", "came back")

    access: ClassVar[Scoped] = OF_PLACE
    privacy: ClassVar[Privacy] = Privacy(plain=("lot", "kind", "channel", "cause", "by"))

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="movements", db_index=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", db_index=False)
    lot = models.CharField(max_length=40, blank=True)
    expires_on = models.DateField(default=NO_EXPIRY)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    pieces = models.IntegerField()  # signed: what the stock grew by
    at = models.DateTimeField()
    channel = models.CharField(
        max_length=12, blank=True, choices=[(code, label(t.zh, t.en)) for code, t in CHANNELS.items()]
    )
    cause = models.CharField(max_length=200, blank=True)
    worker = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    transfer = models.ForeignKey(
        Transfer, null=True, on_delete=models.PROTECT, related_name="movements", db_index=False
    )
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=80)

    objects = ScopedQuerySet["Movement"].as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["place", "item", "at"], name="movement_place"),
            models.Index(fields=["worker", "at"], name="movement_worker", condition=Q(worker__isnull=False)),
            models.Index(fields=["transfer"], name="movement_transfer", condition=Q(transfer__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind__in=("received", "found", "arrived", "returned")) & Q(pieces__gt=0))
                | (Q(kind__in=("issued", "used", "missing", "written_off", "sent")) & Q(pieces__lt=0)),
                name="movement_has_its_sign",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.item_id} {self.pieces:+d}"

    @property
    def expiry(self) -> dt.date | None:
        """When the lot expires; None: never, or not told."""
        return None if self.expires_on == NO_EXPIRY else self.expires_on


class Stock(models.Model):
    """What lies at a place of one lot: the sum of its movements, never below nothing."""

    access: ClassVar[Scoped] = OF_PLACE
    privacy: ClassVar[Privacy] = Privacy(plain=("lot",))

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="stock", db_index=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", db_index=False)
    lot = models.CharField(max_length=40, blank=True)
    expires_on = models.DateField(default=NO_EXPIRY)
    pieces = models.IntegerField(default=0)

    objects = ScopedQuerySet["Stock"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "item", "expires_on", "lot"], name="one_stock_per_lot"),
            models.CheckConstraint(condition=Q(pieces__gte=0), name="stock_never_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.item_id} {self.pieces}"

    @property
    def expiry(self) -> dt.date | None:
        """When the lot expires; None: never, or not told."""
        return None if self.expires_on == NO_EXPIRY else self.expires_on


class Holding(models.Model):
    """The last day a worker is covered by the masks given to him or her."""

    access: ClassVar[Scoped] = Scoped(
        area="worker__county_id",
        brand="worker__brand_id",
        branch="worker__enterprise_id",
        site="worker__site_id",
        person="worker__user_id",
    )
    privacy: ClassVar[Privacy] = Privacy()

    worker = models.OneToOneField(Worker, on_delete=models.CASCADE, primary_key=True, related_name="holding")
    until = models.DateField()

    objects = ScopedQuerySet["Holding"].as_manager()

    def __str__(self) -> str:
        return f"{self.worker_id} {self.until}"
