"""People who sign in, what they are appointed to, and the tokens made from an appointment."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from yilu.core.fields import EncryptedTextField
from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Internal, Scoped, ScopedQuerySet
from yilu.network.models import Brand, Enterprise, Site
from yilu.territory.models import Area


class User(AbstractBaseUser):
    """A person who can sign in. What he or she may do stands in appointments, never here."""

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy(
        personal=("name", "email", "phone"), plain=("username", "password", "language")
    )

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    email = EncryptedTextField(blank=True, default="")
    phone = EncryptedTextField(blank=True, default="")
    language = models.CharField(max_length=8, default="zh-hans")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    must_change_password = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    objects = BaseUserManager["User"]()

    def __str__(self) -> str:
        return self.username


class AppointmentQuerySet(ScopedQuerySet["Appointment"]):
    """Query words of appointments."""

    def in_force(self, on: date) -> Self:
        """Neither over, nor still to come, nor revoked."""
        return self.filter(valid_from__lte=on, revoked_at=None).filter(
            models.Q(valid_until=None) | models.Q(valid_until__gte=on)
        )


class Appointment(models.Model):
    """A role over an area, narrowed to a brand, a branch, one site or oneself, from a day until a day."""

    access: ClassVar[Access] = Scoped(
        area="area_id", brand="brand_id", branch="enterprise_id", site="site_id", person="user_id"
    )
    privacy: ClassVar[Privacy] = Privacy(plain=("role",))

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=30)  # accounts.roles
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("network.Office", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    brand = models.ForeignKey(Brand, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    enterprise = models.ForeignKey(Enterprise, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    self_only = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)  # last day; null: until revoked
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "valid_from"], name="appointment_user_from")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from")),
                name="appointment_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=models.Q(site__isnull=True) | models.Q(brand__isnull=False),
                name="appointment_to_a_site_names_its_brand",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.area_id}"


class ApiToken(models.Model):
    """A key for programs, good for what one appointment may do and no longer than it; only its digest is kept."""

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy(plain=("name", "prefix", "digest"))

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    read_only = models.BooleanField(default=True)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}"
