"""Who acts: a person under an appointment, or a named part of the system. Built by `accounts`, carried by every act."""

from dataclasses import dataclass

from yilu.core.jurisdiction import EVERYWHERE, NOWHERE, Jurisdiction
from yilu.core.text import Text

UNTITLED = Text("", "")


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts, as the audit will name it."""

    user_id: int | None
    name: str
    jurisdiction: Jurisdiction = NOWHERE
    appointment_id: int | None = None
    role: str = ""
    title: Text = UNTITLED  # the appointment in words: 湖南省 · 负责人
    origin: str = ""  # the address or channel the act came from

    @property
    def known(self) -> bool:
        """Is it somebody (a signed-in person or the system), not the public?"""
        return self.user_id is not None or self.jurisdiction is EVERYWHERE


SYSTEM = Text("系统", "the system")
PUBLIC = Actor(user_id=None, name="公众 public")


def system(name: str) -> Actor:
    """The system acting by itself or an operator at the machine: `job:seal`, `cli:import`, `demo`."""
    return Actor(user_id=None, name=name, jurisdiction=EVERYWHERE, role="system", title=SYSTEM, origin="local")
