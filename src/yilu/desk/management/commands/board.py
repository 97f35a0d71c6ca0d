"""`yilu board`: the board of one area and day on the terminal, the same numbers as the page."""

import argparse
import datetime as dt
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from yilu.core import clock
from yilu.core.actor import system
from yilu.core.jurisdiction import NATION
from yilu.desk.board.plain import lines
from yilu.desk.board.reading import Asked, read
from yilu.desk.board.wire import board_values
from yilu.territory import queries as territory


def _hour(text: str) -> dt.datetime:
    found = dt.datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=clock.ZONE)


class Command(BaseCommand):
    """Prints one board."""

    help = "打印一个地区一天的看板。 Prints the board of one area and day."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Which board."""
        parser.add_argument("--date", type=dt.date.fromisoformat, help="YYYY-MM-DD; today if not given")
        parser.add_argument("--area", default=NATION, help="GB/T 2260 code; the nation is 100000")
        parser.add_argument("--since", type=dt.date.fromisoformat, help="the day to compare with; a week before")
        parser.add_argument("--known-at", type=_hour, help="as known at this hour, e.g. 2020-02-17T08:00")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument("--language", choices=("zh-hans", "en"), default="zh-hans", help="of the text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        code = options["area"]
        area = territory.area(code)
        if area is None:
            raise CommandError(f"没有代码为 {code} 的地区。 There is no area {code}.")
        day = options["date"] or clock.today()
        asked = Asked(code=code, day=day, since=options["since"], known_at=options["known_at"])
        with translation.override(options["language"]):
            board = read(asked, area, actor=system("cli:board"))
            if options["format"] == "json":
                self.stdout.write(json.dumps(board_values(board), ensure_ascii=False, indent=2))
            else:
                self.stdout.write("\n".join(lines(board)))
