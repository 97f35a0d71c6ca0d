"""Numbers as Word prints them in a numbered list."""

_DIGITS = "〇一二三四五六七八九"
_CHINESE = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital",
            "taiwaneseCountingThousand", "chineseLegalSimplified"}  # fmt: skip
_CIRCLES = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}


def written(count: int, form: str) -> str:
    """12 as 十二, ⑫, l or 12, whichever the list prints."""
    if form in _CHINESE:
        return chinese(count)
    if form in _CIRCLES and 1 <= count <= 20:
        return chr(0x245F + count)
    if form in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        return chr((96 if form == "lowerLetter" else 64) + count)
    return str(count)


def chinese(count: int) -> str:
    """12 as 十二; from a thousand on digit by digit."""
    if not 0 < count < 1000:
        return "".join(_DIGITS[int(d)] for d in str(count))
    hundreds, rest = divmod(count, 100)
    tens, ones = divmod(rest, 10)
    said = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        said += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        said += "零"
    return said + (_DIGITS[ones] if ones else "")
