"""Six people take the last masks of one site at the same instant; the outcome is printed as JSON. Run by its test."""

# ruff: noqa: E402  # Django is set up before models are imported

import json
import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from tests.world import build
from tests.yilu.supplies.kept import ACT, held, item, receive
from yilu.core.reasons import Denied
from yilu.supplies import actions

TAKERS = 6


def main() -> None:
    """Migrate, build the world, take all at once."""
    call_command("migrate", verbosity=0)
    world, together = build(), Barrier(TAKERS)
    place, masks = receive(world.sites["jia_furong"], 100), item()

    def take(_: int) -> str:
        together.wait()
        try:
            actions.use(place=place, item=masks, pieces=30, **ACT)
        except Denied:
            return "refused"
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(TAKERS) as pool:
        outcomes = sorted(pool.map(take, range(TAKERS)))
    print(json.dumps([outcomes, held(place)]))  # noqa: T201


if __name__ == "__main__":
    main()
