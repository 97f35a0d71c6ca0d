"""Who counts: the product itself. What is read is narrowed by `within`, what is ordered is checked by `tasks`."""

from yilu.core.actor import Actor
from yilu.core.reasons import Denied, reason

COUNT = reason(
    "coverage.count.denied", "覆盖情况由系统据台账计算。", "Coverage is counted by the system, from the ledger."
)


def check_can_count(by: Actor) -> None:
    """Nobody types what is covered."""
    if by.role != "system":
        raise Denied(COUNT)
