"""The organisations a directive can be sent to, and which of them a person stands for."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import F

from yilu.accounts.models import Appointment
from yilu.accounts.queries import branches_under
from yilu.core.actor import Actor
from yilu.core.jurisdiction import NATION, span
from yilu.directives.models import Directive, Measure
from yilu.directives.parsing.themes import Audience
from yilu.directives.rules import POSTS, REGULATORS
from yilu.network.models import Brand, Enterprise, Site
from yilu.territory.models import Area

AREA_LEVELS: dict[str, Area.Level] = {
    Audience.OWN: Area.Level.NATION,
    Audience.PROVINCES: Area.Level.PROVINCE,
    Audience.PREFECTURES: Area.Level.PREFECTURE,
    Audience.COUNTIES: Area.Level.COUNTY,
}


def level_of(code: str) -> str:
    """The audience that the regulator of an area belongs to."""
    if code == NATION:
        return Audience.OWN
    if code.endswith("0000"):
        return Audience.PROVINCES
    return Audience.PREFECTURES if code.endswith("00") else Audience.COUNTIES


def units_of(actor: Actor) -> set[str]:
    """The organisations the actor stands for under his or her appointment: `Receipt.unit`."""
    mine = Appointment.objects.filter(pk=actor.appointment_id or 0).first()
    if mine is None:
        return set()
    if mine.site_id is not None:
        return {f"sites:{mine.site_id}"}
    if mine.enterprise_id is not None:
        return {f"branches:{mine.enterprise_id}"}
    if mine.brand_id is not None:
        return {f"headquarters:{mine.brand_id}"}
    codes = [mine.area_id] if mine.office is None else list(mine.office.areas.values_list("code", flat=True))
    return {f"{audience}:{code}" for code in codes for audience in (level_of(code), Audience.OWN)}


@dataclass(slots=True)
class Recipient:
    """An organisation, and the measures it is sent."""

    unit: str
    audience: str
    area: str
    brand: int | None = None
    enterprise: int | None = None
    site: int | None = None
    measures: list[Measure] = field(default_factory=list)


def recipients(directive: Directive, measures: Iterable[Measure], *, on: dt.date) -> list[Recipient]:
    """Every organisation that these measures reach, each once, in the order of areas."""
    reached: dict[str, Recipient] = {}
    kept: dict[tuple[str, str, int | None, int | None], list[Recipient]] = {}
    for measure in measures:
        area, brand = measure.area_id or directive.area_id, directive.brand_id or measure.brand_id
        for audience in measure.audiences:
            address = (audience, area, brand, directive.enterprise_id)
            if address not in kept:
                kept[address] = list(_addressed(*address, on=on))
            for unit in kept[address]:
                reached.setdefault(unit.unit, unit).measures.append(measure)
    return sorted(reached.values(), key=lambda r: (r.area, r.unit))


def _addressed(audience: str, area: str, brand: int | None, branch: int | None, *, on: dt.date) -> Iterator[Recipient]:
    low, high = span(area)
    narrowed = {} if brand is None else {"brand_id": brand}
    if audience == Audience.OWN:
        of_enterprise = f"branches:{branch}" if branch is not None else f"headquarters:{brand}"
        yield Recipient(of_enterprise if brand is not None else f"own:{area}", audience, area, brand, branch)
    elif audience in AREA_LEVELS:
        areas = Area.objects.filter(level=AREA_LEVELS[audience], code__gte=low, code__lte=high)
        # The state's postal administration has no offices there.
        areas = areas.exclude(code__gte="710000", code__lt="720000").exclude(code__gte="810000", code__lt="830000")
        areas = areas.exclude(valid_from__gt=on).exclude(valid_until__lte=on)
        for code in areas.order_by("code").values_list("code", flat=True):
            yield Recipient(f"{audience}:{code}", audience, code)
    elif audience == Audience.HEADQUARTERS:
        brands = Brand.objects.filter(
            pk__in=Site.objects.filter(county_id__gte=low, county_id__lte=high).values("brand")
        )
        for pk in (brands.filter(pk=brand) if brand is not None else brands).values_list("pk", flat=True):
            yield Recipient(f"headquarters:{pk}", audience, NATION, pk)
    elif audience == Audience.BRANCHES:
        branches = Enterprise.objects.filter(
            kind=Enterprise.Kind.BRANCH, area_id__gte=low, area_id__lte=high, **narrowed
        )
        if branch is not None:
            branches = branches.filter(parent_id=branch)
        for pk, code, its_brand in branches.values_list("pk", "area_id", "brand_id"):
            yield Recipient(f"branches:{pk}", audience, code, its_brand, pk)
    else:
        sites = Site.objects.filter(county_id__gte=low, county_id__lte=high, **narrowed).exclude(
            status=Site.Status.CLOSED
        )
        if branch is not None:
            sites = sites.filter(enterprise_id__in=branches_under(branch))
        rows = sites.values_list("pk", "county_id", "brand_id", "enterprise_id")
        for pk, code, its_brand, enterprise in rows.iterator(chunk_size=10_000):
            yield Recipient(f"sites:{pk}", audience, code, its_brand, enterprise, pk)


class Holders:
    """Who holds which post where on a day, read once. Of several the first appointed; a post may be empty."""

    def __init__(self, posts: Iterable[str], *, on: dt.date) -> None:
        rows = Appointment.objects.in_force(on).filter(role__in=set(posts), user__is_active=True).order_by("pk")
        self._by_place: dict[tuple[str, str, object], int] = {}
        placed = rows.values_list("role", "user_id", "site_id", "enterprise_id", "brand_id", "area_id", "office_id")
        for role, user, site, enterprise, brand, area, office in placed.iterator(chunk_size=10_000):
            if site is not None:
                self._by_place.setdefault((role, "site", site), user)
            elif enterprise is not None:
                self._by_place.setdefault((role, "enterprise", enterprise), user)
            elif brand is not None:
                self._by_place.setdefault((role, "brand", brand), user)
            elif office is None:
                self._by_place.setdefault((role, "area", area), user)
        for role, user, area in (
            rows.exclude(office=None).annotate(code=F("office__areas__code")).values_list("role", "user_id", "code")
        ):
            self._by_place.setdefault((role, "area", area), user)
        self._parents = dict(Enterprise.objects.values_list("pk", "parent_id"))

    def of(self, recipient: Recipient, post: str) -> int | None:
        """The user who holds the post in this very organisation; of a branch without, the one above it."""
        if recipient.audience in REGULATORS and recipient.brand is None:
            return self._by_place.get((post, "area", recipient.area))
        if recipient.site is not None:
            return self._by_place.get((post, "site", recipient.site))
        branch = recipient.enterprise
        while branch is not None:
            if found := self._by_place.get((post, "enterprise", branch)):
                return found
            branch = self._parents.get(branch)
        return self._by_place.get((post, "brand", recipient.brand))


def post_for(measure: Measure, recipient: Recipient) -> str:
    """Whose business the measure is there."""
    if recipient.audience == Audience.OWN and recipient.brand is not None:
        return "branch_manager" if recipient.enterprise is not None else "headquarters"
    return POSTS.get(recipient.audience, measure.post)
