"""The production server, for real: started, asked, stopped."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import free_port


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A new embedded installation."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("YILU_", "DATABASE_URL", "DJANGO_"))}
    return clean | {"YILU_HOME": str(tmp_path), "YILU_HTTPS": "false"}


@pytest.fixture
def address(environment: dict[str, str]) -> Iterator[str]:
    """The address of a server on that installation; afterwards it must stop when asked, with exit code 0."""
    yilu = [sys.executable, "-m", "yilu"]
    subprocess.run([*yilu, "migrate", "--verbosity", "0"], env=environment, check=True)
    port = free_port()
    server = subprocess.Popen([*yilu, "serve", "--port", str(port), "--workers", "1"], env=environment)
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(address + "/accounts/login/", timeout=5)
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail("the server did not answer within 30 s")
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=40) == 0


def test_it_refuses_to_serve_a_database_that_lacks_migrations(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "yilu", "serve"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "yilu migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_serves_pages_and_compressed_assets_under_a_strict_policy(address: str) -> None:
    with urllib.request.urlopen(address + "/accounts/login/") as page:
        policy = page.headers["Content-Security-Policy"]
        html = page.read().decode()
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    sheet = next(word for word in html.split('"') if word.startswith("/static/") and word.endswith(".css"))
    request = urllib.request.Request(address + sheet, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(request) as asset:
        assert asset.headers["Content-Encoding"] == "br"
        assert "immutable" in asset.headers["Cache-Control"]
