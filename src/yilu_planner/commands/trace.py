"""`trace contacts.csv --index ID --until T --days 14`: who must be told, by degree, with the path to each."""

import argparse
import json
from datetime import date, datetime, timedelta
from pathlib import Path

from yilu_planner.commands import ExitCode
from yilu_planner.refusal import refuse_field
from yilu_planner.tables import as_csv, read_moment, write_text
from yilu_planner.tracing import Contact, read_records, trace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, the index person, the window: its length has no default, for no text fixes it for all."""
    parser.add_argument("contacts", type=Path, help="CSV: person,place,start,end 或 a,b,start,end[,place]")
    parser.add_argument("--index", required=True, metavar="ID", help="指标人员 / the index person")
    parser.add_argument(
        "--until", required=True, metavar="T", help="截止时间；只写日期即到当日24时 / end of the window"
    )
    parser.add_argument("--days", required=True, type=int, metavar="N", help="回溯天数 / days looked back")
    parser.add_argument(
        "--min-minutes", type=int, default=1, metavar="M", help="至少同处分钟数 / least minutes together"
    )
    parser.add_argument("--format", choices=("text", "csv", "json"), default="text")
    parser.add_argument("--out", type=Path, metavar="FILE", help="写入文件，缺省为屏幕 / a file instead of the screen")


def run(args: argparse.Namespace) -> int:
    """Trace, and print or write the contacts in the wanted format."""
    until = _until(args.until)
    records = read_records(args.contacts)
    found = trace(records, args.index, until=until, days=args.days, min_minutes=args.min_minutes)
    text = {"text": _as_text, "csv": _as_table, "json": _as_json}[args.format](found, args, until)
    if args.out:
        write_text(args.out, text)
    else:
        print(text, end="")  # noqa: T201
    return ExitCode.DONE


def _until(text: str) -> datetime:
    try:
        if len(text.strip()) <= 10:
            day = date.fromisoformat(text.strip())
            return datetime(day.year, day.month, day.day) + timedelta(days=1)  # noqa: DTZ001 - local time
        return read_moment(text)
    except (ValueError, OverflowError):
        raise refuse_field(
            "until", text, "应如 2020-02-20 或 2020-02-20T18:00", "a day or a moment such as 2020-02-20T18:00"
        ) from None


def _as_json(found: list[Contact], args: argparse.Namespace, until: datetime) -> str:
    answer = {
        "index": args.index,
        "since": (until - timedelta(days=args.days)).isoformat(timespec="minutes"),
        "until": until.isoformat(timespec="minutes"),
        "min_minutes": args.min_minutes,
        "contacts": [
            {
                "person": contact.person,
                "degree": contact.degree,
                "minutes": contact.minutes,
                "place": contact.place,
                "path": [
                    {
                        "from": step.who,
                        "to": step.met,
                        "place": step.place,
                        "minutes": step.minutes,
                        "first": step.first.isoformat(timespec="minutes"),
                        "last": step.last.isoformat(timespec="minutes"),
                    }
                    for step in contact.path
                ],
            }
            for contact in found
        ],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _as_table(found: list[Contact], args: argparse.Namespace, until: datetime) -> str:
    return as_csv(
        ("degree", "person", "minutes", "place", "first", "last", "path"),
        (
            (
                contact.degree,
                contact.person,
                contact.minutes,
                contact.place,
                contact.path[-1].first.isoformat(timespec="minutes"),
                contact.path[-1].last.isoformat(timespec="minutes"),
                " > ".join((args.index, *(step.met for step in contact.path))),
            )
            for contact in found
        ),
    )


def _as_text(found: list[Contact], args: argparse.Namespace, until: datetime) -> str:
    first = sum(contact.degree == 1 for contact in found)
    lines = [
        f"{args.index}：截至 {until:%Y-%m-%d %H:%M} 的 {args.days} 天内，"
        f"密接 {first} 人，次密接 {len(found) - first} 人",
        f"{args.index}: in the {args.days} days until {until:%Y-%m-%d %H:%M}, "
        f"{first} contacts and {len(found) - first} contacts of contacts",
    ]
    for contact in found:
        step = contact.path[-1]
        path = " > ".join((args.index, *(link.met for link in contact.path)))
        lines.append(
            f"{contact.degree}  {contact.person}  {contact.minutes} min  {contact.place or '-'}  "
            f"{step.first:%m-%d %H:%M}–{step.last:%m-%d %H:%M}  {path}"
        )
    return "\n".join(lines) + "\n"
