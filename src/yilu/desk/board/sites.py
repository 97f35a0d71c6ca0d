"""The sites of a county with their reports of the day: where drilling down ends."""

import datetime as dt
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.tables import Column, Table
from yilu.core.templatetags.yilu import number
from yilu.core.text import chinese, label
from yilu.desk.board import links
from yilu.desk.board.picture import Board
from yilu.network.models import Site


def sites_of_county(code: str, *, day: dt.date, actor: Actor) -> QuerySet[Any]:
    """The county's sites the actor may see, each with its current report of the day, as plain columns."""
    return (
        Site.objects.within(actor.jurisdiction, Permission.SITE_READ)
        .in_area(code)
        .annotate(
            report=FilteredRelation("reports", condition=Q(reports__day=day, reports__current=True)),
        )
        .values(
            "pk", "name", "code", "kind", "status", "brand__name_zh", "brand__name_en", "report__received_at",
            "report__collected", "report__delivered", "report__backlog", "report__on_post_own",
            "report__on_post_outsourced",
        )
    )  # fmt: skip


def _count(code: str, zh: str, en: str, field: str) -> Column:
    return Column(code, label(zh, en), lambda r: r[field], sort=field, show=number, is_number=True)


def sites_table(board: Board) -> Table:
    """Sites by name; an unreported day is a dash, never 0."""
    kinds, states = dict(Site.Kind.choices), dict(Site.Status.choices)
    return Table(
        code="sites",
        title=label("网点", "Sites"),
        columns=(
            Column("name", label("名称", "Name"), lambda r: r["name"], sort="name",
                   link=lambda r: links.site(r["pk"])),
            Column("code", label("编号", "Code"), lambda r: r["code"], sort="code"),
            Column("brand", label("品牌", "Brand"), lambda r: r["brand__name_zh" if chinese() else "brand__name_en"],
                   sort="brand__name_zh"),
            Column("kind", label("类型", "Kind"), lambda r: str(kinds.get(r["kind"], r["kind"])), sort="kind"),
            Column("status", label("状态", "Status"), lambda r: str(states.get(r["status"], "")), sort="status"),
            Column("received", label("上报时间", "Reported at"), lambda r: r["report__received_at"],
                   sort="report__received_at"),
            _count("collected", "收寄（件）", "Collected", "report__collected"),
            _count("delivered", "投递（件）", "Delivered", "report__delivered"),
            _count("backlog", "积压（件）", "Backlog", "report__backlog"),
            _count("on_post", "到岗（自有）", "On post (own)", "report__on_post_own"),
        ),
        default_sort="name",
        empty=label(
            "这里没有您可以查看的网点。", "There is no site here that you may see."
        ),
    )  # fmt: skip
