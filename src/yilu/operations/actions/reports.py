"""Report a site's day, one by one or by the hundred thousand; a correction is a new version, nothing is overwritten."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import IntegrityError, connection

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.jurisdiction import NATION
from yilu.core.reasons import Conflict, Invalid, Reason, reason
from yilu.network.models import Site
from yilu.operations.access import check_can_report
from yilu.operations.actions._taking import Bulk, take
from yilu.operations.models import DayDraft, SiteReport
from yilu.operations.reporting import SiteDay, SiteFigures, Taken

T = TypeVar("T")

CHANGED = reason(
    "operations.report.changed",
    "您填写期间，这一天的日报已有新版本。请核对后再报。",
    "A new version of this day arrived while you were writing. Compare and report again.",
)
ATTEMPTS = 3
NAMED_ROWS = 20  # how many refused rows a refusal of a whole bulk names


def report_site_day(
    *,
    site: Site,
    day: dt.date,
    figures: SiteFigures,
    source: str,
    by: Actor,
    now: dt.datetime,
    expected_version: int | None = None,
) -> SiteReport:
    """Take the day's report as the next version. `expected_version`: the one the writer saw (0: none)."""

    def attempt() -> SiteReport:
        with acting(
            "operations.report.send", by=by, now=now, on=site, area=site.county_id, brand_id=site.brand_id
        ) as act:
            check_can_report(by, site)
            # Reports of one site come one after the other (PostgreSQL; SQLite has one writer anyway).
            Site.objects.select_for_update(no_key=True).filter(pk=site.pk).first()
            versions = SiteReport.objects.filter(site=site, day=day)
            last = versions.filter(current=True).first()
            if expected_version is not None and expected_version != (last.version if last else 0):
                raise Conflict(CHANGED)
            outcome = take([SiteDay(site.pk, day, figures)], source=source, by=by, now=now)
            if outcome.refused:
                raise Invalid(*outcome.refused[0][1])
            report = versions.get(current=True)
            DayDraft.objects.filter(site=site, day=day, user_id=by.user_id or 0).delete()
            act.changed(_plain(last), _plain(report))
        return report

    return _again(attempt)


def report_many(*, rows: Iterable[SiteDay], source: str, by: Actor, now: dt.datetime, partial: bool = False) -> Taken:
    """Take many days of many sites in one act. Unless `partial`, one bad row refuses all."""
    rows = list(rows)

    def attempt() -> Taken:
        with acting("operations.report.send_many", by=by, now=now, area=NATION) as act:
            outcome = take(rows, source=source, by=by, now=now)
            if outcome.refused and not partial:
                raise Invalid(*_named(outcome))
            act.changed(
                None,
                {
                    "taken": outcome.taken,
                    "corrections": outcome.corrections,
                    "refused": len(outcome.refused),
                    "source": source,
                    "digest": _digest(rows),
                },
            )
        return Taken(outcome.taken, outcome.refused, outcome.corrections, outcome.unmapped_products)

    return _again(attempt)


def _again(attempt: Callable[[], T]) -> T:
    """Two reports of one site and day at the same instant: the later one becomes the next version."""
    for _ in range(ATTEMPTS - 1):
        try:
            return attempt()
        except IntegrityError:
            if connection.in_atomic_block:
                raise
    try:
        return attempt()
    except IntegrityError as error:
        raise Conflict(CHANGED) from error


def _named(outcome: Bulk) -> list[Reason]:
    named = []
    for place, why in outcome.refused[:NAMED_ROWS]:
        zh, en = "；".join(w.text.zh for w in why), " ".join(w.text.en for w in why)
        named.append(reason(why[0].code, f"第{place + 1}行：{zh}", f"Row {place + 1}: {en}"))
    return named


def _digest(rows: list[SiteDay]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(repr((row.site_id, row.day, tuple(row.figures), row.received_at)).encode())
    return digest.hexdigest()


def _plain(report: SiteReport | None) -> dict[str, object] | None:
    if report is None:
        return None
    names = ("version", "is_open", "collected", "delivered", "backlog", "on_post_own", "on_post_outsourced",
             "roster_own", "roster_outsourced", "decrees", "classes", "supplies")  # fmt: skip
    return {"day": report.day.isoformat(), **{n: getattr(report, n) for n in names}}
