"""What a regulator decided about a site or its filing, the conditions it cites, and that an enterprise contests it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yilu.accounts.models import User
from yilu.core.fields import EncryptedTextField
from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Internal, Scoped
from yilu.core.text import label
from yilu.filings.models.filings import VERB_CHOICES, Filing
from yilu.network.listing import ListedQuerySet
from yilu.network.models import Site
from yilu.norms.models import Provision
from yilu.territory.models import Area


class Decision(models.Model):
    """A filing passed, left until its time ran out, returned; a site ordered to rectify, or suspended.

    `area`: the county when it was decided, for the page of decisions; who reads it, where the site lies now says.
    """

    class Ended(models.TextChoices):
        ANSWERED = "answered", label("企业已答复、重新报备", "answered and filed again")
        CONFIRMED = "confirmed", label("已确认整改", "rectification confirmed")
        MET = "met", label("所引条件已满足", "what was cited is met")
        WITHDRAWN = "withdrawn", label("所引规定已失效", "what was cited is no longer in force")
        REVOKED = "revoked", label("上级撤销", "revoked by the level above")
        CLOSED = "closed", label("报备终止", "the filing was closed")

    access: ClassVar[Access] = Scoped(
        area="site__county_id", brand="site__brand_id", branch="site__enterprise_id", site="site_id"
    )
    privacy: ClassVar[Privacy] = Privacy(plain=("verb", "by", "met_codes", "ended"))

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="decisions")
    filing = models.ForeignKey(Filing, null=True, on_delete=models.PROTECT, related_name="decisions")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    verb = models.CharField(max_length=10, choices=VERB_CHOICES)
    at = models.DateTimeField()
    # Who decided, or let the time run out; null: nobody was appointed.
    officer = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=80)
    by_area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)  # the officer's own
    minutes = models.PositiveIntegerField(null=True)  # from filing to decision, where there was a review
    cited = models.PositiveSmallIntegerField(default=0)
    again = models.PositiveSmallIntegerField(default=0)  # of them, met at an earlier decision that did not cite them
    met_codes = models.JSONField(default=list)  # requirements that stood met when it was decided
    due = models.DateTimeField(null=True)  # by when to rectify
    ended_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=10, choices=Ended.choices, blank=True)

    objects = ListedQuerySet["Decision"].as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["area", "at"], name="decision_area"),
            models.Index(fields=["site"], name="decision_standing", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.verb} {self.at:%Y-%m-%d}"


class Citation(models.Model):
    """A condition that a decision cites, what would satisfy it, and how the enterprise says it is met."""

    access: ClassVar[Access] = Internal()  # read with its decision
    privacy: ClassVar[Privacy] = Privacy(personal=("answer",), plain=("satisfy", "standing"))

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="citations")
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="+")
    satisfy = models.CharField(max_length=300)
    standing = models.CharField(max_length=10)  # rules.conditions: as it stood when cited
    again = models.BooleanField(default=False)
    answer = EncryptedTextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "provision"], name="cited_once")]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.provision_id}"


class Contest(models.Model):
    """That an enterprise does not accept a decision: put to the level above, which upholds or revokes it."""

    access: ClassVar[Access] = Internal()  # read with its decision
    privacy: ClassVar[Privacy] = Privacy(personal=("ground", "answer"), plain=("by", "answered_by"))

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="contest")
    to = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")  # the area above the one that decided
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    ground = EncryptedTextField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
    is_upheld = models.BooleanField(null=True)  # does the decision stand?
    answer = EncryptedTextField(blank=True, default="")

    def __str__(self) -> str:
        return f"{self.decision_id}"
