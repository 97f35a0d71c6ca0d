"""What an appointment, a user name and a first password must be; no database, no clock."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import date

from yilu.accounts.roles import ROLES
from yilu.core.reasons import Reason, reason

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
PHONE = re.compile(r"1\d{10}")
IDENTITY_NUMBER = re.compile(r"\d{17}[\dx]")
# Letters and digits nobody confuses when a password is read out once.
CLEAR_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Scope:
    """What an appointment is narrowed to, as facts for the rules."""

    role: str
    brand: int | None
    enterprise: int | None
    site: int | None
    valid_from: date
    valid_until: date | None
    earliest: date | None = None  # a person appoints from today on; None: no bound


def why_not_appointment(scope: Scope) -> list[Reason]:
    """What is wrong with the appointment itself, whoever makes it."""
    role = ROLES.get(scope.role)
    if role is None:
        return [
            reason("accounts.role_unknown", "没有“{role}”这一角色。", "There is no role “{role}”.", role=scope.role)
        ]
    found = []
    if role.needs_brand and scope.brand is None:
        found.append(reason("accounts.brand_missing", "该角色须指定品牌企业。", "This role must name a brand."))
    if role.needs_enterprise and scope.enterprise is None:
        found.append(reason("accounts.branch_missing", "该角色须指定分支机构。", "This role must name a branch."))
    if role.needs_site and scope.site is None:
        found.append(reason("accounts.site_missing", "该角色须指定网点。", "This role must name a site."))
    if scope.earliest is not None and scope.valid_from < scope.earliest:
        found.append(reason("accounts.begins_in_the_past", "开始日期不得早于今天。", "It cannot begin before today."))
    if scope.valid_until is not None and scope.valid_until < scope.valid_from:
        found.append(
            reason("accounts.ends_before_it_begins", "结束日期早于开始日期。", "It would end before it begins.")
        )
    return found


def why_not_username(username: str) -> list[Reason]:
    """A user name stands in every audit row, so it must not itself tell of a person."""
    if PHONE.fullmatch(username) or IDENTITY_NUMBER.fullmatch(username):
        return [
            reason(
                "accounts.username_personal",
                "用户名会写入审计记录，不能使用手机号或身份证号。",
                "The user name stands in the audit record; it cannot be a phone or identity number.",
            )
        ]
    if not USERNAME.fullmatch(username):
        return [
            reason(
                "accounts.username_form",
                "用户名须为2至60位小写字母、数字、点、横线或下划线，并以字母或数字开头。",
                "A user name is 2 to 60 lower-case letters, digits, dots, dashes or underscores; no sign first.",
            )
        ]
    return []


def first_password() -> str:
    """A password to hand over once: 16 clear letters in four groups (79 bits)."""
    letters = [secrets.choice(CLEAR_LETTERS) for _ in range(16)]
    return "-".join("".join(letters[i : i + 4]) for i in range(0, 16, 4))


def digest_of(key: str) -> str:
    """What is kept of an API key. It is 256 random bits, so a plain hash cannot be guessed back."""
    return hashlib.sha256(key.encode()).hexdigest()
