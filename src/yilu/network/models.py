"""Who runs the network and where: offices, brands, enterprises, parks, sites and their open/closed history."""

from typing import ClassVar

from django.db import models

from yilu.core.fields import EncryptedBytesField, EncryptedTextField
from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Internal, Reference, Scoped, ScopedQuerySet
from yilu.core.text import label
from yilu.network import lookups as lookups  # registers `holds`
from yilu.network.listing import ListedQuerySet
from yilu.territory.models import Area


class Office(models.Model):
    """A regulator's own office; a field office (派出机构) may span several districts."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("name_zh", "name_en"))

    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="field_offices")
    areas = models.ManyToManyField(Area, related_name="offices")

    def __str__(self) -> str:
        return self.name_zh


class Brand(models.Model):
    """A competitor: the name on the van. Its headquarters answers for its franchisees."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("code", "name_zh", "name_en"))

    code = models.CharField(max_length=20, unique=True)
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name_zh


class Enterprise(models.Model):
    """A legal unit of a brand: its headquarters, or a branch (own or franchise) registered in an area."""

    class Kind(models.TextChoices):
        HEADQUARTERS = "headquarters", label("总部", "headquarters")
        BRANCH = "branch", label("分支机构", "branch")

    class Ownership(models.TextChoices):
        OWN = "own", label("直营", "own")
        FRANCHISE = "franchise", label("加盟", "franchise")

    access: ClassVar[Access] = Scoped(area="area_id", brand="brand_id", branch="pk")
    privacy: ClassVar[Privacy] = Privacy(plain=("code", "credit_code", "name_zh", "name_en", "kind", "ownership"))

    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="enterprises")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="branches")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    ownership = models.CharField(max_length=10, choices=Ownership.choices, default=Ownership.OWN)
    code = models.CharField(max_length=30)  # the brand's own code of the unit
    credit_code = models.CharField(max_length=18, blank=True)  # 统一社会信用代码
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="enterprises")
    version = models.PositiveIntegerField(default=1)  # grows with every change, as a site's does

    objects = ScopedQuerySet["Enterprise"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "code"], name="enterprise_code_once_per_brand")]

    def __str__(self) -> str:
        return self.name_zh


class Park(models.Model):
    """A logistics park: several enterprises' sites behind one gate."""

    # Where the gates are is no secret; whose sites stand behind them is decided site by site.
    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("name_zh", "name_en", "address"))

    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    county = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="parks")
    address = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "name_zh"], name="park_name_once_per_county")]

    def __str__(self) -> str:
        return self.name_zh


SORTED_BY = {
    "code": "code",
    "name": "name",
    "since": "status_since",
    "area_m2": "floor_area_m2",
    "headcount": "normal_headcount",
    "capacity": "capacity_per_day",
}


class Site(models.Model):
    """A place where parcels are handled. `version` grows with every change, so that two editors never overwrite."""

    class Kind(models.TextChoices):
        SORTING_CENTRE = "sorting_centre", label("处理中心", "sorting centre")
        OUTLET = "outlet", label("营业网点", "outlet")
        FRANCHISE_OUTLET = "franchise_outlet", label("加盟网点", "franchise outlet")
        END_OUTLET = "end_outlet", label("末端网点", "end outlet")
        STATION = "station", label("快递服务站", "station")
        LOCKER_BANK = "locker_bank", label("智能快件箱", "locker bank")

    class Status(models.TextChoices):
        NOT_OPENED = "not_opened", label("未复工", "not reopened")
        OPEN = "open", label("营业中", "open")
        SUSPENDED = "suspended", label("已停业", "suspended")
        CLOSED = "closed", label("已关闭", "closed for good")

    access: ClassVar[Access] = Scoped(area="county_id", brand="brand_id", branch="enterprise_id", site="pk")
    privacy: ClassVar[Privacy] = Privacy(
        personal=("contact_name", "contact_phone"),
        plain=("code", "name", "kind", "address", "status", "search_text", "search_pieces"),
    )

    # Indexes below begin with the brand and with the county: no further index of their own.
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="sites", db_index=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="sites")
    park = models.ForeignKey(Park, null=True, blank=True, on_delete=models.SET_NULL, related_name="sites")
    code = models.CharField(max_length=40)  # the brand's own code of the site: what a re-import updates by
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    # The county, or the prefecture itself where it has no counties (东莞, 中山, 儋州, 嘉峪关).
    county = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="sites", db_index=False)
    address = models.CharField(max_length=200, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    floor_area_m2 = models.FloatField(null=True, blank=True)
    normal_headcount = models.PositiveIntegerField(default=0)
    capacity_per_day = models.PositiveIntegerField(default=0)  # pieces
    contact_name = EncryptedTextField(blank=True, default="")
    contact_phone = EncryptedTextField(blank=True, default="")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.NOT_OPENED)
    status_since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    search_text = models.CharField(max_length=255, editable=False)  # code and name, lower case, half width
    changed_at = models.DateTimeField()
    search_pieces = models.TextField(editable=False)  # of search_text; what the index of pieces is made of

    objects = ListedQuerySet["Site"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "code"], name="site_code_once_per_brand")]
        indexes = [
            models.Index(fields=["county", "id"], name="site_county"),
            # By what lists are filtered; each holds what the others count by, so that counting reads no table.
            models.Index(fields=["status", "county", "brand", "kind"], name="site_status"),
            models.Index(fields=["brand", "county", "status", "kind"], name="site_brand"),
            models.Index(fields=["kind", "county", "status", "brand"], name="site_kind"),
            # By what else lists are sorted; the brand, since an enterprise's list passes over all others' sites.
            *(models.Index(fields=[f, "id", "brand"], name=f"site_{name}") for name, f in SORTED_BY.items()),
        ]

    def __str__(self) -> str:
        return self.name


