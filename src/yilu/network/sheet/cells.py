"""Cells as offices really fill them: full-width digits, numbers as text, dates as text, stray spaces, error values."""

import datetime as dt
import re
import unicodedata
from typing import Any

from yilu.core.reasons import Invalid, reason
from yilu.core.tables import FORMULA_STARTS

ERROR_VALUES = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)
# Spaces people do not see, and characters no name has.
UNSEEN = re.compile("[\u0000-\u001f\u007f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
UNITS = re.compile(r"(平方米|平米|㎡|m²|m2|人|件|/日|/天|度|°|°?[en])+$", re.IGNORECASE)
DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(\s+\d{1,2}:\d{2}(:\d{2})?)?")
COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
PHONE = re.compile(r"\+?[\d\-() ]{7,24}(转\d{1,6}|[x*#]\d{1,6})?")
SPREADSHEET_EPOCH = dt.date(1899, 12, 30)


def _refuse(code: str, zh: str, en: str, **values: object) -> Invalid:
    return Invalid(reason(f"network.cell.{code}", zh, en, "", **values))


def quoted(value: object) -> str:
    """A value as a sentence shows it: not too long."""
    text = str(value)
    return text if len(text) <= 30 else text[:29] + "…"


def text(value: Any, limit: int = 255) -> str:
    """The cell as clean text, '' if empty. Raises `Invalid` if too long or a formula's error."""
    if value is None or value == "":
        return ""
    if not isinstance(value, str):
        value = _as_text(value)
    # Almost every cell is clean already; no character unseen is printable, nor any space but the plain one.
    cleaned: str = value.strip()
    if not cleaned.isprintable() or "  " in cleaned:
        cleaned = " ".join(UNSEEN.sub(" ", cleaned).split())
    # What our own exports put before a would-be formula is not part of the value.
    if cleaned[:1] == "'" and cleaned[1:2] and cleaned[1] in FORMULA_STARTS:
        cleaned = cleaned[1:]
    if cleaned in ERROR_VALUES:
        raise _refuse(
            "error", "单元格是公式的错误值 {value}。", "The cell holds the formula error {value}.", value=cleaned
        )
    if len(cleaned) > limit:
        raise _refuse(
            "long", "超过 {limit} 个字（现有 {now} 个）。", "Longer than {limit} characters ({now}).",
            limit=limit, now=len(cleaned),
        )  # fmt: skip
    return cleaned


def _as_text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)


def code(value: Any, limit: int = 40) -> str:
    """A code: half width, without inner spaces."""
    plain = text(value, limit)
    return plain if plain.isascii() and " " not in plain else unicodedata.normalize("NFKC", plain).replace(" ", "")


def number(value: Any, *, most: float, whole: bool = False) -> float | None:
    """A number ≥ 0, as a cell or as text (１，２００ / 300平方米 / 1.2万); None if empty. Raises `Invalid`."""
    if value is None or value == "":
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    found = float(value) if is_number else _number_of(value)
    if found is None:
        return None
    if not 0 <= found <= most:
        raise _refuse(
            "range", "{value} 超出合理范围（0 至 {most}）。", "{value} is out of range (0 to {most}).",
            value=f"{found:g}", most=f"{most:,.0f}",
        )  # fmt: skip
    if whole and found != int(found):
        raise _refuse("whole", "{value} 应为整数。", "{value} must be a whole number.", value=f"{found:g}")
    return found


def degrees(value: Any) -> float | None:
    """A coordinate in degrees; None if empty. Raises `Invalid`; whether it lies in China is for the rules."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return _number_of(value)


def _number_of(value: Any) -> float | None:
    shown = text(value)
    if not shown:
        return None
    plain = unicodedata.normalize("NFKC", shown).replace(",", "").replace(" ", "")
    times = 1.0
    plain = UNITS.sub("", plain)
    if plain.endswith("万"):
        plain, times = plain[:-1], 10_000.0
    if not NUMBER.fullmatch(plain) or len(plain) > 18:
        raise _refuse("number", "“{value}”不是数字。", "“{value}” is not a number.", value=quoted(shown))
    return round(float(plain) * times, 8)


def day(value: Any, *, today: dt.date) -> dt.date | None:
    """A day not after `today`, as a date cell or as text (2020-2-10, 2020年2月10日, 20200210); None if empty."""
    found = _day_of(value)
    if found is not None and not dt.date(1949, 1, 1) <= found <= today:
        raise _refuse(
            "day_range", "日期 {value} 不合理：不能晚于今天。", "The date {value} cannot be: not after today.",
            value=found.isoformat(),
        )  # fmt: skip
    return found


def _day_of(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    # 20,000 is 1954 and 80,000 is 2119: a day number of a cell that was not formatted as a date.
    if isinstance(value, int | float) and 20_000 <= value <= 80_000:
        return SPREADSHEET_EPOCH + dt.timedelta(days=int(value))
    shown = text(value)
    if not shown:
        return None
    plain = unicodedata.normalize("NFKC", shown)
    match = DATE.fullmatch(plain) or COMPACT_DATE.fullmatch(plain)
    try:
        if match:
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise _refuse(
        "day", "“{value}”不是日期；请写成 2020-02-10。", "“{value}” is not a date; write 2020-02-10.",
        value=quoted(shown),
    )  # fmt: skip


def phone(value: Any) -> str:
    """A phone number, half width; '' if empty. Raises `Invalid`, not repeating the number."""
    plain = unicodedata.normalize("NFKC", text(value, 40))
    if plain and (not PHONE.fullmatch(plain) or sum(c.isdigit() for c in plain) < 7):
        raise _refuse("phone", "联系电话的格式不对。", "This does not look like a phone number.")
    return plain
