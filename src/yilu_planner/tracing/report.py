"""Contacts as a person reads them: names, moments and the path that leads to each."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from yilu_planner.refusal import refuse_field
from yilu_planner.tracing.index import ContactIndex, build_index
from yilu_planner.tracing.query import Contacts, find_contacts
from yilu_planner.tracing.records import FIRST_YEAR, LAST_YEAR, Records, minute_of, moment_of

MOST_DAYS = 3650


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a path: two people together at a place for so many minutes."""

    who: str
    met: str
    place: str
    minutes: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to be told: degree 1 or 2, and the strongest path from the index person to them."""

    person: str
    degree: int
    path: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """Minutes together on the last step."""
        return self.path[-1].minutes

    @property
    def place(self) -> str:
        """Where most of those minutes were."""
        return self.path[-1].place


def trace(
    records: Records,
    person: str,
    *,
    until: datetime,
    days: int,
    min_minutes: int = 1,
    index: ContactIndex | None = None,
) -> list[Contact]:
    """First- and second-degree contacts of `person` in the `days` × 24 hours before `until`."""
    if not 1 <= days <= MOST_DAYS:
        raise refuse_field("days", days, f"应为 1 至 {MOST_DAYS} 天", f"a number of days from 1 to {MOST_DAYS}")
    if not FIRST_YEAR <= until.year <= LAST_YEAR:
        raise refuse_field("until", until, f"应在 {FIRST_YEAR}–{LAST_YEAR} 年", f"years {FIRST_YEAR} to {LAST_YEAR}")
    if min_minutes < 1:
        raise refuse_field("min_minutes", min_minutes, "至少 1 分钟", "at least one minute")
    try:
        code = records.persons.index(person)
    except ValueError:
        raise refuse_field("index", person, "记录中没有此人", "the records know no such person") from None
    built = index or index_of(records)
    since = minute_of(until - timedelta(days=days))
    return name_contacts(records, find_contacts(built, code, since, minute_of(until), min_minutes=min_minutes))


def index_of(records: Records) -> ContactIndex:
    """The index of named records."""
    return build_index(
        records.person,
        records.place,
        records.start,
        records.end,
        persons=len(records.persons),
        places=len(records.places),
    )


def name_contacts(records: Records, found: Contacts) -> list[Contact]:
    """Codes and minutes turned into names, moments and paths."""
    steps: dict[int, Step] = {}
    contacts = []
    for person, degree, via, minutes, place, first, last in zip(
        *(getattr(found, name).tolist() for name in Contacts.__slots__), strict=True
    ):
        step = Step(
            records.persons[via],
            records.persons[person],
            records.places[place],
            minutes,
            moment_of(first),
            moment_of(last),
        )
        if degree == 1:
            steps[person] = step
        contacts.append(Contact(step.met, degree, (step,) if degree == 1 else (steps[via], step)))
    return contacts