class SiteStatusChange(models.Model):
    """The open/closed history of a site: from when, why, on whose word."""

    access: ClassVar[Access] = Scoped(
        area="site__county_id", brand="site__brand_id", branch="site__enterprise_id", site="site_id"
    )
    privacy: ClassVar[Privacy] = Privacy(plain=("status", "cause", "document", "by"))

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="status_changes")
    since = models.DateTimeField()
    status = models.CharField(max_length=12, choices=Site.Status.choices)
    cause = models.CharField(max_length=300, blank=True)
    document = models.CharField(max_length=120, blank=True)
    by = models.CharField(max_length=80)  # the actor's name as the audit has it

    objects = ScopedQuerySet["SiteStatusChange"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["site", "since"], name="status_site_since")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.since:%Y-%m-%d} {self.status}"


class Upload(models.Model):
    """One uploaded workbook on its way: checked, shown, accepted or dropped. Only its uploader sees it."""

    class State(models.TextChoices):
        WAITING = "waiting", label("排队中", "waiting")
        CHECKING = "checking", label("核对中", "being checked")
        CHECKED = "checked", label("已核对，待确认", "checked, awaiting your decision")
        REFUSED = "refused", label("不能受理", "cannot be taken")
        ACCEPTED = "accepted", label("已确认，待写入", "accepted, waiting to be written")
        WRITING = "writing", label("写入中", "being written")
        DONE = "done", label("已完成", "done")
        DROPPED = "dropped", label("已放弃", "dropped")

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy(
        plain=("kind", "file_name", "language", "state", "good_rows_only", "counts", "reasons", "actor", "digest")
    )

    kind = models.CharField(max_length=12)  # what it holds: the code of a network.workbook.Workbook
    uploader_id = models.BigIntegerField(db_index=True)  # accounts.User; accounts lies above this room
    appointment_id = models.BigIntegerField(null=True)
    file_name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()  # bytes
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    language = models.CharField(max_length=8, default="zh-hans")  # of the marked workbook
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    good_rows_only = models.BooleanField(default=False)
    rows_read = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)  # new, changed, unchanged, refused, warned
    reasons = models.JSONField(default=list)  # why the file as a whole cannot be taken: [code, zh, en, clause]
    actor = models.JSONField(default=dict)  # the actor at the last decision, for the job (core.handover)
    uploaded_at = models.DateTimeField()
    decided_at = models.DateTimeField()  # when a job was last asked for, should it never come back
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.file_name} {self.state}"


class UploadPart(models.Model):
    """A piece of the uploaded or the marked workbook: encrypted, since it names people; gone when the import ends."""

    class File(models.TextChoices):
        UPLOADED = "uploaded"
        MARKED = "marked"

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy(personal=("content",), plain=("file",))

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    file = models.CharField(max_length=8, choices=File.choices)
    number = models.PositiveIntegerField()
    content = EncryptedBytesField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "file", "number"], name="upload_part_once")]

    def __str__(self) -> str:
        return f"{self.upload_id} {self.file} {self.number}"


class UploadRow(models.Model):
    """What the check found about one row of an upload that is new, changed, warned of or refused."""

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy(plain=("verdict", "code", "name", "notes"))

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="rows")
    row = models.PositiveIntegerField()  # as the spreadsheet numbers it
    verdict = models.CharField(max_length=10)  # new, changed, unchanged, refused
    is_warned = models.BooleanField(default=False)
    code = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=100, blank=True)
    notes = models.JSONField(default=list)  # [column, zh, en]

    class Meta:
        indexes = [models.Index(fields=["upload", "verdict", "row"], name="upload_row_verdict")]

    def __str__(self) -> str:
        return f"{self.upload_id} {self.row} {self.verdict}"
