"""Who met whom, where and for how long: first- and second-degree contacts from shift and visit intervals."""

from yilu_planner.tracing.index import ContactIndex, build_index
from yilu_planner.tracing.query import Contacts, find_contacts
from yilu_planner.tracing.records import Records, read_records, records_of_meetings, records_of_stays
from yilu_planner.tracing.report import Contact, Step, trace

__all__ = [
    "Contact",
    "ContactIndex",
    "Contacts",
    "Records",
    "Step",
    "build_index",
    "find_contacts",
    "read_records",
    "records_of_meetings",
    "records_of_stays",
    "trace",
]
