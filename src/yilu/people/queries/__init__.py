"""What other rooms may ask of the people room."""

from yilu.people.queries.days import WorkerDay, days_of
from yilu.people.queries.fever import fever_line, fever_lines

__all__ = ["WorkerDay", "days_of", "fever_line", "fever_lines"]
