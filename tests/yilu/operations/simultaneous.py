"""Four people report the same site and day at the same instant; what was kept is printed as JSON. Run by its test."""

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
from tests.yilu.operations.ground import tell
from yilu.operations.models import SiteReport

SENDERS = 4


def main() -> None:
    """Migrate, build the world, report all at once."""
    call_command("migrate", verbosity=0)
    world, together = build(), Barrier(SENDERS)

    def send(n: int) -> None:
        together.wait()
        tell(world, "jia_furong", collected=100 + n)
        connection.close()

    with ThreadPoolExecutor(SENDERS) as pool:
        list(pool.map(send, range(SENDERS)))
    kept = SiteReport.objects.order_by("version").values_list("version", "collected", "current")
    print(json.dumps(list(kept)))  # noqa: T201


if __name__ == "__main__":
    main()
