"""The list of runs."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yilu.core.tables import Column, Table
from yilu.core.text import label
from yilu.network.tables import named, roomy, unbroken
from yilu.plans.kinds import KINDS
from yilu.plans.models import Run

COLOURS = {"proposed": "yellow", "adjusted": "blue", "adopted": "green", "withdrawn": "secondary"}


def state_badge(code: str) -> SafeString:
    """A state as a word on its colour."""
    return format_html('<span class="badge bg-{}-lt">{}</span>', COLOURS[code], Run.State(code).label)


def run_url(run: Run) -> str:
    """A run's own page."""
    return reverse("plans:run", args=[run.pk])


def runs_table() -> Table:
    """Latest first."""
    return Table(
        "runs",
        label("方案测算", "Plans"),
        (
            Column("at", label("测算时间", "Made"), lambda r: r.proposed_at, "proposed_at", link=run_url),
            Column("kind", label("类别", "Kind"), lambda r: str(KINDS[r.kind].NAME), "kind", unbroken),
            Column("state", label("状态", "State"), lambda r: r.state, "state", state_badge),
            Column("note", label("说明", "What it says"), lambda r: str(r.note), show=roomy),
            Column("area", label("地区", "Area"), lambda r: named(r.area), "area_id", unbroken),
            Column("brand", label("品牌", "Brand"), lambda r: named(r.brand) if r.brand else "—", "brand_id", unbroken),
            Column("by", label("测算人", "Made by"), lambda r: r.proposed_by, "proposed_by", unbroken),
        ),
        empty=label("还没有方案。", "No plan yet."),
    )
