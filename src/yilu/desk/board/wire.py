"""A board as plain values: what `yilu board --format json` prints and the API answers with."""

from typing import Any

from yilu.desk.board.picture import Board, Unit
from yilu.desk.board.sentence import answer
from yilu.operations.queries import OutsideFigure, Ranked, TargetView, board_json
from yilu.people.queries import Morning
from yilu.people.queries.staffing import Staffing
from yilu.supplies.queries import Protection
from yilu.territory.queries import CaseRow, TierView


def board_values(board: Board) -> dict[str, Any]:
    """The figures of the area at the top level, then what stands beside them."""
    sentence = answer(board)
    return {
        **board_json(board.now),
        "answer_zh": sentence.zh,
        "answer_en": sentence.en,
        "since": board.since.isoformat(),
        "yesterday": board_json(board.yesterday),
        "then": board_json(board.then),
        "sector": board_json(board.sector) if board.sector else None,
        "targets": [_target(t) for t in board.targets],
        "risk_tiers": {tier.value: count for tier, count in board.tiers.items()},
        "tier_check": _tier_check(board.own_tier),
        "cases": _cases(board.cases),
        "morning": _morning(board.morning),
        "protection": _protection(board.protection),
        "staffing": _staffing(board.staffing),
        "cases_then": _cases(board.cases_then),
        "flags": [
            {"code": f.reason.code, "zh": f.reason.text.zh, "en": f.reason.text.en, "count": f.count}
            for f in board.flags
        ],
        "outside": [_outside(o) for o in board.outside],
        "below": [_unit(u) for u in board.units],
        "worst": [_ranked(r) for r in board.worst],
        "changed": [_ranked(r) for r in board.changed],
    }


def _target(target: TargetView) -> dict[str, Any]:
    return {
        "code": target.code,
        "area": target.area,
        "share": target.share,
        "announced": target.announced.isoformat(),
        "due": target.due.isoformat(),
        "words_zh": target.words.zh,
        "words_en": target.words.en,
        "document": target.document,
        "rates": list(target.rates),
        "distances": target.distances,
        "reached": target.reached,
    }


def _tier_check(view: TierView | None) -> dict[str, Any] | None:
    """Of a county: what was published, and what the rules compute from its cases beside it."""
    if view is None:
        return None
    why = view.reason
    return {
        "published": view.published.value,
        "computed": view.computed.value,
        "disagrees": view.disagrees,
        "reason": {"code": why.code, "zh": why.text.zh, "en": why.text.en},
    }


def _cases(row: CaseRow | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "as_of": row.as_of.isoformat(),
        "confirmed": row.confirmed,
        "cured": row.cured,
        "dead": row.dead,
        "new_confirmed": row.new_confirmed,
        "source": row.source,
        "synthetic": row.synthetic,
    }


def _morning(morning: Morning | None) -> dict[str, Any] | None:
    """`abnormal` null: so few that it would give away who; `open_cases` null: not the reader's to know."""
    if morning is None:
        return None
    return {
        "due": morning.due,
        "reported": morning.reported,
        "missing": morning.missing,
        "rate": morning.rate,
        "roster": morning.day.isoformat(),
        "abnormal": morning.told_abnormal,
        "open_cases": morning.open_cases,
    }


def _protection(told: Protection | None) -> dict[str, Any] | None:
    """`days` null: no number of masks a person and day is ordered."""
    if told is None:
        return None
    names = ("people", "unprotected", "sites", "short_sites", "masks", "coming", "days")
    return {name: getattr(told, name) for name in names}


def _staffing(told: Staffing | None) -> dict[str, Any] | None:
    """Heads; `recruits` null: no emergency is on record, so nobody can say since when."""
    if told is None:
        return None
    names = ("wanted", "present", "gap", "away", "away_high", "isolated", "recruits")
    return {name: getattr(told, name) for name in names}


def _outside(found: OutsideFigure) -> dict[str, Any]:
    f = found.figure
    return {
        "metric": f.metric,
        "value": f.value,
        "numerator": f.numerator,
        "denominator": f.denominator,
        "unit": f.unit,
        "as_of": f.as_of.isoformat(),
        "scope": f.scope,
        "reporter": f.reporter,
        "flags": [r.plain for r in found.flags],
    }


def _unit(unit: Unit) -> dict[str, Any]:
    withheld = unit.now.withheld.code if unit.now and unit.now.withheld else None
    return {
        "area": unit.code,
        "name_zh": unit.name.zh,
        "name_en": unit.name.en,
        "sites": unit.now.sites if unit.now else None,
        "sites_missing": unit.now.sites_missing if unit.now else None,
        "rates": {r.code: r.value for r in unit.now.rates} if unit.now else {},
        "backlog": unit.now.volume.backlog if unit.now else None,
        "new_confirmed": unit.cases.new_confirmed if unit.cases else None,
        "risk_tiers": {tier.value: n for tier, n in (unit.tiers or {}).items()},
        "unchecked": unit.morning.missing if unit.morning else None,
        "withheld": withheld,
    }


def _ranked(row: Ranked) -> dict[str, Any]:
    return {
        "area": row.area,
        "name_zh": row.area_name.zh,
        "name_en": row.area_name.en,
        "value": row.value,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "before": row.before,
        "change": row.change,
    }
