"""Input cleaned: a site's facts as people write them, a suspension, an enterprise, a park, an office."""

import datetime as dt
from typing import Any

from django import forms

from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.reasons import Invalid
from yilu.core.text import Text, label
from yilu.network.checking.places import Places
from yilu.network.checking.registry import Registry
from yilu.network.models import Brand, Enterprise, Office, Site
from yilu.network.sheet import cells
from yilu.network.sheet.columns import COLUMNS
from yilu.territory.models import Area

HINTS = {c.code: label(c.hint.zh, c.hint.en) for c in COLUMNS}
TITLES = {c.code: label(c.title.zh, c.title.en) for c in COLUMNS}


def _char(column: str, *, required: bool = False, length: int = 100, hint: str | None = None) -> forms.CharField:
    told = HINTS[column] if hint is None else hint
    return forms.CharField(label=TITLES[column], max_length=length, required=required, help_text=told, strip=True)


class Read(forms.CharField):
    """A field read as the workbook reads its cells, so that full-width digits and units are taken here too."""

    def __init__(self, column: str, how: Any, **kwargs: Any) -> None:
        self.how = how
        super().__init__(label=TITLES[column], help_text=HINTS[column], required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        """The value read; the reader's sentence as the field's error."""
        try:
            return self.how(super().clean(value))
        except Invalid as refused:
            raise forms.ValidationError([str(r) for r in refused.reasons]) from refused

    def prepare_value(self, value: Any) -> Any:
        """300.0 is shown as 300."""
        return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 and value == int(value) else value


class SiteForm(forms.Form):
    """The facts of one site. `version` is the one the editor saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = _char("name", required=True, hint="")
    kind = forms.ChoiceField(label=TITLES["kind"], choices=Site.Kind.choices)
    enterprise = _char(
        "enterprise", required=True, hint=label("编码、统一社会信用代码或名称", "code, credit code or name")
    )
    county = _char("county", required=True)
    address = _char("address", length=200)
    longitude = Read("longitude", cells.degrees)
    latitude = Read("latitude", cells.degrees)
    floor_area_m2 = Read("floor_area_m2", lambda v: cells.number(v, most=10_000_000))
    normal_headcount = Read("normal_headcount", lambda v: int(cells.number(v, most=100_000, whole=True) or 0))
    capacity_per_day = Read("capacity_per_day", lambda v: int(cells.number(v, most=100_000_000, whole=True) or 0))
    park = _char("park")
    contact_name = _char("contact_name", length=40, hint=label("不填则不变", "empty: unchanged"))
    contact_phone = Read("contact_phone", cells.phone)
    clear_contact = forms.BooleanField(
        required=False, label=label("删除现有联系人和电话", "Remove the present contact person and phone")
    )

    def __init__(self, *args: Any, site: Site, by: Actor, today: dt.date, **kwargs: Any) -> None:
        self.site, self.by, self.today = site, by, today
        super().__init__(*args, **kwargs)
        self.fields["contact_phone"].help_text = label("不填则不变", "empty: unchanged")
        for name in ("contact_name", "contact_phone"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    @classmethod
    def initial_of(cls, site: Site) -> dict[str, Any]:
        """The site's facts as the form shows them; the contact person is never filled in."""
        plain = ("version", "name", "kind", "address", "longitude", "latitude", "floor_area_m2",
                 "normal_headcount", "capacity_per_day")  # fmt: skip
        return {
            **{f: getattr(site, f) for f in plain},
            "enterprise": site.enterprise.code,
            "county": site.county_id,
            "park": site.park.name_zh if site.park else "",
        }

    def clean(self) -> dict[str, Any]:
        """What was named is looked up among what is registered."""
        data = super().clean() or {}
        registry, places = Registry(by=self.by), Places(today=self.today)
        brand = self.site.brand_id
        county = self._look_up("county", lambda v: v if v == self.site.county_id else places.county(v))
        self._look_up("enterprise", lambda v: registry.enterprise(brand, v))
        if county:
            self._look_up("park", lambda v: registry.park(county, v))
        return data

    def _look_up(self, name: str, find: Any) -> Any:
        typed = self.cleaned_data.get(name)
        if not typed:
            return None
        try:
            self.cleaned_data[f"{name}_id"] = find(typed)
        except Invalid as refused:
            self.add_error(name, [str(r) for r in refused.reasons])
        return self.cleaned_data.get(f"{name}_id")

    @property
    def changes(self) -> dict[str, Any]:
        """The facts as `change_site` takes them."""
        data = self.cleaned_data
        plain = ("name", "kind", "address", "longitude", "latitude", "floor_area_m2", "normal_headcount",
                 "capacity_per_day")  # fmt: skip
        found: dict[str, Any] = {f: data[f] for f in plain}
        found |= {
            "enterprise_id": data["enterprise_id"],
            "county_id": data["county_id"],
            "park_id": data.get("park_id"),
        }
        contact = {f: data[f] for f in ("contact_name", "contact_phone") if data[f]}
        return found | ({"contact_name": "", "contact_phone": ""} if data["clear_contact"] else {}) | contact


class SuspendForm(forms.Form):
    """Suspend a site, or close it for good."""

    move = forms.ChoiceField(
        label=label("停业还是关闭", "Suspend or close"),
        choices=[
            ("suspend", label("停业（可凭复工报备恢复）", "suspend (it may reopen on a filing)")),
            ("close", label("关闭（不再以此编码营业）", "close for good (never again under this code)")),
        ],
        initial="suspend",
    )
    cause = forms.CharField(
        label=label("原因", "Cause"), max_length=300, widget=forms.Textarea(attrs={"rows": 3, "autofocus": True})
    )
    document = forms.CharField(
        label=label("依据文号", "Document"),
        max_length=120,
        required=False,
        help_text=label("依据的通知、通告的文号，没有可不填", "number of the order it rests on, if there is one"),
    )
    since = forms.DateField(
        label=label("自何日起", "Since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=label("不填即从现在起", "empty: from now"),
    )

    def moment(self, now: dt.datetime) -> dt.datetime | None:
        """The beginning of the day named; None for today and for nothing."""
        day: dt.date | None = self.cleaned_data["since"]
        return None if day is None or day == now.astimezone(clock.ZONE).date() else clock.start_of(day)


class ContactForm(forms.Form):
    """Why the contact person's data is opened."""

    why = forms.CharField(
        label=label("查看事由", "Why you need it"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=label("会记入审计：谁、何时、为何", "recorded in the audit: who, when, why"),
    )


class EnterpriseFacts(forms.Form):
    """What may be changed of an enterprise."""

    ownership = forms.ChoiceField(label=label("经营方式", "Ownership"), choices=Enterprise.Ownership.choices)
    name_zh = forms.CharField(label=label("名称", "Name"), max_length=80)
    name_en = forms.CharField(label=label("英文名称", "English name"), max_length=120, required=False)
    credit_code = forms.CharField(
        label=label("统一社会信用代码", "Unified social credit code"),
        max_length=30,
        required=False,
        help_text=label("18位，校验码当场核对", "18 characters; the check character is verified"),
    )
    parent = forms.CharField(
        label=label("上级机构编码", "Code of the unit above"),
        max_length=30,
        required=False,
        help_text=label("分支机构必填", "needed for a branch"),
    )

    def clean_credit_code(self) -> str:
        """Half width, capitals."""
        return cells.code(self.cleaned_data["credit_code"]).upper()

    def parent_of(self, brand: Brand | None) -> Enterprise | None:
        """The unit above, one of the same brand."""
        typed = self.cleaned_data.get("parent")
        found = Enterprise.objects.filter(brand=brand, code=typed).first() if typed and brand else None
        if typed and brand and found is None:
            self.add_error(
                "parent", str(Text("该品牌没有这个编码的企业。", "The brand has no enterprise of that code."))
            )
        return found


class EnterpriseForm(EnterpriseFacts):
    """A headquarters or a branch to be registered."""

    brand = forms.ModelChoiceField(label=TITLES["brand"], queryset=Brand.objects.order_by("code"))
    kind = forms.ChoiceField(label=label("类别", "Kind"), choices=Enterprise.Kind.choices, initial="branch")
    code = forms.CharField(label=label("企业编码", "Enterprise code"), max_length=30)
    area = forms.CharField(label=label("登记地区代码", "Code of the area"), max_length=6, min_length=6)
    field_order = ("brand", "kind", "ownership", "code", "name_zh", "name_en", "credit_code", "area", "parent")

    def clean(self) -> dict[str, Any]:
        """The unit above is looked up."""
        data = super().clean() or {}
        return data | {"parent": self.parent_of(data.get("brand"))}


class EnterpriseChangeForm(EnterpriseFacts):
    """The facts of one enterprise. `version` is the one the editor saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, enterprise: Enterprise, **kwargs: Any) -> None:
        self.enterprise = enterprise
        super().__init__(*args, **kwargs)

    @classmethod
    def initial_of(cls, enterprise: Enterprise) -> dict[str, Any]:
        """The facts as the form shows them."""
        plain = ("version", "ownership", "name_zh", "name_en", "credit_code")
        parent = enterprise.parent.code if enterprise.parent else ""
        return {**{f: getattr(enterprise, f) for f in plain}, "parent": parent}

    def clean(self) -> dict[str, Any]:
        """The unit above is looked up."""
        data = super().clean() or {}
        parent = self.parent_of(self.enterprise.brand)
        return data | {"parent_id": parent.pk if parent else None}

    @property
    def changes(self) -> dict[str, Any]:
        """The facts as `change_enterprise` takes them."""
        return {f: self.cleaned_data[f] for f in ("ownership", "name_zh", "name_en", "credit_code", "parent_id")}


class ParkForm(forms.Form):
    """A park to be registered."""

    name_zh = forms.CharField(label=label("名称", "Name"), max_length=80)
    name_en = forms.CharField(label=label("英文名称", "English name"), max_length=120, required=False)
    county = forms.CharField(label=TITLES["county"], max_length=100, help_text=HINTS["county"])
    address = forms.CharField(label=TITLES["address"], max_length=200, required=False)

    def clean_county(self) -> str:
        """The county's code."""
        try:
            return Places(today=clock.today()).county(self.cleaned_data["county"])
        except Invalid as refused:
            raise forms.ValidationError([str(r) for r in refused.reasons]) from refused


class OfficeForm(forms.Form):
    """An office to be registered."""

    name_zh = forms.CharField(label=label("名称", "Name"), max_length=80)
    name_en = forms.CharField(label=label("英文名称", "English name"), max_length=120)
    parent = forms.ModelChoiceField(
        label=label("上级机构", "Office above"), queryset=Office.objects.order_by("pk"), required=False
    )
    areas = forms.CharField(
        label=label("管辖地区代码", "Codes of its areas"),
        help_text=label(
            "派出机构可跨几个区县，代码之间用逗号或空格", "a field office may span districts; separate the codes"
        ),
    )

    def clean_areas(self) -> list[str]:
        """The codes, all of them known."""

        codes = [
            c
            for c in cells.text(self.cleaned_data["areas"])
            .replace("，", ",")
            .replace("、", ",")
            .replace(" ", ",")
            .split(",")
            if c
        ]
        known = set(Area.objects.filter(code__in=codes).values_list("code", flat=True))
        if missing := [c for c in codes if c not in known]:
            raise forms.ValidationError(
                str(Text("没有区划代码：{codes}", "No such codes: {codes}").filled(codes="、".join(missing)))
            )
        return codes
