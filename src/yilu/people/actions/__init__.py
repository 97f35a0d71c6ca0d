"""The verbs of the room."""

from yilu.people.actions._taking import Sent, Taken
from yilu.people.actions.arrivals import order_arrivals
from yilu.people.actions.cases import close_case, confirm_case, do_step, report_case
from yilu.people.actions.checks import Bulk, send_check, send_checks, settle_difference
from yilu.people.actions.days import count_due, follow_sites, open_days, recount
from yilu.people.actions.duplicates import find_duplicates, merge_workers, tell_apart
from yilu.people.actions.escalation import note_told, tell_missing
from yilu.people.actions.grouping import regroup
from yilu.people.actions.importing import import_workers
from yilu.people.actions.isolation import follow_up, record_isolation, release
from yilu.people.actions.keeping import open_record, purge_ended
from yilu.people.actions.logins import tie_login, untie_login
from yilu.people.actions.measuring import Reading, measure
from yilu.people.actions.passes import PrintedCard, enrol_phone, print_cards, revoke_pass
from yilu.people.actions.phones import NOT_GOOD, Own, send_own_checks
from yilu.people.actions.returns import (
    Plan,
    book_return,
    book_returns,
    cancel_return,
    check_arrival,
    clear_return,
    decide_return,
    note_departure,
    plan_return,
    plan_returns,
    turn_back,
    unbook_return,
)
from yilu.people.actions.staffing import count_staff
from yilu.people.actions.suspension import NOT_THE_OFFICER, decide_suspension, propose_suspension
from yilu.people.actions.tracing import MOST_DAYS, WINDOW, Staying, keep_contacts, record_stays
from yilu.people.actions.workers import add_worker, add_workers, change_worker, note_leaving, transfer_worker

__all__ = [
    "MOST_DAYS",
    "NOT_GOOD",
    "NOT_THE_OFFICER",
    "WINDOW",
    "Bulk",
    "Own",
    "Plan",
    "PrintedCard",
    "Reading",
    "Sent",
    "Staying",
    "Taken",
    "add_worker",
    "add_workers",
    "book_return",
    "book_returns",
    "cancel_return",
    "change_worker",
    "check_arrival",
    "clear_return",
    "close_case",
    "confirm_case",
    "count_due",
    "count_staff",
    "decide_return",
    "decide_suspension",
    "do_step",
    "enrol_phone",
    "find_duplicates",
    "follow_sites",
    "follow_up",
    "import_workers",
    "keep_contacts",
    "measure",
    "merge_workers",
    "note_departure",
    "note_leaving",
    "note_told",
    "open_days",
    "open_record",
    "order_arrivals",
    "plan_return",
    "plan_returns",
    "print_cards",
    "propose_suspension",
    "purge_ended",
    "record_isolation",
    "record_stays",
    "recount",
    "regroup",
    "release",
    "report_case",
    "revoke_pass",
    "send_check",
    "send_checks",
    "send_own_checks",
    "settle_difference",
    "tell_apart",
    "tell_missing",
    "tie_login",
    "transfer_worker",
    "turn_back",
    "unbook_return",
    "untie_login",
]
