"""The verbs of the room."""

from yilu.people.actions.checks import Bulk, send_check, send_checks, settle_difference
from yilu.people.actions.days import open_days, recount
from yilu.people.actions.duplicates import find_duplicates, merge_workers, tell_apart
from yilu.people.actions.keeping import open_record, purge_ended
from yilu.people.actions.measuring import Reading, measure
from yilu.people.actions.passes import PrintedCard, enrol_phone, print_cards, revoke_pass
from yilu.people.actions.phones import Own, send_own_checks
from yilu.people.actions.workers import add_worker, add_workers, change_worker, note_leaving, transfer_worker

__all__ = [
    "Bulk",
    "Own",
    "PrintedCard",
    "Reading",
    "add_worker",
    "add_workers",
    "change_worker",
    "enrol_phone",
    "find_duplicates",
    "measure",
    "merge_workers",
    "note_leaving",
    "open_days",
    "open_record",
    "print_cards",
    "purge_ended",
    "recount",
    "revoke_pass",
    "send_check",
    "send_checks",
    "send_own_checks",
    "settle_difference",
    "tell_apart",
    "transfer_worker",
]
