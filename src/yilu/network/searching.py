"""How texts are compared when people search for a site or a file names an enterprise: folded, whatever its width;
and the pieces by which a text is found in an index (docs/adr/0010)."""

import unicodedata
from itertools import pairwise

SEARCH_LENGTH = 255


def folded(text: str) -> str:
    """Half width, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def search_text(code: str, name: str) -> str:
    """The text a site is found by."""
    return folded(f"{code} {name}")[:SEARCH_LENGTH].rstrip()


def pieces_of(word: str) -> list[str]:
    """What every text that holds the word also holds, one or two characters each. Chinese knows no spaces between
    words and its words are mostly of two characters: an index of three at a time would not find them."""
    return [word] if len(word) == 1 else list(dict.fromkeys(a + b for a, b in pairwise(word)))


def search_pieces(text: str) -> str:
    """All pieces of a folded text, single characters among them, with spaces between."""
    return " ".join({*text, *(a + b for a, b in pairwise(text) if a != " " != b)} - {" "})
