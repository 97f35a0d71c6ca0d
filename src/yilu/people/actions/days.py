"""A day is opened before it comes (its table, its counters) and recounted, so that no counter drifts."""

import datetime as dt
from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.rows import insert_rows
from yilu.network.models import Site
from yilu.people import partitions
from yilu.people.actions._operator import check_is_system
from yilu.people.actions._storing import set_due
from yilu.people.actions._taking import FEW
from yilu.people.models import CoverageCell, MorningCheck, Worker

Cell = tuple[str, int, int]  # county, enterprise, brand
CELL_FIELDS = ("day", "county_id", "enterprise_id", "brand_id", "due", "reported", "abnormal")


def open_days(*, days: Sequence[dt.date], by: Actor, now: dt.datetime) -> int:
    """Make the tables of the days (PostgreSQL); how many were missing."""
    check_is_system(by)
    if connection.vendor != "postgresql":
        return 0
    made = 0
    for table in partitions.PARTITIONED:
        for day in sorted(set(days) - partitions.days_with_tables(table)):
            with transaction.atomic():
                partitions.make_day(table, day)
            made += 1
    if made:
        with acting("people.days.open", by=by, now=now) as act:
            act.changed(None, {"tables": made})
    return made


def follow_sites(*, by: Actor, now: dt.datetime) -> int:
    """Where a site moved to another county, branch or brand, its workers are placed there too; how many moved."""
    with acting("people.worker.follow_sites", by=by, now=now) as act:
        check_is_system(by)
        moved = Worker.objects.exclude(site=None).exclude(
            county_id=F("site__county_id"), enterprise_id=F("site__enterprise_id"), brand_id=F("site__brand_id")
        )
        pks = list(moved.values_list("pk", flat=True))
        site = Site.objects.filter(pk=OuterRef("site_id"))
        for start in range(0, len(pks), FEW):
            Worker.objects.filter(pk__in=pks[start : start + FEW]).update(
                county_id=Subquery(site.values("county_id")), enterprise_id=Subquery(site.values("enterprise_id")),
                brand_id=Subquery(site.values("brand_id")), version=F("version") + 1, changed_at=now,
            )  # fmt: skip
        act.changed(None, {"workers": len(pks)})
    return len(pks)


def count_due(*, day: dt.date, by: Actor, now: dt.datetime) -> int:
    """Count who should report on the day, beside the counters of who did; how many."""
    with acting("people.coverage.count_due", by=by, now=now) as act:
        check_is_system(by)
        due = _due(day)
        known = CoverageCell.objects.filter(day=day).values_list("county_id", "enterprise_id", "brand_id")
        set_due({(day, *cell): due.get(cell, 0) for cell in {*known, *due}})
        act.changed(None, {"day": day.isoformat(), "due": sum(due.values())})
    return sum(due.values())


def recount(*, day: dt.date, by: Actor, now: dt.datetime) -> int:
    """Count a day again from its records: who is due, who reported, who is not well. How many cells."""
    with acting("people.coverage.recount", by=by, now=now) as act:
        check_is_system(by)
        if connection.vendor == "postgresql":
            # Whoever raises a counter meanwhile waits, and then raises the new one: nothing is counted twice or lost.
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {CoverageCell._meta.db_table} IN EXCLUSIVE MODE")
        due, told = _due(day), _told(day)
        CoverageCell.objects.filter(day=day).delete()
        cells = [(day, *key, due.get(key, 0), *told.get(key, (0, 0))) for key in sorted({*due, *told})]
        insert_rows(CoverageCell, CELL_FIELDS, cells)
        act.changed(None, {"day": day.isoformat(), "cells": len(cells)})
    return len(cells)


def _due(day: dt.date) -> dict[Cell, int]:
    """Who should report: everybody at work, counted where he or she is placed now."""
    rows = (
        Worker.objects.due_on(day)
        .order_by()
        .values_list("county_id", "enterprise_id", "brand_id")
        .annotate(n=Count("pk"))
    )
    return {(county, unit or 0, brand or 0): n for county, unit, brand, n in rows}


def _told(day: dt.date) -> dict[Cell, tuple[int, int]]:
    rows = (
        MorningCheck.objects.filter(day=day)
        .order_by()
        .annotate(
            county=Coalesce("site__county_id", "worker__county_id"),
            unit=Coalesce("site__enterprise_id", 0),
            firm=Coalesce("site__brand_id", 0),
        )
        .values_list("county", "unit", "firm")
        .annotate(n=Count("worker_id"), wrong=Count("worker_id", filter=Q(is_normal=False)))
    )
    return {(county, unit, firm): (n, wrong) for county, unit, firm, n, wrong in rows}
