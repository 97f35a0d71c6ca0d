"""How texts are compared when people search for a site or a file names an enterprise: folded, whatever its width."""

import unicodedata

SEARCH_LENGTH = 255


def folded(text: str) -> str:
    """Half width, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def search_text(code: str, name: str) -> str:
    """The text a site is found by."""
    return folded(f"{code} {name}")[:SEARCH_LENGTH]
