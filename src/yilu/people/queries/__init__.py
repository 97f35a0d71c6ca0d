"""What other rooms may ask of the people room."""

from yilu.people.queries.cases import OwnCase, own_cases, standing_blocks
from yilu.people.queries.days import WorkerDay, days_of
from yilu.people.queries.fever import fever_line, fever_lines
from yilu.people.queries.morning import Morning, mornings
from yilu.people.queries.own import OwnDay, held_on, ids_of, own_day, own_isolation, place_of
from yilu.people.queries.workers import found_workers, workers, workers_by_code

__all__ = [
    "Morning",
    "OwnCase",
    "OwnDay",
    "WorkerDay",
    "days_of",
    "fever_line",
    "fever_lines",
    "found_workers",
    "held_on",
    "ids_of",
    "mornings",
    "own_cases",
    "own_day",
    "own_isolation",
    "place_of",
    "standing_blocks",
    "workers",
    "workers_by_code",
]
