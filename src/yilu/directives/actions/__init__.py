"""The verbs of directives: take in a text, confirm its measures, issue, send, sign for, pass down, withdraw."""

from yilu.directives.actions.confirming import add_measure, confirm, confirm_many, join, set_aside, split
from yilu.directives.actions.drafting import discard, pass_down, take_in
from yilu.directives.actions.issuing import issue, settle, withdraw
from yilu.directives.actions.signing import sign

__all__ = [
    "add_measure",
    "confirm",
    "confirm_many",
    "discard",
    "issue",
    "join",
    "pass_down",
    "set_aside",
    "settle",
    "sign",
    "split",
    "take_in",
    "withdraw",
]
