"""Registering brands, enterprises, parks and offices."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Conflict, Denied, Invalid, reason
from yilu.network import access, rules
from yilu.network.models import Brand, Enterprise, Office, Park
from yilu.territory.models import Area

EDITABLE = ("name_zh", "name_en", "credit_code", "ownership", "parent_id")
CHANGED_MEANWHILE = reason(
    "network.enterprise_changed",
    "您打开之后，别人已修改了这家企业。您填写的内容没有丢失：请对照下面的改动，核对后再保存。",
    "Somebody changed this enterprise after you opened it. What you typed is kept: compare, then save again.",
)


def _taken(what_zh: str, what_en: str, taken: str) -> Invalid:
    return Invalid(
        reason(
            "network.code_taken",
            "{what_zh}“{taken}”已经登记过。",
            "The {what_en} “{taken}” is registered already.",
            what_zh=what_zh,
            what_en=what_en,
            taken=taken,
        )
    )


def add_brand(*, code: str, name_zh: str, name_en: str, synthetic: bool = False, by: Actor, now: datetime) -> Brand:
    """Register a brand (national). Raises `Invalid` if the code is taken."""
    with acting("network.brand.add", by=by, now=now) as act:
        access.check_can_add_brand(by)
        if Brand.objects.filter(code=code).exists():
            raise _taken("品牌代码", "brand code", code)
        brand = Brand.objects.create(code=code, name_zh=name_zh, name_en=name_en, synthetic=synthetic)
        act.on(brand, area="100000", brand_id=brand.pk)
        act.changed(None, {"code": code, "name_zh": name_zh, "name_en": name_en, "synthetic": synthetic})
    return brand


def add_enterprise(
    *,
    brand: Brand,
    kind: str,
    code: str,
    name_zh: str,
    area: str,
    parent: Enterprise | None = None,
    ownership: str = Enterprise.Ownership.OWN,
    name_en: str = "",
    credit_code: str = "",
    by: Actor,
    now: datetime,
) -> Enterprise:
    """Register a headquarters or a branch; `area` is a division code. Raises `Invalid` on a bad or taken code."""
    enterprise = Enterprise(
        brand=brand, kind=kind, code=code, name_zh=name_zh, name_en=name_en, area_id=area,
        parent=parent, ownership=ownership, credit_code=credit_code,
    )  # fmt: skip
    with acting("network.enterprise.add", by=by, now=now, area=area, brand_id=brand.pk) as act:
        access.check_can_edit_enterprise(by, area=area, brand=brand.pk, branch=parent.pk if parent else None)
        _check_enterprise(enterprise)
        if Enterprise.objects.filter(brand=brand, code=code).exists():
            raise _taken("企业编码", "enterprise code", code)
        enterprise.save(force_insert=True)
        act.on(enterprise)
        act.changed(None, _plain(enterprise))
    return enterprise


def change_enterprise(
    *, enterprise: Enterprise, version: int, changes: Mapping[str, Any], by: Actor, now: datetime
) -> Enterprise:
    """Change facts (names in `EDITABLE`). `version`: the one the editor saw; `Conflict` if it moved on."""
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {sorted(unknown)}")
    with acting("network.enterprise.change", by=by, now=now, on=enterprise) as act:
        kept = Enterprise.objects.select_for_update().get(pk=enterprise.pk)
        act.on(kept, area=kept.area_id, brand_id=kept.brand_id)
        access.check_can_edit_enterprise(by, area=kept.area_id, brand=kept.brand_id, branch=kept.pk)
        if kept.version != version:
            raise Conflict(CHANGED_MEANWHILE)
        before = _plain(kept)
        for field, value in changes.items():
            setattr(kept, field, value)
        changed = [f for f in changes if before[f] != getattr(kept, f)]
        if not changed:
            return kept
        _check_enterprise(kept)
        kept.version = version + 1
        kept.save()
        act.changed(
            {**{f: before[f] for f in changed}, "version": version},
            {**{f: getattr(kept, f) for f in changed}, "version": kept.version},
        )
    return kept


def _check_enterprise(enterprise: Enterprise) -> None:
    access.check_headquarters_rule(enterprise)
    if enterprise.credit_code and (why_not := rules.why_not_credit_code(enterprise.credit_code)):
        raise Invalid(*why_not)


def _plain(enterprise: Enterprise) -> dict[str, Any]:
    fields = ("kind", "code", "name_zh", "name_en", "area_id", "parent_id", "ownership", "credit_code")
    return {f: getattr(enterprise, f) for f in fields}


def add_park(*, name_zh: str, county: str, name_en: str = "", address: str = "", by: Actor, now: datetime) -> Park:
    """Register a park in a county. Raises `Invalid` if the county has one of that name."""
    with acting("network.park.add", by=by, now=now, area=county) as act:
        access.check_can_edit_park(by, county=county)
        if Park.objects.filter(county_id=county, name_zh=name_zh).exists():
            raise _taken("园区", "park", name_zh)
        park = Park.objects.create(name_zh=name_zh, name_en=name_en, county_id=county, address=address)
        act.on(park)
        act.changed(None, {"name_zh": name_zh, "county": county, "address": address})
    return park


def add_office(
    *,
    name_zh: str,
    name_en: str,
    areas: Sequence[str],
    parent: Office | None = None,
    by: Actor,
    now: datetime,
) -> Office:
    """Register a regulator's office over the areas (division codes; a field office may span several districts)."""
    with acting("network.office.add", by=by, now=now, area=areas[0] if areas else "") as act:
        if not areas:
            raise Denied(
                reason("network.office_without_area", "机构须至少管辖一个地区。", "An office covers at least one area.")
            )
        access.check_can_edit_office(by, areas=areas)
        office = Office.objects.create(name_zh=name_zh, name_en=name_en, parent=parent)
        office.areas.set(Area.objects.filter(pk__in=areas))
        act.on(office)
        act.changed(None, {"name_zh": name_zh, "name_en": name_en, "areas": list(areas)})
    return office
