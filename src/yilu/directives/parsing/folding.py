"""One width for every sign, each standing where it stood: what is found in the folded text lies in the source."""

_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLDED |= dict.fromkeys((0x3000, 0x00A0, 0x2002, 0x2003, 0x2007, 0x2009, 0x202F, 0xFEFF, 0x200B, ord("\t")), ord(" "))
_FOLDED |= dict.fromkeys((ord("\r"), ord("\v"), ord("\f"), 0x85, 0x2028, 0x2029), ord("\n"))
_FOLDED |= dict(zip(map(ord, "﹙﹚﹔﹕﹐﹑﹒﹗﹖【】［］"), map(ord, "();:,、.!?[][]"), strict=True))
_FOLDED |= dict(zip(map(ord, "“”„‟＂「」『』"), map(ord, '"' * 9), strict=True))
_FOLDED |= {ord("兩"): ord("两"), ord("○"): ord("〇"), ord("Ｏ"): ord("O")}


def folded(text: str) -> str:
    """The text in half width, line ends and blanks of one kind each; of the same length."""
    return text.translate(_FOLDED)
