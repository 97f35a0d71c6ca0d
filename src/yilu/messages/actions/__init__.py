"""The verbs of messages: send, read, choose channels; take a delivery from the outbox, settle it, try it again."""

from yilu.messages.actions.outbox import settle, take_due, try_again
from yilu.messages.actions.reading import choose_channel, drop_channel, read, read_all
from yilu.messages.actions.sending import send

__all__ = ["choose_channel", "drop_channel", "read", "read_all", "send", "settle", "take_due", "try_again"]
