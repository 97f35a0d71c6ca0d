"""Nobody can ask for more than the norm."""

import pytest

from yilu.filings.rules.citing import Citing, why_not_cite
from yilu.filings.rules.states import Verb

THERE = {1: "block", 2: "condition", 3: "checklist", 4: "advice"}
SAID = "怎样算满足"


@pytest.mark.parametrize(
    ("verb", "cited", "codes"),
    [
        (Verb.RETURN, [], ["filings.nothing_cited"]),
        (Verb.RETURN, [Citing(9, SAID)], ["filings.not_in_force"]),
        (Verb.RETURN, [Citing(3, SAID)], ["filings.not_by_this"]),
        (Verb.SUSPEND, [Citing(4, SAID)], ["filings.not_by_this"]),
        (Verb.RECTIFY, [Citing(4, SAID)], ["filings.not_by_this"]),
        (Verb.RETURN, [Citing(1, SAID), Citing(1, SAID)], ["filings.cited_twice"]),
        (Verb.RETURN, [Citing(1, " ")], ["filings.satisfy"]),
        (Verb.RETURN, [Citing(1, SAID), Citing(2, SAID)], []),
        (Verb.RECTIFY, [Citing(3, SAID)], []),
    ],
)
def test_what_may_be_cited(verb: Verb, cited: list[Citing], codes: list[str]) -> None:
    assert [r.code for r in why_not_cite(verb, cited, in_force=THERE)] == codes
