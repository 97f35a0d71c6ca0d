"""One small named world for all tests: a province, two prefectures, two competing brands, five sites, six people.

Hunan on 17 Feb 2020. Brand 甲 runs three sites (two in Changsha, one in Zhuzhou), brand 乙 two (one in each). All is
made through the rooms' own actions. The names of sites and people appear nowhere else, so that a page that shows them
to the wrong reader is found out.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.test import Client

from yilu.accounts import actions as accounts
from yilu.accounts.models import Appointment, User
from yilu.accounts.queries import actor_under
from yilu.core.actor import Actor, system
from yilu.core.clock import ZONE
from yilu.network import actions as network
from yilu.network.facts import NewSite, SeededState
from yilu.network.models import Brand, Enterprise, Office, Park, Site
from yilu.territory.models import Area

TODAY = dt.date(2020, 2, 17)
NOW = dt.datetime(2020, 2, 17, 8, 30, tzinfo=ZONE)
SYSTEM = system("tests")
PASSWORD = "an-open-secret-of-tests"

PLACES = (
    ("100000", 0, "全国", "全国", "China", None, 104.0, 36.0),
    ("430000", 1, "湖南省", "湖南", "Hunan", "100000", 111.7, 27.6),
    ("430100", 2, "长沙市", "长沙", "Changsha", "430000", 113.2, 28.2),
    ("430102", 3, "芙蓉区", "芙蓉", "Furong", "430100", 113.0, 28.2),
    ("430104", 3, "岳麓区", "岳麓", "Yuelu", "430100", 112.9, 28.2),
    ("430200", 2, "株洲市", "株洲", "Zhuzhou", "430000", 113.5, 27.2),
    ("430202", 3, "荷塘区", "荷塘", "Hetang", "430200", 113.2, 27.9),
    ("420000", 1, "湖北省", "湖北", "Hubei", "100000", 112.3, 31.0),
)


@dataclass
class World:
    """The cast; `people` by what they are."""

    brands: dict[str, Brand] = field(default_factory=dict)
    enterprises: dict[str, Enterprise] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    appointments: dict[str, Appointment] = field(default_factory=dict)
    office: Office | None = None
    park: Park | None = None

    def actor(self, who: str) -> Actor:
        """The person as acting on the day of the world."""
        return actor_under(self.appointments[who], on=TODAY)

    def client(self, who: str | None = None) -> Client:
        """A browser in which the person is signed in; nobody without a name."""
        browser = Client()
        if who is not None:
            browser.force_login(self.people[who], backend="django.contrib.auth.backends.ModelBackend")
        return browser


def places() -> None:
    """The few places of this world, with their real codes."""
    Area.objects.bulk_create(
        Area(code=c, level=level, name_zh=zh, short_zh=short, name_en=en, parent_id=up, longitude=x, latitude=y)
        for c, level, zh, short, en, up, x, y in PLACES
    )


def build() -> World:
    """Make the world in an empty database."""
    places()
    world = World()
    act = {"by": SYSTEM, "now": NOW}
    for key, code, zh, en in (("jia", "JIA", "甲达速递", "Jiada"), ("yi", "YI", "乙通快运", "Yitong")):
        brand = network.add_brand(code=code, name_zh=zh, name_en=en, synthetic=True, **act)
        world.brands[key] = brand
        head = network.add_enterprise(
            brand=brand, kind="headquarters", code=f"{code}-HQ", name_zh=f"{zh}总部", area="100000", **act
        )
        world.enterprises[key] = head
        for place, area in (("changsha", "430100"), ("zhuzhou", "430200")):
            world.enterprises[f"{key}_{place}"] = network.add_enterprise(
                brand=brand, kind="branch", code=f"{code}-{area}", name_zh=f"{zh}{area}分公司", area=area, parent=head,
                ownership="franchise" if key == "yi" else "own", **act,
            )  # fmt: skip
    plan = (
        ("jia_furong", "jia", "jia_changsha", "430102", "甲达芙蓉营业部", "outlet"),
        ("jia_yuelu", "jia", "jia_changsha", "430104", "甲达岳麓处理中心", "sorting_centre"),
        ("jia_hetang", "jia", "jia_zhuzhou", "430202", "甲达荷塘营业部", "outlet"),
        ("yi_furong", "yi", "yi_changsha", "430102", "乙通芙蓉加盟点", "franchise_outlet"),
        ("yi_hetang", "yi", "yi_zhuzhou", "430202", "乙通荷塘加盟点", "franchise_outlet"),
    )
    ids = network.add_sites(
        rows=[
            NewSite(
                brand_id=world.brands[b].pk, enterprise_id=world.enterprises[e].pk, code=key.upper(), name=name,
                kind=kind, county_id=county, floor_area_m2=200.0, normal_headcount=20, capacity_per_day=5000,
                contact_name="赵钱孙", contact_phone="13800001234",
            )
            for key, b, e, county, name, kind in plan
        ],
        **act,
    )  # fmt: skip
    for (key, *_), pk in zip(plan, ids, strict=True):
        world.sites[key] = Site.objects.get(pk=pk)
    opened = dt.datetime(2020, 2, 11, 8, 0, tzinfo=ZONE)
    network.seed_states(
        states=[SeededState(world.sites[k].pk, "open", opened) for k in ("jia_furong", "jia_hetang", "yi_furong")],
        **act,
    )
    for site in world.sites.values():
        site.refresh_from_db()
    world.office = network.add_office(
        name_zh="长沙派出机构", name_en="Changsha field office", areas=["430102", "430104"], **act
    )
    world.park = network.add_park(name_zh="金霞园区", county="430102", **act)
    cast = (
        ("leader", "leader", {"area": "430000"}),
        ("officer", "officer", {"area": "430100"}),
        ("neighbour", "officer", {"area": "430200"}),
        ("jia_hq", "headquarters", {"brand": world.brands["jia"]}),
        ("yi_hq", "headquarters", {"brand": world.brands["yi"]}),
        ("manager", "site_manager", {"site": world.sites["jia_furong"]}),
    )
    for name, role, where in cast:
        person(world, name, role, **where)  # type: ignore[arg-type]
    return world


def person(world: World, name: str, role: str | None = None, **where: object) -> User:
    """Add a person to the world, appointed if a role is named."""
    user = accounts.add_user(
        username=name.replace("_", "-"),
        name=f"演员{name}",
        password=PASSWORD,
        must_change_password=False,
        by=SYSTEM,
        now=NOW,
    )
    world.people[name] = user
    if role is not None:
        where.setdefault("valid_from", dt.date(2020, 1, 1))
        world.appointments[name] = accounts.appoint(user=user, role=role, by=SYSTEM, now=NOW, **where)  # type: ignore[arg-type]
    return user
