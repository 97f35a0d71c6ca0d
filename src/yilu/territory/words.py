"""What the values of territory are called, and how they are shown on pages."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from yilu.core.text import Text
from yilu.territory.models import Area, AreaChange
from yilu_planner.risk import Tier

# The desk knows the tiers from here, not from the planner.
__all__ = ["BASES", "CHANGES", "LEVELS", "TIERS", "Tier", "shown_name", "tier_badge"]

# A second sign beside the colour, for those who do not see it.
TIERS: dict[Tier, tuple[str, Text]] = {
    Tier.HIGH: ("▲", Text("高风险", "High")),
    Tier.MEDIUM: ("◆", Text("中风险", "Medium")),
    Tier.LOW: ("●", Text("低风险", "Low")),
    Tier.UNKNOWN: ("—", Text("未知", "Unknown")),
}
LEVELS: dict[int, Text] = {
    Area.Level.NATION: Text("全国", "Nation"),
    Area.Level.PROVINCE: Text("省级", "Province"),
    Area.Level.PREFECTURE: Text("地级", "Prefecture"),
    Area.Level.COUNTY: Text("县级", "County"),
}
CHANGES: dict[str, Text] = {
    AreaChange.Kind.RENAME: Text("更名", "renamed"),
    AreaChange.Kind.RECODE: Text("改设、代码变更", "became, under a new code"),
    AreaChange.Kind.MERGE: Text("并入", "merged into"),
    AreaChange.Kind.SPLIT: Text("划入", "went in part to"),
    AreaChange.Kind.ABOLISH: Text("撤销", "abolished"),
    AreaChange.Kind.CREATE: Text("设立", "set up"),
}
BASES: dict[str, Text] = {
    AreaChange.Basis.APPROVED: Text("批复日", "approved"),
    AreaChange.Basis.ANNOUNCED: Text("公布日", "announced"),
    AreaChange.Basis.FOUNDED: Text("成立日", "founded"),
    AreaChange.Basis.YEAR: Text("只知年份，记在年末", "only the year is known: put at its end"),
}


def tier_badge(tier: Tier | str) -> SafeString:
    """A tier as sign, word and colour."""
    sign, name = TIERS[Tier(tier)]
    return format_html(
        '<span class="tier tier-{}"><span class="tier-sign" aria-hidden="true">{}</span> {}</span>',
        Tier(tier).value,
        sign,
        name,
    )


def shown_name(area: Area) -> str:
    """The area's name in the reader's language."""
    return str(Text(area.name_zh, area.name_en))
