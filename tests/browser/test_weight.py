"""A first visit without charts weighs no more than 150 KB over the wire."""

import gzip
from pathlib import Path
from typing import Any

import brotli
from django.contrib.staticfiles import finders

LIMIT = 150_000


def test_the_first_visit_weighs_at_most_150_kb(visit: Any) -> None:
    visitor = visit("leader")
    asked: list[str] = []
    visitor.page.on("response", lambda r: asked.append(r.url.removeprefix(visitor.home)))
    page = visitor.open("/board/430000/")
    page.wait_for_load_state("networkidle")
    html = len(gzip.compress(page.content().encode()))
    assets = [a.removeprefix("/static/").partition("?")[0] for a in asked if a.startswith("/static/")]
    assert "vendor/tabler.min.css" in assets
    assert not any("echarts" in a for a in assets)
    sizes = {a: len(brotli.compress(Path(str(finders.find(a))).read_bytes())) for a in assets}
    assert html + sum(sizes.values()) <= LIMIT, sizes
