"""Cards that let a phone enrol once, and the passes enrolled phones hold."""

from typing import ClassVar

from django.db import models

from yilu.core.privacy import Privacy
from yilu.core.scope import Scoped, ScopedQuerySet
from yilu.people.models.checks import OF_WORKER
from yilu.people.models.workers import Worker


class EnrolmentCard(models.Model):
    """A printed card: a one-time code, good until it is used, runs out or a newer card is printed."""

    access: ClassVar[Scoped] = OF_WORKER
    privacy: ClassVar[Privacy] = Privacy(plain=("code_digest",))

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="cards")
    code_digest = models.CharField(max_length=64, unique=True)  # keyed: people.blinding
    issued_at = models.DateTimeField()
    issued_by_id = models.BigIntegerField(null=True)  # accounts.User
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet["EnrolmentCard"].as_manager()

    def __str__(self) -> str:
        return f"{self.worker_id} {self.issued_at:%Y-%m-%d}"


class DevicePass(models.Model):
    """One enrolled phone. Its token is verified by its seal alone (people.tokens); only revocation is looked up."""

    access: ClassVar[Scoped] = OF_WORKER
    privacy: ClassVar[Privacy] = Privacy(plain=("device", "revoked_cause"))

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="passes")
    card = models.OneToOneField(EnrolmentCard, on_delete=models.PROTECT, related_name="device_pass")
    device = models.CharField(max_length=60, blank=True)  # iPhone, Android, WeChat on Android …
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_cause = models.CharField(max_length=100, blank=True)

    objects = ScopedQuerySet["DevicePass"].as_manager()

    class Meta:
        indexes = [
            # What an intake keeps in mind: revoked and not yet run out.
            models.Index(fields=["revoked_at"], name="pass_revoked", condition=models.Q(revoked_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.worker_id}"
