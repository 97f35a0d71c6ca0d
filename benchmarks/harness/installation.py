"""An installation without a demo world: every county of the country, sites in them, workers with enrolled phones.

All of it is synthetic, and made for measuring: the workers share one name in one cipher.
"""

import datetime as dt
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harness.world import Environment, demo_environment

TODAY = dt.date(2020, 2, 17)  # the day on which it stands
SITES = 3000
Pass = tuple[int, int]  # pass, worker


def installation(home: Path, url: str, *, phones: int) -> Environment:
    """Make it in `home` (SQLite) or in the PostgreSQL database of `url`; the environment to serve it in."""
    environment = demo_environment(home, url)
    command = [sys.executable, "-m", "harness.installation", str(phones)]
    subprocess.run(command, env=environment, check=True, cwd=Path(__file__).parents[1])
    return environment


def passes(phones: int) -> list[Pass]:
    """The passes it has."""
    return [(number, number) for number in range(1, phones + 1)]


def token(number: Pass) -> str:
    """The token of a pass, made as the product makes it."""
    from yilu.people.tokens import Bearer, token_of

    return token_of(Bearer(*number, int(time.time()) + 366 * 86400))


@contextmanager
def listening(
    arguments: list[str], environment: Environment, port: int, *, module: str = "yilu"
) -> Iterator["subprocess.Popen[bytes]"]:
    """A command that serves on the port, once it answers there; its own process group, gone afterwards."""
    command = [sys.executable, "-m", module, *arguments, "--port", str(port)]
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            for _ in range(600):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                if server.poll() is not None:
                    log.seek(0)
                    raise SystemExit(log.read().decode())
                time.sleep(0.1)
            yield server
        finally:
            server.terminate()
            server.wait(timeout=60)


def _make(phones: int) -> None:
    from django.core.management import call_command

    from yilu.core import clock
    from yilu.core.actor import system
    from yilu.network import actions as network
    from yilu.network.facts import NewSite
    from yilu.territory import actions as territory
    from yilu.territory.queries import areas_at

    call_command("migrate", verbosity=0)
    act = {"by": system("benchmark"), "now": clock.now()}
    territory.load_divisions(**act)
    counties = list(areas_at(3, on=TODAY).order_by("code").values_list("code", flat=True))
    firms = []
    for code in ("A", "B", "C", "D", "E"):
        brand = network.add_brand(code=code, name_zh=f"合成{code}", name_en=f"Synthetic {code}", synthetic=True, **act)
        enterprise = network.add_enterprise(
            brand=brand, kind="headquarters", code=f"{code}-HQ", name_zh=f"合成{code}总部", area="100000", **act
        )
        firms.append((brand.pk, enterprise.pk))
    network.add_sites(
        rows=[
            NewSite(*firms[n % len(firms)], f"S{n}", f"合成网点{n}", "outlet", counties[n % len(counties)])
            for n in range(SITES)
        ],
        **act,
    )
    _add_phones(phones)


def _add_phones(phones: int) -> None:
    from django.db import connection

    from yilu.core.fields import encrypt

    with connection.cursor() as cursor:
        cursor.execute("SELECT id, brand_id, enterprise_id, county_id FROM network_site ORDER BY id")
        sites = cursor.fetchall()
    name, moment, expires = encrypt("合成"), "2020-02-01 00:00:00+00", "2030-01-01 00:00:00+00"
    ids = range(1, phones + 1)
    _copy(
        "people_worker (id, site_id, brand_id, enterprise_id, county_id, code, employment, agency, post, shift_group, "
        "name, identity, phone, name_index, joined_on, leaving_cause, version, changed_at)",
        (
            (i, *sites[i % len(sites)], f"W{i}", "own", "", "courier", "", name, "", "", i, "2020-01-01", "", 1, moment)
            for i in ids
        ),
    )
    _copy(
        "people_enrolmentcard (id, worker_id, code_digest, issued_at, expires_at, used_at)",
        ((i, i, f"{i:064d}", moment, expires, moment) for i in ids),
    )
    _copy(
        "people_devicepass (id, worker_id, card_id, device, issued_at, expires_at, revoked_cause)",
        ((i, i, i, "synthetic", moment, expires, "") for i in ids),
    )


def _copy(into: str, rows: Iterator[tuple[object, ...]]) -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            cursor.execute(f"ANALYZE {into.split()[0]}")
        else:
            cursor.executemany(f"INSERT INTO {into} VALUES ({', '.join(['%s'] * (into.count(',') + 1))})", rows)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yilu.config.settings")
    django.setup()
    _make(int(sys.argv[1]))
