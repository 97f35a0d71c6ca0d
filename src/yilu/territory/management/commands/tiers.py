"""`yilu tiers --date D`: the tier of every county, published beside computed."""

import argparse
import csv
import datetime as dt
import json
import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from yilu.core import clock
from yilu.core.jurisdiction import NATION
from yilu.core.text import chinese
from yilu.territory.models import Area
from yilu.territory.queries import area, areas_at, effective_tiers, named
from yilu_planner.risk import RULE_SETS, Parameters

COLUMNS = ("gb_code", "name", "published", "computed", "effective", "reason")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: 日期应为 YYYY-MM-DD the date must be YYYY-MM-DD") from error


class Command(BaseCommand):
    help = "县级风险等级：公布、计算、生效 county risk tiers: published, computed, effective"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="缺省为今天 default: today")
        parser.add_argument("--area", default=NATION, metavar="CODE", help="区划代码 division code (default: 100000)")
        parser.add_argument("--rules", choices=sorted(RULE_SETS), help="缺省按日期和地区 default: by date and place")
        parser.add_argument(
            "--boundary",
            choices=("inclusive", "exclusive"),
            default="inclusive",
            help="第14天当天是否算满 does the fourteenth day itself end the wait",
        )
        parser.add_argument("--format", choices=("csv", "json"), default="csv")
        parser.add_argument("--language", choices=("zh", "en"), default="zh")

    def handle(self, *args: Any, **options: Any) -> None:
        day: dt.date = options["date"] or clock.today()
        code = options["area"]
        if not re.fullmatch(r"\d{6}", code) or area(code) is None:
            raise CommandError(f"没有区划代码 {code}。 There is no division with the code {code}.")
        rows = list(_rows(code, day, options))
        if options["format"] == "json":
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        writer = csv.DictWriter(self.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _rows(code: str, day: dt.date, options: dict[str, Any]) -> list[dict[str, str]]:
    counties = named(areas_at(Area.Level.COUNTY, within=code, on=day), on=day)
    views = effective_tiers(
        [c.code for c in counties],
        on=day,
        rules=options["rules"],
        parameters=Parameters(boundary_clears=options["boundary"] == "inclusive"),
    )
    with translation.override("en" if options["language"] == "en" else "zh-hans"):
        return [
            {
                "gb_code": c.code,
                "name": c.name_zh if chinese() else c.name_en,
                "published": views[c.code].published.value,
                "computed": views[c.code].computed.value,
                "effective": views[c.code].effective.value,
                "reason": str(views[c.code].reason),
            }
            for c in counties
        ]
