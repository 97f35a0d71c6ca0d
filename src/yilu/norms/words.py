"""How provisions and settings are said on pages, in exports and in the API."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from yilu.core.text import Text, chinese
from yilu.network.models import Site
from yilu.norms.models import Provision, Setting
from yilu.norms.rules.kinds import Post, Proof, named
from yilu.norms.rules.parameters import NOT_SET, PARAMETERS
from yilu.territory.words import TIERS, Tier

EVERYBODY = Text("全部网点", "every site")
ON_EVENT = Text("发生时", "when it happens")
NO_INTERVAL = Text("未规定", "not fixed")


def _joined(words: Iterable[object]) -> str:
    return ("、" if chinese() else ", ").join(str(w) for w in words)


def _listed(kind: type[StrEnum], codes: Iterable[str]) -> str:
    return _joined(named(kind, c) for c in codes)


def binds(provision: Provision) -> str:
    """Whom it binds."""
    kinds = _joined(Site.Kind(k).label for k in provision.kinds if k in Site.Kind)
    tiers = _joined(TIERS[Tier(t)][1] for t in provision.tiers if t in set(Tier))
    return " · ".join(w for w in (tiers, kinds, _listed(Post, provision.posts)) if w) or str(EVERYBODY)


def proofs(provision: Provision) -> str:
    """What proves it."""
    return _listed(Proof, provision.proofs)


def interval(provision: Provision) -> str:
    """How often it is asked for."""
    if provision.every_hours is not None:
        return str(Text("每 {n} 小时", "every {n} h").filled(n=provision.every_hours))
    if provision.times_a_day is not None:
        return str(Text("每日 {n} 次", "{n} a day").filled(n=provision.times_a_day))
    if provision.days_ahead is not None:
        return str(Text("提前 {n} 天", "{n} days ahead").filled(n=provision.days_ahead))
    return str(ON_EVENT if provision.on_event else NO_INTERVAL)


def cited(provision: Provision) -> str:
    """Document and clause in the reader's language."""
    return " ".join(w for w in (str(provision.norm.name), provision.norm.document, provision.clause) if w)


def number(value: Decimal) -> str:
    """37.30 is 37.3, 4.00 is 4."""
    return f"{value.normalize():f}"


def ordered(key: str, setting: Setting | None) -> str:
    """A number with its unit; what is not set says so."""
    return str(NOT_SET) if setting is None else f"{number(setting.value)} {PARAMETERS[key].unit}"
