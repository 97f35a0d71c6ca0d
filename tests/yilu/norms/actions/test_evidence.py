"""Writing in the ledger."""

import datetime as dt

import pytest

from tests.world import NOW, SYSTEM, World
from yilu.audit.models import Act
from yilu.core.reasons import Denied, Invalid
from yilu.core.text import Text
from yilu.norms import actions
from yilu.norms.actions import EvidenceRow
from yilu.norms.models import Evidence
from yilu.norms.rules.kinds import Proof


def row(world: World, site: str = "jia_furong", **changes: object) -> EvidenceRow:
    start = EvidenceRow("O5", world.sites[site].pk, Proof.LOG, NOW, "tests")
    return start._replace(**changes)  # type: ignore[arg-type]


def test_a_site_manager_records_what_was_done(normed: World) -> None:
    line = actions.record_evidence(
        requirement="O5", site=normed.sites["jia_furong"], kind=Proof.LOG, at=NOW, origin="tests",
        summary=Text("84消毒液", "84 solution"), by=normed.actor("manager"), now=NOW,
    )  # fmt: skip
    assert Evidence.objects.get().pk == line.pk
    act = Act.objects.get(verb="norms.evidence.record")
    assert (act.area, act.after["requirement"]) == ("430102", "O5")


def test_many_lines_are_one_act_with_their_digest(normed: World) -> None:
    rows = [row(normed, at=NOW - dt.timedelta(hours=2 * n)) for n in range(5)]
    assert actions.record_many(rows=rows, by=normed.actor("jia_hq"), now=NOW) == 5
    act = Act.objects.get(verb="norms.evidence.record_many")
    assert act.after["lines"] == 5
    assert len(act.after["digest"]) == 64


def test_nobody_writes_in_a_strangers_ledger(normed: World) -> None:
    by_hand = [row(normed, site, origin=actions.BY_HAND) for site in ("jia_furong", "yi_furong")]
    with pytest.raises(Denied):
        actions.record_many(rows=by_hand, by=normed.actor("jia_hq"), now=NOW)
    with pytest.raises(Denied):
        actions.record_evidence(
            requirement="O5", site=normed.sites["jia_yuelu"], kind=Proof.LOG, at=NOW, origin=actions.BY_HAND,
            by=normed.actor("manager"), now=NOW,
        )  # fmt: skip
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"requirement": "O99"}, "norms.evidence.requirement"),
        ({"at": NOW + dt.timedelta(hours=1)}, "norms.evidence.future"),
        ({"kind": "rumour"}, "norms.evidence.kind"),
    ],
)
def test_one_wrong_line_refuses_all(normed: World, change: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.record_many(rows=[row(normed), row(normed, **change)], by=SYSTEM, now=NOW)
    assert [r.code for r in refused.value.reasons] == [code]
    assert not Evidence.objects.exists()
