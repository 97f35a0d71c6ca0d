"""`yilu demo`: a synthetic world to look at, built through the rooms' own actions, and served."""

import argparse
import datetime as dt
import hashlib
import os
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from yilu.core import clock
from yilu.core.reasons import Denied
from yilu.desk.demo.emptying import empty_database
from yilu.desk.demo.parameters import Parameters
from yilu.desk.demo.people import ACCOUNTS, PASSWORD
from yilu.desk.demo.standing import what_stands
from yilu.desk.serving import unapplied_migrations
from yilu.territory.incoming import read_cases

# The published facts reach so far; the tree of places begins at the end of 2019.
FIRST, LAST = dt.date(2020, 1, 1), dt.date(2020, 6, 30)
STANDARD = dt.date(2020, 2, 17)
SITES, DAYS = (50, 1_000_000), (1, 180)


class Command(BaseCommand):
    requires_system_checks = ()  # of every page and address: they take longer than looking whether the world stands
    help = "Make a synthetic world (once) and serve it 建立并展示合成的演示世界"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sites", type=_between(*SITES), default=2000, help="网点数 number of sites")
        parser.add_argument("--date", type=_day, default=STANDARD, help="世界停在哪一天 the day it stands on")
        parser.add_argument("--days", type=_between(*DAYS), default=60, help="多少天的日报 days of reports")
        parser.add_argument("--seed", type=_between(0, 2**31), default=1, help="随机种子 same seed, same world")
        parser.add_argument(
            "--cases",
            type=Path,
            action="append",
            default=[],
            metavar="FILE",
            help="真实病例序列，可多次给出 a real case series (CSV), may be repeated",
        )
        parser.add_argument("--serve", action="store_true", help="建好即启动 serve it afterwards")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=_between(1, 65535), default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        parameters = Parameters(
            sites=options["sites"],
            date=options["date"],
            days=options["days"],
            seed=options["seed"],
            cases=_digest(options["cases"]),
        )
        if self._called_from_command_line:  # type: ignore[attr-defined]
            _as_demo(parameters.date)
        try:
            self._make(parameters, options["cases"])
        except Denied as denied:
            raise CommandError(" ".join(f"{r.text.zh} {r.text.en}" for r in denied.reasons)) from denied
        except KeyboardInterrupt:
            raise CommandError(
                "已中断；下次运行会从头重建。 Interrupted: the next run begins anew.", returncode=130
            ) from None
        self._tell(parameters, options["host"], options["port"])
        if options["serve"]:
            call_command("serve", host=options["host"], port=options["port"])

    def _make(self, parameters: Parameters, cases: list[Path]) -> None:
        stands = what_stands()
        stands.check_may_be_replaced()
        if stands.made == parameters.as_plain() and not unapplied_migrations():
            self.stderr.write("演示世界已在，直接使用。 The demo world stands already.")
            return
        for file in cases:
            read_cases(file.read_bytes())  # a file that cannot be read is refused before anything is taken away
        if not stands.empty:
            self.stderr.write("参数不同或上次未完成：重建演示世界。 Other parameters, or half made: built anew.")
            empty_database()
        from yilu.desk.demo.building import build_world  # heavy, and not needed for a world that stands

        began = time.monotonic()
        reports = build_world(parameters, cases=cases, now=clock.now())
        connections.close_all()
        self.stderr.write(
            f"合成世界已建成：{parameters.sites:,} 处网点，{reports:,} 份日报，用时 {time.monotonic() - began:.1f} 秒。"
            f" Built: {parameters.sites:,} sites, {reports:,} reports."
        )

    def _tell(self, parameters: Parameters, host: str, port: int) -> None:
        write = self.stdout.write
        write("")
        write("一切数据均为合成，品牌、网点、人员均为虚构。 All data are synthetic; brands and people are fictional.")
        if parameters.cases:
            write("病例为所给文件中的真实数据。 The cases are real, from the file given.")
        write(f"世界停在 {parameters.date:%Y-%m-%d}。 The world stands on {parameters.date:%d %b %Y}.")
        write("")
        for account in ACCOUNTS:
            write(f"  {account.username:<12}{account.zh} {account.en}")
        write("")
        write(f"  密码 password  {PASSWORD}  （所有账号相同，仅供演示 the same for all, for the demonstration only）")
        write(f"  地址 address   http://{host}:{port}/")
        write("")
        self.stdout.flush()  # serving goes on for hours


def _as_demo(day: dt.date) -> None:
    """Settings are read once, at the start: begin again with those of the demo where they are not there yet."""
    wanted = {"YILU_DEMO": "true", "YILU_TODAY": day.isoformat(), "YILU_HTTPS": "false", "YILU_REQUIRE_TOTP": "false"}
    if "YILU_HOME" not in os.environ and "DATABASE_URL" not in os.environ:
        wanted["YILU_HOME"] = str(Path.home() / ".yilu-demo")  # never beside somebody's real data
    if all(os.environ.get(k) == v for k, v in wanted.items()):
        return
    sys.stdout.flush()
    os.execve(sys.executable, [sys.executable, "-m", "yilu", *sys.argv[1:]], {**os.environ, **wanted})


def _digest(files: list[Path]) -> str:
    """What tells one case series from another; empty without one."""
    missing = [str(f) for f in files if not f.is_file()]
    if missing:
        raise CommandError(f"找不到病例文件 No such case file: {', '.join(missing)}")
    return hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()[:16] if files else ""


def _between(low: int, high: int) -> Any:
    def whole(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"须为 {low} 到 {high} 的整数 a whole number from {low} to {high}: {text}")
        return int(text)

    return whole


def _day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"日期写作 2020-02-17 a day is written 2020-02-17: {text}") from error
    if not FIRST <= day <= LAST:
        raise argparse.ArgumentTypeError(
            f"演示世界按 {FIRST} 至 {LAST} 的公开数据校准 the demo world is calibrated from {FIRST} to {LAST}: {text}"
        )
    return day
