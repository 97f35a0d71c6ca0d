"""How the sign-in library works here: nobody signs up, secrets are encrypted, passwords change through our own door."""

import time
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from yilu.accounts.actions import change_own_password, record_second_factor, record_sign_in
from yilu.accounts.addresses import address_of
from yilu.accounts.models import User
from yilu.accounts.queries import actor_of, needs_second_factor
from yilu.core import clock
from yilu.core.fields import decrypt, encrypt
from yilu.core.text import Text, label

# The only sentences of the library worth saying; the rest of its notices are silent.
NOTICES = {
    "account/messages/password_changed.txt": Text("密码已修改。", "Your password was changed."),
    "mfa/messages/totp_activated.txt": Text("二次验证已启用。", "The second factor is set up."),
    "mfa/messages/totp_deactivated.txt": Text("二次验证已停用。", "The second factor was given up."),
    "mfa/messages/recovery_codes_generated.txt": Text(
        "恢复代码已生成，请妥善保存；以前的一律作废。",
        "Recovery codes were made: keep them safe. Earlier ones no longer work.",
    ),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by appointment."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": label("用户名或密码不正确。", "The user name or the password is not right."),
        "incorrect_password": label("密码不正确。", "The password is not right."),
        "enter_current_password": label("当前密码不正确。", "The current password is not right."),
        "too_many_login_attempts": label(
            "尝试次数过多，请15分钟后再试。", "Too many attempts. Try again in 15 minutes."
        ),
        "rate_limited": label("尝试次数过多，请15分钟后再试。", "Too many attempts. Try again in 15 minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leaves passwords to axes; a lock by user name alone would let a stranger lock out anybody."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The same address as in the audit."""
        return address_of(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of somebody who signed in only just now."""
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1]["at"] < REAUTHENTICATION_TIMEOUT:
            return False
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return required

    def set_password(self, user: User, password: str) -> None:
        """The password a signed-in person chose."""
        change_own_password(user=user, password=password, by=actor_of(self.request, now=clock.now()), now=clock.now())

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Puts the sign-in on record and brings the person's language along."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        record_sign_in(user=user, by=actor_of(request, now=clock.now()), now=clock.now())
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, max_age=365 * 86400, samesite="Lax")
        return response

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Our own sentences, or none."""
        if message_template in NOTICES:
            messages.add_message(request, level, str(NOTICES[message_template]))

    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **kwargs: Any) -> None:
        """No mail; changes of the second factor go on record."""
        if template_prefix.startswith("mfa/"):
            event = template_prefix.rpartition("/")[2]
            record_second_factor(user=user, event=event, by=actor_of(self.request, now=clock.now()), now=clock.now())


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of the second factor are encrypted at rest."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": label("验证码不正确。", "The code is not right."),
        "cannot_delete_authenticator": label(
            "您的岗位要求二次验证，不能停用。", "Your role requires the second factor; it cannot be given up."
        ),
    }

    def encrypt(self, text: str) -> str:
        """With the newest field key."""
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """With whichever field key fits."""
        return decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not while a role requires it."""
        return not needs_second_factor(authenticator.user, on=clock.today())
