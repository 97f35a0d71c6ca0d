"""The lists of this room."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yilu.core.tables import Column, Table
from yilu.core.templatetags.yilu import percent
from yilu.core.text import label
from yilu.coverage.models import SiteRow
from yilu.coverage.rules import DUTIES, GAPS, Share
from yilu.network.tables import named as name_of
from yilu.norms.models import Requirement
from yilu.norms.rules.kinds import NAMES, Theme

SHADES = ((0.95, 4), (0.8, 3), (0.5, 2), (0.0, 1))


def shade(value: float | None) -> int:
    """How dark a share is drawn: 4 nearly all, 1 under half, 0 nothing applies."""
    return 0 if value is None else next(n for least, n in SHADES if value >= least)


def shown_share(value: float | None) -> SafeString | str:
    """A share with its shade; the number says it."""
    return "—" if value is None else format_html('<span class="share share-{}">{}</span>', shade(value), percent(value))


def _duty(duty: Theme) -> Callable[[Any], float | None]:
    return lambda line: line.duties[duty].value


def lines_table(what: str, title: str, link: Callable[[Any], str]) -> Table:
    """Areas, brands, enterprises or sites; `what`: the name of the first column."""
    return Table(
        "coverage",
        title,
        [
            Column("name", what, lambda r: str(r.name), link=link),
            Column("sites", label("在营网点", "Open sites"), lambda r: r.sites, "sites", is_number=True),
            Column("share", label("有效率", "Fresh"), lambda r: r.share.value, "share", shown_share, is_number=True),
            Column("gaps", label("缺口", "Gaps"), lambda r: r.gaps, "gaps", is_number=True),
            Column("none", label("无证据", "None"), lambda r: r.none, "none", is_number=True),
            Column("stale", label("过期", "Stale"), lambda r: r.stale, "stale", is_number=True),
            Column("unmet", label("不符合", "Found wanting"), lambda r: r.unmet, "unmet", is_number=True),
            *(
                Column(d.value, str(NAMES[d]), _duty(d), d.value, shown_share, is_number=True)
                for d in DUTIES
            ),
        ],
        default_sort="share",
        empty=label("这里没有在营网点，或不在您的权限范围内。", "No open site here, or none that is yours."),
    )  # fmt: skip


def requirements_table(link: Callable[[Any], str]) -> Table:
    """Requirement by requirement: rows are (requirement, counts)."""

    def at(n: int) -> Callable[[Any], int]:
        return lambda row: int(row[1][n])

    return Table(
        "requirements",
        label("按要求", "By requirement"),
        [
            Column("code", label("编号", "Code"), lambda r: r[0].code, link=link),
            Column("requirement", label("要求", "Requirement"), lambda r: str(r[0].name), link=link),
            Column("duty", label("责任", "Duty"), lambda r: str(NAMES[Theme(r[0].theme)])),
            Column("wanted", label("应有", "Wanted"), lambda r: sum(r[1]), "wanted", is_number=True),
            Column("share", label("有效率", "Fresh"), lambda r: Share(r[1][0], sum(r[1])).value, "share", shown_share,
                   is_number=True),
            Column("none", label("无证据", "None"), at(2), "none", is_number=True),
            Column("stale", label("过期", "Stale"), at(1), "stale", is_number=True),
            Column("unmet", label("不符合", "Found wanting"), at(3), "unmet", is_number=True),
        ],
        default_sort="share",
        page_size=100,
        empty=str(label("这里没有适用的要求。", "No requirement binds anything here.")),
    )  # fmt: skip


def gaps_table(codes: dict[int, Requirement]) -> Table:
    """Sites with what they lack; rows are `SiteRow` with `site`."""

    def lacking(row: SiteRow) -> str:
        found = [codes[n] for n, letter in enumerate(row.cells, start=1) if letter in GAPS and n in codes]
        return "、".join(r.code for r in sorted(found, key=lambda r: r.order))

    return Table(
        "gaps",
        label("有缺口的网点", "Sites with gaps"),
        [
            Column("site", label("网点", "Site"), lambda r: r.site.name,
                   link=lambda r: reverse("coverage:site", args=[r.site_id])),
            Column("brand", label("品牌", "Brand"), lambda r: name_of(r.site.brand)),
            Column("county", label("区县", "County"), lambda r: name_of(r.site.county), "county_id"),
            Column("gaps", label("缺口", "Gaps"), lambda r: r.gaps, "gaps", is_number=True),
            Column("lacking", label("缺什么", "What is missing"), lacking),
        ],
        default_sort="-gaps",
        empty=str(label("没有缺口。", "No gap.")),
    )  # fmt: skip
