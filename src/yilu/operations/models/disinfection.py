"""What was disinfected, photos of it, and days half filled in."""

from typing import ClassVar

from django.db import models

from yilu.core.fields import EncryptedBytesField, EncryptedTextField
from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Internal, Scoped, ScopedQuerySet
from yilu.network.models import Site

OF_A_SITE = Scoped(area="site__county_id", brand="site__brand_id", branch="site__enterprise_id", site="site_id")


class Photo(models.Model):
    """A photo from a site: checked, without what the phone wrote into it, encrypted."""

    access: ClassVar[Access] = OF_A_SITE
    privacy: ClassVar[Privacy] = Privacy(plain=("media_type", "digest"))

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    media_type = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)  # SHA-256 of the photo as kept
    content = EncryptedBytesField()

    objects = ScopedQuerySet["Photo"].as_manager()

    def __str__(self) -> str:
        return f"{self.site_id} {self.digest[:8]}"


class Disinfection(models.Model):
    """One disinfection: where in the site, with what, by whom, when."""

    access: ClassVar[Access] = OF_A_SITE
    privacy: ClassVar[Privacy] = Privacy(personal=("person",), plain=("place", "agent"))

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="disinfections", db_index=False)
    at = models.DateTimeField()
    place = models.CharField(max_length=60)
    agent = models.CharField(max_length=60)
    person = EncryptedTextField(blank=True, default="")
    photo = models.ForeignKey(Photo, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedQuerySet["Disinfection"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["site", "at"], name="disinfection_site_at")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.at:%Y-%m-%d %H:%M} {self.place}"


class DayDraft(models.Model):
    """A day partly filled in, for the person who fills it in; gone when the day is sent."""

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy(personal=("typed",))

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    user_id = models.BigIntegerField()
    typed = EncryptedTextField()  # JSON: {field: as typed}
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "day", "user_id"], name="one_draft_each")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.day}"
