"""What every verb does: lock the filing as its editor saw it, move it along the table, note a link of its chain."""

from datetime import datetime

from yilu.audit.recording import Recording
from yilu.core.actor import Actor, system
from yilu.core.clock import ZONE
from yilu.core.reasons import Conflict, Invalid, reason
from yilu.filings.models import Decision, Filing, Step
from yilu.filings.rules.states import MOVES, State, Verb, why_not_move

# What follows from the rules alone, whoever set it off: nobody is asked for leave to open.
RULES = system("按规定自动办理 by rule")


def locked(filing: Filing, act: Recording, *, version: int | None) -> Filing:
    """The filing as it stands, locked. Raises `Conflict`, saying who was faster, unless it is as the editor saw it."""
    rows = Filing.objects.select_for_update(of=("self",)).select_related("site__enterprise", "site__county", "dossier")
    kept = rows.get(pk=filing.pk)
    act.on(kept, area=kept.site.county_id, brand_id=kept.site.brand_id)
    if version is not None and version != kept.version:
        last = kept.steps.order_by("-pk").first()
        raise Conflict(
            reason(
                "filings.changed_meanwhile",
                "您打开之后，{who}已于 {at} 办理（{what}）。请看最新情况后再办。",
                "Since you opened it {who} acted on it at {at} ({what}). Look at it as it stands now.",
                who=last.by if last else "—",
                at=f"{last.at.astimezone(ZONE):%Y-%m-%d %H:%M}" if last else "—",
                what=last.get_verb_display() if last else "—",
            )
        )
    return kept


def check_move(filing: Filing, verb: Verb) -> None:
    """Raises `Invalid` where the table has no such move."""
    if found := why_not_move(filing.state, verb):
        raise Invalid(*found)


def moved(filing: Filing, verb: Verb, *, by: Actor, now: datetime, note: str = "") -> None:
    """Move it along the table, as its next version."""
    check_move(filing, verb)
    filing.state = MOVES[State(filing.state), verb].value
    filing.version += 1
    filing.save()
    noted(filing, verb, by=by, now=now, note=note)


def noted(filing: Filing, verb: Verb, *, by: Actor, now: datetime, note: str = "") -> None:
    """Add a link to the chain."""
    Step.objects.create(filing=filing, at=now, verb=verb.value, state=filing.state, by=by.name[:80], note=note[:1000])


def ended(decision: Decision, how: str, *, now: datetime) -> None:
    """A decision stands no longer."""
    decision.ended_at, decision.ended = now, how
    decision.save(update_fields=["ended_at", "ended"])
