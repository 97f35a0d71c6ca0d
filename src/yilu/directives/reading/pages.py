"""The words of a web page: a paragraph a line, without scripts, menus' markup and comments."""

import html.parser

from yilu.directives.reading.plain import tidied

_BREAKS = {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "table", "ul", "ol",
           "blockquote", "hr", "header", "footer", "nav", "aside", "main", "title", "dt", "dd", "pre"}  # fmt: skip
_SILENT = {"script", "style", "template", "noscript", "svg", "select", "button", "nav", "head"}


class _Words(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("body", "div", "p", "h1"):
            self.silent = [t for t in self.silent if t != "head"]  # its end may be left out
        if tag in _SILENT:
            self.silent.append(tag)
        elif tag in _BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        # What is silent ends with its own tag, or where the next part of the page begins.
        if tag in self.silent:
            del self.silent[self.silent.index(tag) :]
        elif tag in _BREAKS:
            self.pieces.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            # A line end inside a paragraph is a blank, and between two Chinese letters nothing.
            self.pieces.append(" ".join(data.split("\n")) if data.strip() else data.replace("\n", ""))


def text_of_html(source: str) -> str:
    """The text of a page."""
    reader = _Words()
    reader.feed(source)
    reader.close()
    lines = (line.strip() for line in "".join(reader.pieces).split("\n"))
    return tidied("\n".join(line for line in lines if line))
