"""`forecast volumes.csv --horizon 28 --out forecast.csv`: volume by area, class and day, with 90 % intervals."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from tqdm import tqdm

from yilu_planner.commands import ExitCode
from yilu_planner.forecast import Forecast, back_test, forecast, read_history, tree_by_code
from yilu_planner.forecast.model import NOTES
from yilu_planner.refusal import refuse_field
from yilu_planner.tables import as_csv, read_day, read_rows, write_json, write_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The table, how far ahead, how areas add up, and whether to show what it would have said before."""
    parser.add_argument(
        "volumes", type=Path, help="CSV: date,area,class,volume；未报之日不写行 / no row if not reported"
    )
    parser.add_argument("--horizon", type=int, required=True, metavar="DAYS", help="预测天数 / days ahead")
    parser.add_argument(
        "--areas", metavar="FILE|gb", help="CSV area,parent；或 gb 按行政区划代码汇总 / how areas add up"
    )
    parser.add_argument("--resumption", metavar="DAY", help="复工之日 / the day work began again after a standstill")
    parser.add_argument("--backtest", type=int, metavar="N", help="用过去 N 个起点回测 / back-test from N past days")
    parser.add_argument("--out", type=Path, metavar="FILE", help=".csv 或 .json；缺省为屏幕 / the screen if absent")


def run(args: argparse.Namespace) -> int:
    """Forecast and write; with --backtest, print the errors beside those of the seasonal-naive yardstick."""
    resumption = _day(args.resumption) if args.resumption else None
    history = read_history(args.volumes, _parents(args.areas, args.volumes))
    if args.backtest is not None:
        with tqdm(total=max(args.backtest, 0), unit="origin", disable=None) as bar:
            tested = back_test(history, args.horizon, origins=args.backtest, resumption=resumption, progress=bar.update)
        rows = [
            (h + 1, f"{error:.4f}", f"{naive:.4f}", f"{held:.3f}")
            for h, (error, naive, held) in enumerate(
                zip(tested.error.tolist(), tested.naive_error.tolist(), tested.held.tolist(), strict=True)
            )
        ]
        return _give(as_csv(("days_ahead", "error", "seasonal_naive_error", "interval_held"), rows), args.out)
    told = forecast(history, args.horizon, resumption=resumption)
    for code in sorted({code for notes in told.notes for code in notes}):
        zh, en = NOTES[code]
        count = sum(code in notes for notes in told.notes)
        print(f"{count} 个序列：{zh} / {count} series: {en}", file=sys.stderr)  # noqa: T201
    if args.out and args.out.suffix == ".json":
        write_json(args.out, _as_json(told))
        return ExitCode.DONE
    return _give(_as_table(told), args.out)


def _give(text: str, out: Path | None) -> int:
    if out:
        write_text(out, text)
    else:
        print(text, end="")  # noqa: T201
    return ExitCode.DONE


def _day(text: str) -> date:
    try:
        return read_day(text)
    except ValueError:
        raise refuse_field("resumption", text, "应为日期，如 2020-02-10", "a day such as 2020-02-10") from None


def _parents(areas: str | None, volumes: Path) -> dict[str, str]:
    if areas is None:
        return {}
    if areas == "gb":
        return tree_by_code({row["area"].strip() for _, row in read_rows(volumes, ("area",))})
    return {
        row["area"].strip(): row["parent"].strip()
        for _, row in read_rows(Path(areas), ("area", "parent"))
        if row["parent"].strip()
    }


def _as_table(told: Forecast) -> str:
    rows = (
        (day.isoformat(), area, kind, f"{volume:.1f}", f"{low:.1f}", f"{high:.1f}", " ".join(notes))
        for (area, kind), volumes, lows, highs, notes in zip(
            told.keys, told.volume.tolist(), told.low.tolist(), told.high.tolist(), told.notes, strict=True
        )
        for day, volume, low, high in zip(told.dates, volumes, lows, highs, strict=True)
    )
    return as_csv(("date", "area", "class", "volume", "low90", "high90", "notes"), rows)


def _as_json(told: Forecast) -> dict[str, Any]:
    return {
        "dates": [day.isoformat() for day in told.dates],
        "interval": 0.90,
        "notes": {code: {"zh": zh, "en": en} for code, (zh, en) in NOTES.items()},
        "series": [
            {"area": area, "class": kind, "volume": volume, "low": low, "high": high, "notes": list(notes)}
            for (area, kind), volume, low, high, notes in zip(
                told.keys, told.volume.tolist(), told.low.tolist(), told.high.tolist(), told.notes, strict=True
            )
        ],
    }
