"""Plain facts that actions take."""

from dataclasses import dataclass

from yilu.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class Proof:
    """Evidence as somebody gives it: words, a link to a record of ours (a path), a file; at least one of them."""

    text: str = ""
    link: str = ""
    file_name: str = ""
    content: bytes = b""

    def __bool__(self) -> bool:
        return bool(self.text.strip() or self.link.strip() or self.content)


@dataclass(frozen=True, slots=True)
class Offered:
    """A button on a task's page: what it does, or why it is grey."""

    verb: str
    why_not: list[Reason]
