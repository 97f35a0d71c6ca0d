"""What a worker's record must be, and when two records may be one person."""

import datetime as dt
import re
from dataclasses import dataclass

from yilu.core.reasons import Reason, reason
from yilu.network.searching import folded

IDENTITY = re.compile(r"\d{17}[\dX]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
OTHER_DOCUMENT = re.compile(r"[A-Z]{1,3}[A-Z0-9()/-]{4,20}")  # passports, permits: they begin with a letter
PHONE = re.compile(r"1\d{10}")


@dataclass(frozen=True, slots=True)
class Details:
    """A worker as somebody enters him or her. `site` or `office` says where."""

    code: str
    name: str
    post: str
    site: int | None = None
    office: int | None = None
    employment: str = "own"
    agency: str = ""
    shift_group: str = ""
    identity: str = ""
    phone: str = ""
    joined_on: dt.date | None = None


def clean_identity(text: str) -> str:
    """An identity number as it is compared: half width, upper case, without spaces."""
    return folded(text).replace(" ", "").upper()


def clean_phone(text: str) -> str:
    """A phone number without country code, spaces and dashes."""
    digits = "".join(c for c in folded(text) if c.isdigit())
    return digits[-11:] if digits.startswith("86") and len(digits) == 13 else digits


def is_identity(number: str) -> bool:
    """Is it a citizen's number (GB 11643: its last character checks the others) or another document's?"""
    if IDENTITY.fullmatch(number):
        return _CHECKS[sum(int(d) * w for d, w in zip(number, _WEIGHTS, strict=False)) % 11] == number[-1]
    return OTHER_DOCUMENT.fullmatch(number) is not None


def why_not_details(details: Details) -> list[Reason]:
    """What is wrong with a worker's record itself."""
    why = []
    if not details.code.strip() or len(details.code) > 40:
        why.append(reason("people.worker.code", "请填写工号（不超过40字）。", "Give a staff number (40 at most)."))
    if not details.name.strip() or len(details.name) > 40:
        why.append(reason("people.worker.name", "请填写姓名（不超过40字）。", "Give a name (40 characters at most)."))
    if (details.site is None) == (details.office is None):
        why.append(reason("people.worker.place", "请指明网点或机关。", "Name either a site or an office."))
    if details.employment == "outsourced" and not details.agency.strip():
        why.append(
            reason(
                "people.worker.agency",
                "外包人员须填写派出单位。",
                "Outsourced labour names the agency that sends it.",
                "NM9b",
            )
        )
    if details.identity and not is_identity(details.identity):
        why.append(
            reason(
                "people.worker.identity", "证件号码有误，请核对。", "The identity number cannot be right; look again."
            )
        )
    if details.phone and not PHONE.fullmatch(details.phone):
        why.append(reason("people.worker.phone", "手机号须为11位数字。", "A mobile number has eleven digits."))
    return why


def are_similar(name: str, phone: str, other_name: str, other_phone: str) -> bool:
    """Same phone and names one character apart at most, or same name and phones two digits apart at most."""
    if not (name and phone and other_name and other_phone):
        return False
    names, phones = _apart(folded(name), folded(other_name)), _apart(phone, other_phone)
    return (phones == 0 and names <= 1) or (names == 0 and phones <= 2)


def _apart(one: str, other: str) -> int:
    """How many characters stand differently; texts of different length are as far apart as they are long."""
    if len(one) != len(other):
        return max(len(one), len(other))
    return sum(a != b for a, b in zip(one, other, strict=True))
