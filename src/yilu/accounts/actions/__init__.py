"""The verbs of accounts: people, appointments, tokens. Passwords, names and secrets never reach the audit."""

from yilu.accounts.actions.appointments import appoint, revoke_appointment, take_on
from yilu.accounts.actions.keys import rotate_keys
from yilu.accounts.actions.people import (
    add_user,
    change_own_password,
    choose_language,
    end_session,
    record_second_factor,
    record_sign_in,
    reset_password,
    reset_second_factor,
)
from yilu.accounts.actions.tokens import TOKEN_DAYS, make_token, revoke_token, use_token

__all__ = [
    "TOKEN_DAYS",
    "add_user",
    "appoint",
    "change_own_password",
    "choose_language",
    "end_session",
    "make_token",
    "record_second_factor",
    "record_sign_in",
    "reset_password",
    "reset_second_factor",
    "revoke_appointment",
    "revoke_token",
    "rotate_keys",
    "take_on",
    "use_token",
]
