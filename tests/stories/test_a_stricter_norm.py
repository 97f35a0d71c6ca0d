"""A province issues a stricter norm, and the coverage matrix moves: there, from that day, and nowhere else."""

import datetime as dt

from tests.world import World
from tests.yilu.coverage.conftest import covered
from tests.yilu.coverage.test_counting import prove
from tests.yilu.norms.conftest import normed
from tests.yilu.norms.views.test_pages import refinement
from yilu.core import clock
from yilu.coverage import jobs

__all__ = ["covered", "normed"]


def test_a_province_issues_a_stricter_norm_and_the_matrix_moves(covered: World) -> None:
    leader = covered.client("leader")
    prove(covered, "jia_furong", "O5", ago=1.5)
    jobs.refresh()

    def told() -> dict[str, int]:
        rows = leader.get("/api/v1/coverage/?area=430000").json()["requirements"]
        return next(r for r in rows if r["code"] == "O5")

    assert (told()["fresh"], told()["stale"]) == (1, 0)
    today = clock.today()
    hourly = refinement() | {"issued": str(today - dt.timedelta(days=1)), "valid_from": str(today)}
    assert leader.post("/norms/requirements/O5/refine/?area=430000", hourly).status_code == 302
    jobs.refresh()
    assert (told()["fresh"], told()["stale"]) == (0, 1)
    assert "过期" in leader.get("/coverage/gaps/?area=430102&requirement=O5&state=stale").content.decode()
    prove(covered, "jia_furong", "O5", ago=0.25)
    jobs.refresh()
    assert (told()["fresh"], told()["stale"]) == (1, 0)
