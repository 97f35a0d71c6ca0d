"""What stands in the navigation, by permission; each room's first page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.text import Text


@dataclass(frozen=True, slots=True)
class Place:
    """A page one may go to from anywhere: its URL name, its title, and who may open it (None: anyone signed in)."""

    url_name: str
    title: Text
    permission: Permission | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Places that belong together, under one title."""

    title: Text
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A place on one request."""

    url: str
    title: str
    current: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """A section on one request: what of it the reader may open."""

    title: str
    items: tuple[Item, ...]

    @property
    def current(self) -> bool:
        """Does the page lie in it?"""
        return any(item.current for item in self.items)


# One board, then the two hands, then who sees to it that they hold.
MAIN = (
    Section(Text("看板", "Board"), (Place("desk:home", Text("看板", "Board"), Permission.BOARD_READ),)),
    Section(Text("任务", "Tasks"), (Place("tasks:tasks", Text("任务", "Tasks"), Permission.TASK_READ),)),
    Section(
        Text("疫情防控", "Control"),
        (
            Place("people:mine", Text("晨检", "Morning check"), Permission.CHECK_READ),
            Place("people:cases", Text("健康异常", "Health cases"), Permission.CASE_READ),
            Place("supplies:home", Text("防护物资", "Supplies"), Permission.SUPPLY_READ),
            Place("territory:tiers", Text("风险等级", "Risk tiers"), Permission.BOARD_READ),
            Place("territory:cases", Text("疫情", "Cases"), Permission.BOARD_READ),
        ),
    ),
    Section(
        Text("复工复产", "Resumption"),
        (
            Place("operations:mine", Text("填报", "Report"), Permission.REPORT_WRITE),
            Place("operations:reports", Text("日报", "Daily reports"), Permission.REPORT_READ),
            Place("people:returns", Text("返岗", "Returns"), Permission.WORKER_READ),
            Place("rosters:shifts", Text("班次", "Shifts"), Permission.CHECK_READ),
            Place("filings:filings", Text("复工报备", "Filings"), Permission.FILING_READ),
            Place("plans:runs", Text("方案", "Plans"), Permission.PLAN_READ),
        ),
    ),
    Section(
        Text("落实督查", "Supervision"),
        (
            Place("directives:directives", Text("文件", "Directives"), Permission.DIRECTIVE_READ),
            Place("norms:norms", Text("规定", "Norms"), Permission.BOARD_READ),
            Place("coverage:home", Text("覆盖", "Coverage"), Permission.EVIDENCE_READ),
            Place("inspections:inspections", Text("检查", "Inspections"), Permission.INSPECTION_READ),
            Place("audit:acts", Text("留痕", "Record"), Permission.AUDIT_READ),
        ),
    ),
    Section(
        Text("名录", "Registers"),
        (
            Place("network:sites", Text("网点", "Sites"), Permission.SITE_READ),
            Place("network:enterprises", Text("企业", "Enterprises"), Permission.ENTERPRISE_READ),
            Place("people:workers", Text("员工", "Workers"), Permission.WORKER_READ),
            Place("accounts:appointments", Text("任职", "Appointments"), Permission.ACCOUNT_READ),
        ),
    ),
)

# Beneath one's own name.
OWN = (
    Place("people:own", Text("我的健康信息", "What is held on me")),
    Place("accounts:me", Text("我的任职和会话", "My appointments and sessions")),
    Place("mfa_index", Text("二次验证", "Second factor")),
    Place("account_change_password", Text("修改密码", "Change password")),
)


def items(places: tuple[Place, ...], actor: Actor, request: HttpRequest) -> Iterator[Item]:
    """The places the actor may open."""
    for place in places:
        if place.permission is not None and not actor.jurisdiction.may(place.permission):
            continue
        url = reverse(place.url_name)
        beneath = "/board/" if url == "/" else url
        yield Item(url, str(place.title), request.path == url or request.path.startswith(beneath))


def menus(sections: tuple[Section, ...], actor: Actor, request: HttpRequest) -> Iterator[Menu]:
    """The sections in which the actor may open anything."""
    for section in sections:
        if found := tuple(items(section.places, actor, request)):
            yield Menu(str(section.title), found)
