"""Who decided what, how fast, citing what: per officer and area, so that raising the bar shows."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import median

from django.db.models import F

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.filings.models import Citation, Decision
from yilu.filings.rules.states import Verb
from yilu.network.listing import ListedQuerySet
from yilu.network.models import Site

REVIEWED = (Verb.PASS, Verb.RETURN, Verb.LAPSE)


def decisions(actor: Actor) -> ListedQuerySet[Decision]:
    """The decisions the actor may see, the latest first."""
    rows = Decision.objects.within(actor.jurisdiction, Permission.FILING_READ)
    return rows.select_related("site__brand", "site__county", "area", "officer", "filing").order_by("-at", "-pk")


def standing_decisions(site: Site) -> list[Decision]:
    """What stands against a site, with what each cites."""
    rows = Decision.objects.filter(site=site, ended_at=None).exclude(verb__in=(Verb.PASS, Verb.LAPSE))
    return list(rows.prefetch_related("citations__provision__requirement", "citations__provision__norm").order_by("pk"))


@dataclass(slots=True)
class OfOfficer:
    """One officer's decisions in one area. Minutes: from filing to decision, the middle one; None: none reviewed."""

    officer: str
    area_zh: str
    area_en: str
    passed: int = 0
    returned: int = 0
    ran_out: int = 0
    rectify: int = 0
    suspended: int = 0
    cited: int = 0
    again: int = 0
    contested: int = 0
    revoked: int = 0
    minutes: list[int] = field(default_factory=list)

    @property
    def middle_hours(self) -> float | None:
        """The middle time to a decision, in hours."""
        return round(median(self.minutes) / 60, 1) if self.minutes else None


_COUNTED = {Verb.PASS: "passed", Verb.RETURN: "returned", Verb.LAPSE: "ran_out", Verb.RECTIFY: "rectify",
            Verb.SUSPEND: "suspended"}  # fmt: skip


def by_officer(
    actor: Actor, *, area: str, first: dt.datetime, until: dt.datetime
) -> tuple[list[OfOfficer], list[tuple[str, int]]]:
    """Each officer by area, those who let most run out first; and how often each requirement was cited."""
    rows = Decision.objects.within(actor.jurisdiction, Permission.FILING_OVERSEE).in_area(area)
    rows = rows.filter(at__gte=first, at__lt=until)
    found: dict[tuple[int | None, str], OfOfficer] = {}
    told = rows.order_by().values_list(
        "officer_id", "officer__name", "by_area_id", "by_area__name_zh", "by_area__name_en", "verb", "cited", "again",
        "minutes", "contest__pk", "ended",
    )  # fmt: skip
    for officer, name, code, zh, en, verb, cited, again, minutes, contest, ended in told:
        line = found.setdefault((officer, code), OfOfficer(name or "—", zh, en))
        counted = _COUNTED[Verb(verb)]
        setattr(line, counted, getattr(line, counted) + 1)
        line.cited += cited
        line.again += again
        line.contested += contest is not None
        line.revoked += ended == Decision.Ended.REVOKED
        if verb in REVIEWED and minutes is not None:
            line.minutes.append(minutes)
    codes = Citation.objects.filter(decision__in=rows).values_list(F("provision__requirement__code"), flat=True)
    often = Counter(codes)
    return sorted(found.values(), key=lambda o: (-o.ran_out, -o.again, -o.returned, o.officer)), often.most_common()


def met_before(decision_rows: list[Decision]) -> dict[str, int]:
    """Requirements that stood met, uncited, at one of these earlier decisions; by code, how many times."""
    found: defaultdict[str, int] = defaultdict(int)
    for decision in decision_rows:
        cited = {c.provision.requirement.code for c in decision.citations.all()}
        for code in decision.met_codes:
            found[code] += code not in cited
    return dict(found)
