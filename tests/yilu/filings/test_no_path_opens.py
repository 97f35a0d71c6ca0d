"""No path opens a site on which a block stands: only filings calls `open_site`, and each of its ways is tried."""

import ast
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

import yilu
from tests.world import NOW, SYSTEM, World
from tests.yilu.filings.ground import LATER, citing, filed, opened, protected, review, status, with_plans
from yilu.filings import actions
from yilu.filings.models import Filing
from yilu.network import actions as network

SRC = Path(yilu.__file__).parent
DAYS = dt.timedelta(days=4)


def callers() -> set[str]:
    """Every module that calls `open_site`."""
    found = set()
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name == "open_site":
                    found.add(str(path.relative_to(SRC)))
    return found


def test_one_place_in_the_product_opens_a_site() -> None:
    assert callers() == {"filings/actions/settling.py"}


def by_filing(world: World) -> None:
    filed(world)


def by_settling(world: World) -> None:
    actions.settle(filing=filed(world), by=world.actor("leader"), now=LATER)


def by_the_job(world: World) -> None:
    filed(world)
    for minutes in (1, 5, 3000):
        actions.settle_due(by=SYSTEM, now=NOW + dt.timedelta(minutes=minutes))


def by_many(world: World) -> None:
    filing = actions.start(sites=[world.sites["jia_yuelu"].pk], by=world.actor("jia_hq"), now=NOW).filings[0]
    with_plans(world, filing)
    actions.file_many(dossier=filing.dossier, by=world.actor("jia_hq"), now=NOW)


def by_a_review_passed(world: World) -> None:
    review()
    actions.pass_review(filing=filed(world), by=world.actor("officer"), now=LATER)


def by_a_review_run_out(world: World) -> None:
    review()
    filed(world)
    actions.settle_due(by=SYSTEM, now=NOW + DAYS)


def by_a_return_answered(world: World) -> None:
    review()
    filing = filed(world)
    decision = actions.return_filing(
        filing=filing, citing=citing(filing.site, "Y1"), by=world.actor("officer"), now=LATER
    )
    actions.answer_citation(citation=decision.citations.get(), words="已补充预案", by=world.actor("jia_hq"), now=LATER)
    actions.file(filing=filing, by=world.actor("jia_hq"), now=LATER)
    actions.settle_due(by=SYSTEM, now=LATER + DAYS)


def by_a_contest_won(world: World) -> None:
    review()
    filing = filed(world)
    decision = actions.return_filing(
        filing=filing, citing=citing(filing.site, "Y1"), by=world.actor("officer"), now=LATER
    )
    actions.contest(decision=decision, ground="预案已报备", by=world.actor("jia_hq"), now=LATER)
    actions.answer_contest(decision=decision, is_upheld=False, answer="予以撤销", by=world.actor("leader"), now=LATER)
    actions.settle_due(by=SYSTEM, now=LATER + DAYS)


def by_reopening(world: World) -> None:
    filing = opened(world)
    protected(world, met=False, at=LATER)
    decision = actions.suspend(site=filing.site, citing=citing(filing.site, "Y2"), by=world.actor("officer"), now=LATER)
    actions.answer_citation(citation=decision.citations.get(), words="已配齐口罩", by=world.actor("jia_hq"), now=LATER)
    actions.file(filing=filing, by=world.actor("jia_hq"), now=LATER)
    actions.settle_due(by=SYSTEM, now=LATER + dt.timedelta(hours=1))


def by_stopping_itself(world: World) -> None:
    filing = opened(world)
    protected(world, met=False, at=LATER)
    network.suspend_site(site=filing.site, cause="自行歇业", by=world.actor("jia_hq"), now=LATER)
    actions.settle_due(by=SYSTEM, now=LATER)
    filing = Filing.objects.get()
    assert filing.state == "suspended"
    actions.file(filing=filing, by=world.actor("jia_hq"), now=LATER)


PATHS = (
    by_filing, by_settling, by_the_job, by_many, by_a_review_passed, by_a_review_run_out, by_a_return_answered,
    by_a_contest_won, by_reopening, by_stopping_itself,
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.__name__)
def test_a_site_with_a_block_stays_shut_on_every_path(normed: World, path: Callable[[World], None]) -> None:
    path(normed)
    assert status(normed) != "open"


def test_every_verb_of_the_room_that_could_open_is_among_the_paths() -> None:
    """A verb whose file comes to `settled` must be tried above; this fails when another one is added."""
    settling = {p.stem for p in (SRC / "filings" / "actions").glob("*.py") if "settled(" in p.read_text()}
    assert settling == {"settling", "filing", "deciding", "contesting"}
