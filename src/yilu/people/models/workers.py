"""Workers: own, outsourced and the regulator's own staff; where each was placed; and who may be the same person."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models

from yilu.accounts.models import User
from yilu.core.fields import EncryptedTextField
from yilu.core.privacy import Privacy
from yilu.core.scope import Scoped
from yilu.core.text import label
from yilu.network.listing import ListedQuerySet
from yilu.network.models import Brand, Enterprise, Office, Site
from yilu.territory.models import Area


class WorkerQuerySet(ListedQuerySet["Worker"]):
    """Query words of workers."""

    def at_work(self) -> Self:
        """Neither left nor merged into another record: these should report every day."""
        return self.filter(left_on=None, merged_into=None)

    def due_on(self, day: dt.date) -> Self:
        """Who should check in on the day: everybody who had joined by then and had not left."""
        return self.filter(models.Q(left_on=None) | models.Q(left_on__gt=day), merged_into=None, joined_on__lte=day)


class Worker(models.Model):
    """Somebody who works at a site, or in a regulator's office. `version` grows with every change.

    Place, brand and branch are those of the site; `identity_index`, `phone_index` and `name_index` are keyed digests
    (people.blinding), by which a person is found without the database ever holding the clear value.
    """

    class Employment(models.TextChoices):
        OWN = "own", label("本单位", "own")
        OUTSOURCED = "outsourced", label("外包", "outsourced")

    class Post(models.TextChoices):
        """As norms tells posts apart (norms.rules.kinds.Post), and some it does not."""

        COURIER = "courier", label("投递人员", "courier")
        SORTER = "sorter", label("处理人员", "sorter")
        COUNTER = "counter", label("营业人员", "counter staff")
        DRIVER = "driver", label("驾驶人员", "driver")
        OFFICE = "office", label("管理人员", "office staff")
        LOADER = "loader", label("装卸人员", "loader")
        KEEPER = "keeper", label("安检保洁人员", "security and cleaning")
        OTHER = "other", label("其他人员", "other")

    access: ClassVar[Scoped] = Scoped(
        area="county_id", brand="brand_id", branch="enterprise_id", site="site_id", person="user_id"
    )
    privacy: ClassVar[Privacy] = Privacy(
        personal=("name", "identity", "phone"),
        plain=("code", "employment", "agency", "post", "shift_group", "leaving_cause"),
    )

    brand = models.ForeignKey(Brand, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    enterprise = models.ForeignKey(
        Enterprise, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    site = models.ForeignKey(
        Site, null=True, blank=True, on_delete=models.PROTECT, related_name="workers", db_index=False
    )
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="workers")
    county = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=40)  # the employer's own number of the person: what a re-import updates by
    employment = models.CharField(max_length=10, choices=Employment.choices, default=Employment.OWN)
    agency = models.CharField(max_length=80, blank=True)  # who sends outsourced people
    post = models.CharField(max_length=10, choices=Post.choices)
    shift_group = models.CharField(max_length=20, blank=True)
    name = EncryptedTextField()
    identity = EncryptedTextField(blank=True, default="")  # 公民身份号码 or another document's number
    phone = EncryptedTextField(blank=True, default="")
    name_index = models.BigIntegerField(db_index=True)
    identity_index = models.BigIntegerField(null=True, db_index=True)
    phone_index = models.BigIntegerField(null=True, db_index=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)  # the first day no longer here
    leaving_cause = models.CharField(max_length=100, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged", db_index=False
    )
    # The login of the person, tied with a one-time code of his or her own (people.actions.logins).
    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.PROTECT, related_name="worker")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    objects = WorkerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "code"], name="worker_code_once_per_brand"),
            models.UniqueConstraint(
                fields=["office", "code"], condition=models.Q(brand=None), name="worker_code_once_per_office"
            ),
            models.CheckConstraint(
                condition=models.Q(site__isnull=False, brand__isnull=False, enterprise__isnull=False, office=None)
                | models.Q(office__isnull=False, site=None, brand=None, enterprise=None),
                name="worker_at_a_site_or_in_an_office",
            ),
            models.CheckConstraint(
                condition=models.Q(employment="own") | ~models.Q(agency=""), name="worker_outsourced_names_agency"
            ),
        ]
        indexes = [
            models.Index(fields=["county", "brand", "site"], name="worker_place"),
            models.Index(fields=["site", "left_on"], name="worker_site"),
            models.Index(fields=["merged_into"], name="worker_merged", condition=models.Q(merged_into__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.code


class Placement(models.Model):
    """Where a worker worked from a day until a day: transfers and leaving keep their history."""

    access: ClassVar[Scoped] = Scoped(
        area="county_id", brand="brand_id", branch="enterprise_id", site="site_id", person="worker__user_id"
    )
    privacy: ClassVar[Privacy] = Privacy(plain=("employment", "agency", "post", "cause", "by"))

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="placements", db_index=False)
    first_day = models.DateField()
    last_day = models.DateField(null=True)  # null: still there
    brand = models.ForeignKey(Brand, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    enterprise = models.ForeignKey(Enterprise, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    county = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    employment = models.CharField(max_length=10, choices=Worker.Employment.choices)
    agency = models.CharField(max_length=80, blank=True)
    post = models.CharField(max_length=10, choices=Worker.Post.choices)
    cause = models.CharField(max_length=100, blank=True)
    by = models.CharField(max_length=80)  # the actor's name as the audit has it

    objects = ListedQuerySet["Placement"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker"], condition=models.Q(last_day=None), name="one_present_placement_per_worker"
            ),
        ]
        indexes = [
            models.Index(fields=["worker", "first_day"], name="placement_worker"),
            models.Index(fields=["site", "first_day"], name="placement_site"),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.first_day}"


class DuplicatePair(models.Model):
    """Two records that may be one person, until somebody says whether they are."""

    class Ground(models.TextChoices):
        IDENTITY = "identity", label("证件号码相同", "same identity number")
        NAME_AND_PHONE = "name_phone", label("姓名、电话相近", "similar name and phone")

    class Verdict(models.TextChoices):
        OPEN = "", label("待核实", "to be decided")
        MERGED = "merged", label("已合并", "merged")
        DIFFERENT = "different", label("不是同一人", "different people")

    access: ClassVar[Scoped] = Scoped(
        area="first__county_id", brand="first__brand_id", branch="first__enterprise_id", site="first__site_id"
    )
    privacy: ClassVar[Privacy] = Privacy(plain=("ground", "verdict", "decided_by"))

    first = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="+", db_index=False)  # the smaller number
    second = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="+")
    ground = models.CharField(max_length=10, choices=Ground.choices)
    found_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)

    objects = ListedQuerySet["DuplicatePair"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="duplicate_pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}?"
