"""The sign-in library's forms with our words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as LibraryChangePasswordForm
from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms

from yilu.core.text import label

CODE = label("六位验证码或恢复代码", "Six-digit code, or a recovery code")


def _word(form: forms.BaseForm, **labels: str) -> None:
    """Give fields our labels; a placeholder that repeats its label is noise."""
    for name, words in labels.items():
        form.fields[name].label = words
        form.fields[name].widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):  # type: ignore[misc]
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, login=label("用户名", "User name"), password=label("密码", "Password"))
        self.fields["login"].widget.attrs |= {"autofocus": True, "autocapitalize": "none", "spellcheck": "false"}

    def clean_login(self) -> str:
        """User names are lower case."""
        login: str = self.cleaned_data["login"]
        return login.strip().lower()


class ChangePasswordForm(LibraryChangePasswordForm):  # type: ignore[misc]
    """The old password and, twice, the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(
            self,
            oldpassword=label("当前密码", "Current password"),
            password1=label("新密码", "New password"),
            password2=label("再输一次新密码", "New password again"),
        )
        self.fields["password1"].help_text = label(
            "至少10位，不能全是数字，不能是常见密码，也不能与用户名或姓名相近。",
            "At least 10 characters; not only digits, not a common password, not like your user name or name.",
        )


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, password=label("密码", "Password"))


def _code_attributes(form: forms.BaseForm) -> None:
    form.fields["code"].widget.attrs |= {"autofocus": True, "autocomplete": "one-time-code"}


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The second factor at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, code=CODE)
        _code_attributes(self)


class CodeAgainForm(CodeReauthenticateForm):  # type: ignore[misc]
    """The second factor once more before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, code=CODE)
        _code_attributes(self)


class ActivateForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code, which proves that the app has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, code=label("应用显示的六位验证码", "The six digits the app shows"))
        _code_attributes(self)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
