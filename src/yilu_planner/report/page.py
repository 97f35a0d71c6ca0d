"""Sections as one HTML page that fetches nothing: style, script and charting library inside, both languages."""

import json
from collections.abc import Sequence
from html import escape
from importlib.resources import files

from yilu_planner.explain import count
from yilu_planner.report.charts import option
from yilu_planner.report.parts import Figure, Section, Table, Words

LANGUAGES = {"both": ("zh", "en"), "zh": ("zh",), "en": ("en",)}
TITLE = Words("驿路 · 复工方案报告", "Yilu · Resumption plan")
DEMONSTRATION = Words(
    "示范算例：全部数据为合成，不得作为依据。", "Demonstration: all numbers are synthetic and no evidence."
)
SWITCH = (
    '<div class="switch" role="group" aria-label="语言 / Language">'
    '<button type="button" data-to="zh" lang="zh">中文</button>'
    '<button type="button" data-to="en" lang="en">English</button></div>'
)
NUMBERS = Words("数据", "Numbers")
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"


def page(
    name: str, facts: Sequence[Words], sections: Sequence[Section], library: str, *, language: str, demonstration: bool
) -> str:
    """The whole page; `language` is both, zh or en."""
    shown = LANGUAGES[language]
    figures = [figure for section in sections for figure in section.figures]
    options = {figure.id: {code: option(figure, ("zh", "en").index(code)) for code in shown} for figure in figures}
    head, here = shown[0], files(__package__)
    switch = SWITCH if len(shown) > 1 else ""
    contents = "".join(f'<a href="#{section.id}">{_both(section.title, shown)}</a>' for section in sections)
    banner = f'<p class="banner" role="note">{_both(DEMONSTRATION, shown)}</p>' if demonstration else ""
    return (
        f'<!doctype html>\n<html lang="{head}" data-language="{head}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f"<title>{escape(' / '.join(TITLE[('zh', 'en').index(code)] for code in shown))}: {escape(name)}</title>\n"
        f"<style>\n{(here / 'page.css').read_text(encoding='utf-8')}</style>\n</head>\n<body>\n"
        f"<header><div><h1>{_both(TITLE, shown)}</h1><p>{escape(name)}</p></div>{switch}</header>\n{banner}"
        f'<dl class="facts">{"".join(_fact(fact, shown) for fact in facts)}</dl>\n'
        f'<nav aria-label="{escape(" / ".join(Words("目录", "Contents")))}">{contents}</nav>\n<main>\n'
        + "".join(_section(section, shown) for section in sections)
        + '</main>\n<script type="application/json" id="options">'
        + json.dumps(options, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        + "</script>\n"
        + (f"<script>{library}</script>\n" if figures else "")
        + f"<script>\n{(here / 'page.js').read_text(encoding='utf-8')}</script>\n</body>\n</html>\n"
    )


def _section(section: Section, shown: Sequence[str]) -> str:
    words = "".join(f"<p>{_both(line, shown)}</p>" for line in section.words if line.zh)
    return (
        f'<section id="{section.id}"><h2>{_both(section.title, shown)}</h2>{words}<div class="figures">'
        + "".join(_figure(figure, shown) for figure in section.figures)
        + "</div>"
        + "".join(_table(table, shown) for table in section.tables)
        + "</section>\n"
    )


def _figure(figure: Figure, shown: Sequence[str]) -> str:
    title = _both(figure.title, shown)
    note = f"<p class='note'>{_both(figure.note, shown)}</p>" if figure.note.zh else ""
    caption = f"{title} · {_both(figure.unit, shown)}"
    return (
        f'<figure><figcaption>{title}</figcaption><div class="chart" id="chart-{figure.id}" role="img"></div>{note}'
        f"<details open><summary>{_both(NUMBERS, shown)}</summary>"
        f"{_rows(caption, *_numbers(figure), shown)}</details></figure>"
    )


def _numbers(figure: Figure) -> tuple[list[Words], list[list[Words | float | str]]]:
    """The table a chart is drawn from, bands included."""
    header = [figure.over]
    columns: list[Sequence[float]] = []
    for series in figure.series:
        header.append(series.name)
        columns.append(series.values)
        for part, values in (("5%", series.low), ("95%", series.high)):
            if values:
                header.append(Words(f"{series.name.zh} {part}", f"{series.name.en} {part}"))
                columns.append(values)
    return header, [[label, *(column[at] for column in columns)] for at, label in enumerate(figure.labels)]


def _table(table: Table, shown: Sequence[str]) -> str:
    note = f"<p class='note'>{_both(table.note, shown)}</p>" if table.note.zh else ""
    if not table.rows:
        return f"<p><strong>{_both(table.title, shown)}</strong></p>{note}"
    return _rows(_both(table.title, shown), table.header, table.rows, shown) + note


def _rows(
    caption: str, header: Sequence[Words], rows: Sequence[Sequence[Words | float | str]], shown: Sequence[str]
) -> str:
    head = "".join(f'<th scope="col">{_both(name, shown)}</th>' for name in header)
    body = "".join(
        f'<tr><th scope="row">{_cell(row[0], shown)}</th>'
        + "".join(f"<td>{_cell(value, shown)}</td>" for value in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="scroll" tabindex="0"><table><caption>{caption}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(value: Words | float | str, shown: Sequence[str]) -> str:
    if isinstance(value, Words):
        return _both(value, shown)
    return escape(value if isinstance(value, str) else count(value))


def _fact(fact: Words, shown: Sequence[str]) -> str:
    """`name: value` in both languages as one entry."""
    name, value = (Words(*parts) for parts in zip(fact.zh.split("：", 1), fact.en.split(": ", 1), strict=True))
    return f"<div><dt>{_both(name, shown)}</dt><dd>{_both(value, shown)}</dd></div>"


def _both(words: Words, shown: Sequence[str]) -> str:
    if words.zh == words.en or len(shown) == 1:
        return escape(words[("zh", "en").index(shown[0])])
    return f'<span lang="zh">{escape(words.zh)}</span><span lang="en">{escape(words.en)}</span>'
