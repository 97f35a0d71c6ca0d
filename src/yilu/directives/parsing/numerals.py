"""Chinese and Arabic numerals as the numbers they are."""

DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
HAN = "[〇零一二两三四五六七八九十百]"


def number_of(written: str) -> int | None:
    """12 for "12", "十二" or "一二"; None for what is no number under a thousand (or four digits: a year)."""
    if written.isascii():
        return int(written) if written.isdigit() and len(written) < 5 else None
    if not written or any(c not in DIGITS and c not in "十百" for c in written):
        return None
    if "十" not in written and "百" not in written:
        return int("".join(str(DIGITS[c]) for c in written)) if len(written) < 5 else None
    total = 0
    hundreds, found, rest = written.rpartition("百")
    if found:
        if len(hundreds) > 1 or hundreds not in ("", *DIGITS):
            return None
        total += DIGITS.get(hundreds, 1) * 100
        rest = rest.lstrip("零〇")
    tens, found, ones = rest.rpartition("十")
    if found:
        if len(tens) > 1 or tens not in ("", *DIGITS):
            return None
        total += DIGITS.get(tens, 1) * 10
    if len(ones) > 1 or ones not in ("", *DIGITS):
        return None
    return total + DIGITS.get(ones, 0)
