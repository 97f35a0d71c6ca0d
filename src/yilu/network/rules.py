"""What may become of a site: its states, the moves between them, and what coordinates and codes must look like."""

from collections.abc import Mapping
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from yilu.core.reasons import Reason, reason

ORDERLY_SUSPENSION = "《快递暂行条例》第二十九条（2019年修订）"
# Degrees between which the country lies.
EAST_WEST = (73.0, 136.0)
SOUTH_NORTH = (3.0, 54.0)


class SiteStatus(StrEnum):
    """The states of a site, as `Site.Status` stores them."""

    NOT_OPENED = "not_opened"
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"


# From a state to those it may move to. Only `filings` (and the seeding of a demonstration) moves a site to OPEN.
TRANSITIONS: Mapping[SiteStatus, frozenset[SiteStatus]] = {
    SiteStatus.NOT_OPENED: frozenset({SiteStatus.OPEN, SiteStatus.SUSPENDED, SiteStatus.CLOSED}),
    SiteStatus.OPEN: frozenset({SiteStatus.SUSPENDED, SiteStatus.CLOSED}),
    SiteStatus.SUSPENDED: frozenset({SiteStatus.OPEN, SiteStatus.CLOSED}),
    SiteStatus.CLOSED: frozenset(),
}

# The states an import may state for a site: never OPEN.
IMPORTABLE = frozenset({SiteStatus.NOT_OPENED, SiteStatus.SUSPENDED, SiteStatus.CLOSED})

ALREADY_SO = reason("network.already_so", "网点已经处于这一状态。", "The site is already in that state.")
CLOSED_FOR_GOOD = reason(
    "network.closed_for_good",
    "网点已关闭，不能再变更状态；重新营业请以新编码登记。",
    "The site is closed for good; to work again it is registered under a new code.",
)
NO_WAY_BACK = reason(
    "network.no_way_back",
    "营业中或已停业的网点不能退回“未复工”。",
    "A site that has opened or is suspended does not go back to “not reopened”.",
)
NEEDS_CAUSE = reason(
    "network.needs_cause", "停业或关闭须写明原因。", "A suspension or closure must state its cause.", ORDERLY_SUSPENSION
)
NEEDS_FILING = reason(
    "network.needs_filing",
    "网点凭复工报备回执营业；本处只能停业，不能开业。",
    "A site opens on the receipt of a resumption filing; it can be suspended here, not opened.",
)
LATER = reason("network.since_later", "起始时间不能晚于现在。", "It cannot have begun later than now.")
EARLIER = reason(
    "network.since_earlier",
    "起始时间早于上一次状态变更。",
    "It would begin before the site's last change of state.",
)


def why_not_become(status: str, wanted: str) -> list[Reason]:
    """Why a site in `status` may not move to `wanted`; empty if it may."""
    now, then = SiteStatus(status), SiteStatus(wanted)
    if then in TRANSITIONS[now]:
        return []
    if now == then:
        return [ALREADY_SO]
    return [CLOSED_FOR_GOOD if now == SiteStatus.CLOSED else NO_WAY_BACK]


def why_not_suspend(status: str, *, cause: str) -> list[Reason]:
    """Why the site may not be suspended."""
    return why_not_become(status, SiteStatus.SUSPENDED) + ([] if cause.strip() else [NEEDS_CAUSE])


def why_not_close(status: str, *, cause: str) -> list[Reason]:
    """Why the site may not be closed for good."""
    return why_not_become(status, SiteStatus.CLOSED) + ([] if cause.strip() else [NEEDS_CAUSE])


def why_not_open(status: str, *, receipt: str) -> list[Reason]:
    """Why the site may not be opened; `receipt` is the number of the resumption filing it opens on."""
    return why_not_become(status, SiteStatus.OPEN) + ([] if receipt.strip() else [NEEDS_FILING])


def why_not_credit_code(code: str) -> list[Reason]:
    """Why the unified social credit code (GB 32100-2015, 18 characters with a check character) cannot be right."""
    try:
        uscc.validate(code)
    except ValidationError:
        return [
            reason(
                "network.credit_code",
                "统一社会信用代码“{given}”有误：应为18位，且末位校验码要相符。",
                "“{given}” is not a unified social credit code: 18 characters, the last of which checks the others.",
                "GB 32100-2015",
                given=code,
            )
        ]
    return []


def why_not_coordinates(longitude: float | None, latitude: float | None) -> list[Reason]:
    """Why the pair (degrees, CGCS2000) cannot be a place in China."""
    if longitude is None and latitude is None:
        return []
    if longitude is None or latitude is None:
        return [reason("network.half_coordinates", "经度和纬度须同时填写。", "Give both longitude and latitude.")]
    if EAST_WEST[0] <= longitude <= EAST_WEST[1] and SOUTH_NORTH[0] <= latitude <= SOUTH_NORTH[1]:
        return []
    if EAST_WEST[0] <= latitude <= EAST_WEST[1] and SOUTH_NORTH[0] <= longitude <= SOUTH_NORTH[1]:
        return [
            reason(
                "network.coordinates_swapped",
                "经度与纬度似乎填反了（{longitude}，{latitude}）。",
                "Longitude and latitude seem to be swapped ({longitude}, {latitude}).",
                longitude=longitude,
                latitude=latitude,
            )
        ]
    return [
        reason(
            "network.coordinates_abroad",
            "坐标（{longitude}，{latitude}）不在中国境内。",
            "The coordinates ({longitude}, {latitude}) do not lie in China.",
            longitude=longitude,
            latitude=latitude,
        )
    ]


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (longitude, latitude) pairs in degrees."""
    (x1, y1), (x2, y2) = ((radians(p[0]), radians(p[1])) for p in (a, b))
    h = sin((y2 - y1) / 2) ** 2 + cos(y1) * cos(y2) * sin((x2 - x1) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(h))
