"""A request as every view of this room receives it: the gate has put the actor on it."""

from django.http import HttpRequest

from yilu.core.actor import Actor


class Request(HttpRequest):
    """For types only; the actor is put there by `accounts.middleware.Gate`."""

    actor: Actor
