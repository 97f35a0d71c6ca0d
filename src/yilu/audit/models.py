"""Acts and the seals over them."""

from typing import ClassVar

from django.db import models

from yilu.audit.fields import ValuesField
from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Internal, Scoped, ScopedQuerySet


class Act(models.Model):
    """One thing somebody did or was refused. Never changed; `seal` alone is filled in later, once."""

    class Outcome(models.TextChoices):
        DONE = "done"
        REFUSED = "refused"

    access: ClassVar[Scoped] = Scoped(area="area", brand="brand_id")
    privacy: ClassVar[Privacy] = Privacy(
        plain=(
            "verb",
            "actor",
            "role",
            "subject_type",
            "subject_id",
            "area",
            "before",
            "after",
            "outcome",
            "reason",
            "origin",
        ),
    )

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=80)
    appointment_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    area = models.CharField(max_length=12)
    brand_id = models.BigIntegerField(null=True)
    before = ValuesField(blank=True)
    after = ValuesField(blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.DONE)
    reason = models.TextField(blank=True)
    origin = models.CharField(max_length=64, blank=True)
    seal_id = models.BigIntegerField(null=True)  # the number of the seal over it; null: not sealed yet

    objects = ScopedQuerySet["Act"].as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["at"], name="act_at"),
            models.Index(fields=["area", "at"], name="act_area_at"),
            models.Index(fields=["verb", "at"], name="act_verb_at"),
            models.Index(fields=["at"], name="act_refused_at", condition=models.Q(outcome="refused")),
            models.Index(fields=["seal_id", "id"], name="act_seal"),
            models.Index(fields=["subject_type", "subject_id"], name="act_subject"),
            models.Index(fields=["actor_id", "at"], name="act_actor_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.actor} {self.verb} {self.subject_id} {self.outcome}"


class Seal(models.Model):
    """A batch of acts sealed into the chain: its digest covers every act in it and the seal before it."""

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy(plain=("previous", "acts_digest", "digest"))

    number = models.BigIntegerField(primary_key=True)  # 1, 2, 3 … without gaps
    sealed_at = models.DateTimeField()
    acts = models.PositiveIntegerField()  # how many
    acts_digest = models.CharField(max_length=64)
    # Unique: two sealers at once cannot fork the chain, the later one fails and finds the rows sealed.
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"{self.number}: {self.digest}"
