"""One site's filing and its chain of steps."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yilu.core.fields import EncryptedTextField
from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Internal, Scoped
from yilu.core.text import label
from yilu.filings.models.dossiers import Dossier
from yilu.filings.rules import states
from yilu.network.listing import ListedQuerySet
from yilu.network.models import Site

STATE_CHOICES = [(s.value, label(t.zh, t.en)) for s, t in states.STATES.items()]
VERB_CHOICES = [(v.value, label(t.zh, t.en)) for v, t in states.VERBS.items()]


class Filing(models.Model):
    """That a site resumes, as its enterprise filed it. `version` grows with every step: two never decide at once.

    It lies where its site lies today, so a site moved to another county takes its filing along.
    """

    access: ClassVar[Access] = Scoped(
        area="site__county_id", brand="site__brand_id", branch="site__enterprise_id", site="site_id"
    )
    privacy: ClassVar[Privacy] = Privacy(plain=("state", "receipt", "review_area", "by"))

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="filings")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="filings")
    state = models.CharField(max_length=12, choices=STATE_CHOICES, default=states.State.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    receipt = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    filed_first = models.DateTimeField(null=True)  # what days filed ahead are counted from
    filed_at = models.DateTimeField(null=True)
    review_area = models.CharField(max_length=12, blank=True)  # the county where its review began
    review_until = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)  # passed, or the time ran out
    opened_at = models.DateTimeField(null=True)  # first
    unmet = models.PositiveSmallIntegerField(default=0)  # conditions, when last weighed
    weighed_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=80)

    objects = ListedQuerySet["Filing"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site"], condition=~Q(state="closed"), name="one_live_filing_per_site"),
            models.UniqueConstraint(fields=["receipt"], condition=~Q(receipt=""), name="filing_receipt_once"),
        ]
        indexes = [
            models.Index(fields=["state", "weighed_at"], name="filing_state"),
            models.Index(fields=["state", "review_until"], name="filing_review"),
        ]

    def __str__(self) -> str:
        return self.receipt or f"{self.site_id}"

    @property
    def is_running(self) -> bool:
        """Does the site work on it?"""
        return self.state in states.RUNNING


class Step(models.Model):
    """A link of a filing's chain: what was done, by whom, where it led."""

    access: ClassVar[Access] = Internal()  # read with its filing
    privacy: ClassVar[Privacy] = Privacy(personal=("note",), plain=("verb", "state", "by"))

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    verb = models.CharField(max_length=10, choices=VERB_CHOICES)
    state = models.CharField(max_length=12, choices=STATE_CHOICES)
    by = models.CharField(max_length=80)
    note = EncryptedTextField(blank=True, default="")

    def __str__(self) -> str:
        return f"{self.filing_id} {self.verb}"
