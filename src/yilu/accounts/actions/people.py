"""People: added, given passwords and a second factor, signed in, their sessions ended."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction

from yilu.accounts.access import MAY_NOT_APPOINT, check_can_answer_for
from yilu.accounts.models import User
from yilu.accounts.rules import why_not_username
from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.permissions import Permission
from yilu.core.reasons import Conflict, Denied, Invalid, reason
from yilu.core.text import LANGUAGES


def add_user(
    *,
    username: str,
    name: str,
    by: Actor,
    now: datetime,
    password: str | None = None,
    hashed: str = "",
    email: str = "",
    phone: str = "",
    language: str = "zh-hans",
    must_change_password: bool = True,
) -> User:
    """Add a person, who may do nothing until appointed. Without a password nobody can sign in as him or her.
    `hashed`: the password as `make_password` made it, where many share one."""
    with acting("accounts.user.add", by=by, now=now) as act:
        if not by.jurisdiction.may(Permission.ACCOUNT_APPOINT):
            raise Denied(MAY_NOT_APPOINT)
        username = username.strip().lower()
        if found := why_not_username(username):
            raise Invalid(*found)
        if not name.strip():
            raise Invalid(reason("accounts.name_missing", "请填写姓名。", "Give the person's name."))
        user = User(
            username=username,
            name=name.strip(),
            email=email.strip(),
            phone=phone.strip(),
            language=language,
            created_at=now,
            must_change_password=must_change_password,
        )
        if hashed:
            user.password = hashed
        else:
            user.set_password(password)
        try:
            with transaction.atomic():
                user.save(force_insert=True)
        except IntegrityError:
            raise Conflict(
                reason(
                    "accounts.username_taken",
                    "用户名“{name}”已有人使用。",
                    "The user name “{name}” is taken.",
                    name=username,
                )
            ) from None
        act.on(user)
        act.changed(None, {"username": username, "must_change_password": must_change_password})
    return user


def change_own_password(*, user: User, password: str, by: Actor, now: datetime) -> None:
    """Set the password a person chose; a first password is done with."""
    with acting("accounts.password.change", by=by, now=now, on=user):
        if by.user_id != user.pk:
            raise Denied(reason("accounts.not_own_password", "只能修改本人的密码。", "Only your own password."))
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])


def reset_password(*, user: User, password: str, by: Actor, now: datetime) -> None:
    """Give a person who forgot a new first password, to be changed at the next sign-in; every session ends."""
    with acting("accounts.password.reset", by=by, now=now, on=user):
        check_can_answer_for(by, user, on=now.astimezone(ZONE).date())
        user.set_password(password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        _end_all_sessions(user)


def record_sign_in(*, user: User, by: Actor, now: datetime) -> None:
    """Put on record that a person signed in, and from where."""
    with acting("accounts.session.begin", by=by, now=now, on=user):
        pass


def record_second_factor(*, user: User, event: str, by: Actor, now: datetime) -> None:
    """Put on record that a person set up, renewed or gave up the second factor (`event`, as the library names it)."""
    with acting("accounts.second_factor.change", by=by, now=now, on=user) as act:
        act.changed(None, {"event": event})


def reset_second_factor(*, user: User, by: Actor, now: datetime) -> None:
    """Take the second factor off a person who lost the phone; every session ends, and it must be set up anew."""
    with acting("accounts.second_factor.reset", by=by, now=now, on=user):
        check_can_answer_for(by, user, on=now.astimezone(ZONE).date())
        Authenticator.objects.filter(user=user).delete()
        _end_all_sessions(user)


def end_session(*, session: UserSession, by: Actor, now: datetime) -> None:
    """End one of one's own sessions: whoever holds it is signed out."""
    with acting("accounts.session.end", by=by, now=now, on=session.user):
        if session.user_id != by.user_id:
            raise Denied(reason("accounts.not_own_session", "只能结束本人的会话。", "Only your own sessions."))
        session.end()


def choose_language(*, user: User, language: str, by: Actor, now: datetime) -> None:
    """Keep the language a person reads in."""
    with acting("accounts.language.choose", by=by, now=now, on=user) as act:
        if by.user_id != user.pk:
            raise Denied(reason("accounts.not_own_language", "只能修改本人的设置。", "Only your own settings."))
        if language not in LANGUAGES:
            raise Invalid(reason("accounts.language_unknown", "没有这种语言。", "There is no such language."))
        act.changed({"language": user.language}, {"language": language})
        user.language = language
        user.save(update_fields=["language"])


def _end_all_sessions(user: User) -> None:
    for session in UserSession.objects.filter(user=user):
        session.end()
