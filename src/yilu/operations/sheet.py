"""A headquarters' workbook of a day: hundreds of sites on one sheet, yesterday beside each number."""

import datetime as dt
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

import xlsxwriter

from yilu.core.reasons import Invalid, Reason, reason
from yilu.core.tables import safe_cell
from yilu.core.text import Text
from yilu.network.models import Site
from yilu.network.sheet import cells
from yilu.network.sheet.columns import Layout, SheetColumn
from yilu.network.sheet.reading import OpenedSheet
from yilu.operations.models import SiteReport
from yilu.operations.reporting import SiteDay, SiteFigures
from yilu.operations.rules.reports import MOST_PEOPLE, MOST_PIECES, SOLVERS, why_not_report
from yilu.operations.rules.supplies import SUPPLIES

NUMBERS = {
    "collected": Text("收寄量", "Collected"),
    "delivered": Text("投递量", "Delivered"),
    "backlog": Text("积压量", "Backlog"),
    "on_post_own": Text("自有到岗", "Own on post"),
    "roster_own": Text("自有在册", "Own roster"),
    "on_post_outsourced": Text("外包到岗", "Outsourced on post"),
    "roster_outsourced": Text("外包在册", "Outsourced roster"),
}
YES, NO = Text("营业", "open"), Text("停业", "closed")
NOT_NEEDED = ("on_post_outsourced", "roster_outsourced")
PEOPLE = ("on_post_own", "roster_own", *NOT_NEEDED)
HINT = Text("件或人，整数", "a whole number")


def _columns() -> tuple[SheetColumn, ...]:
    own = [
        SheetColumn("code", Text("网点编码", "Site code"), Text("本品牌编码", "the brand's own"), is_required=True),
        SheetColumn("name", Text("网点名称", "Site name"), Text("供核对", "to check by")),
        SheetColumn("is_open", Text("今日", "Today"), Text("营业或停业", "open or closed"), is_required=True),
        SheetColumn("closed_cause", Text("停业原因", "Why closed"), Text("停业须写明", "a closed site says why")),
    ]
    numbers = [SheetColumn(name, title, HINT, is_required=name not in NOT_NEEDED) for name, title in NUMBERS.items()]
    counted = [SheetColumn(item, title, Text("清点数", "as counted")) for item, title in SUPPLIES.items()]
    asked = [
        SheetColumn("problem", Text("需要解决的问题", "Problem to be solved"), Text("填写即交办", "opens a task")),
        SheetColumn("problem_for", Text("请谁解决", "Who is to solve it"), Text("上级机构或邮政管理部门", "who")),
        SheetColumn("note", Text("备注", "Note"), Text("可不填", "may be empty")),
    ]
    return (*own, *numbers, *counted, *asked)


DAYS = Layout(Text("网点日报", "Site reports"), _columns())
UNKNOWN = reason("operations.sheet.site", "没有这个编码的网点，或不由您填报。", "No site of yours has this code.")
TWICE = reason("operations.sheet.twice", "该网点在表中出现两次。", "This site stands in the sheet twice.")
STATE = reason("operations.sheet.state", "“今日”应填营业或停业。", "“Today” is open or closed.")
Refused = list[tuple[int, list[Reason]]]  # the row as the spreadsheet numbers it


def template(sites: Sequence[Site], yesterday: Mapping[int, SiteReport]) -> IO[bytes]:
    """The workbook to fill in, a row for each site: its roster as yesterday, yesterday's other numbers beside."""
    file = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115  # handed to the response, which closes it
    book = xlsxwriter.Workbook(file.name, {"strings_to_formulas": False})
    sheet = book.add_worksheet(f"{DAYS.title.zh} {DAYS.title.en}")
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E8EEF7"})
    faint = book.add_format({"font_color": "#6B7280"})
    for x, column in enumerate(DAYS.columns):
        sheet.write_string(0, x, f"{column.title.zh}{' *' if column.is_required else ''}\n{column.title.en}", head)
    before = ("collected", "delivered", "backlog", "on_post_own")
    for n, name in enumerate(before, start=len(DAYS.columns)):
        sheet.write_string(0, n, f"昨日{NUMBERS[name].zh}\nyesterday: {NUMBERS[name].en}", head)
    place = {c.code: x for x, c in enumerate(DAYS.columns)}
    for y, site in enumerate(sites, start=1):
        sheet.write_string(y, place["code"], str(safe_cell(site.code)))
        sheet.write_string(y, place["name"], str(safe_cell(site.name)))
        told = yesterday.get(site.pk)
        if told is not None:
            for name in ("roster_own", "roster_outsourced"):
                sheet.write_number(y, place[name], getattr(told, name))
            for n, name in enumerate(before, start=len(DAYS.columns)):
                sheet.write_number(y, n, getattr(told, name), faint)
    for code, words in (("is_open", (YES.zh, NO.zh)), ("problem_for", tuple(t.zh for t in SOLVERS.values()))):
        offered = {"validate": "list", "source": list(words), "error_type": "warning"}
        sheet.data_validation(1, place[code], max(len(sites), 1), place[code], offered)
    sheet.set_row(0, 34)
    sheet.set_column(0, len(DAYS.columns) + len(before), 13)
    sheet.freeze_panes(1, 2)
    book.close()
    file.seek(0)
    return file


def read_days(
    opened: OpenedSheet, sites: Mapping[str, int], *, day: dt.date, today: dt.date
) -> tuple[list[tuple[int, SiteDay]], Refused]:
    """The rows that can be taken, and the others with what is wrong, by row. `sites`: one's own, by code.

    A row in which nothing but code, name and roster stands is not filled in and is passed over.
    """
    good: list[tuple[int, SiteDay]] = []
    bad: Refused = []
    seen: set[int] = set()
    for number, row in opened.rows():
        told = {code: row[x] for code, x in opened.columns.items() if x < len(row)}
        if not any(_filled(told.get(code)) for code in ("is_open", *NUMBERS) if not code.startswith("roster")):
            continue
        why, figures = _figures(told)
        site = sites.get(_code(told, why))
        if site is None:
            why.append(UNKNOWN)
        elif site in seen:
            why.append(TWICE)
        else:
            seen.add(site)
        why += why_not_report(figures, day=day, today=today) if figures and not why else []
        if why or figures is None or site is None:
            bad.append((number, why))
        else:
            good.append((number, SiteDay(site, day, figures)))
    return good, bad


def _filled(value: Any) -> bool:
    return value is not None and str(value).strip() != ""


def _code(told: Mapping[str, Any], why: list[Reason]) -> str:
    try:
        return cells.code(told.get("code"))
    except Invalid as refused:
        why += refused.reasons
        return ""


def _figures(told: Mapping[str, Any]) -> tuple[list[Reason], SiteFigures | None]:
    why: list[Reason] = []
    words = {name: _read(told, name, why) for name in ("is_open", "closed_cause", "problem", "problem_for", "note")}
    counts = {name: _number(told, name, why) for name in (*NUMBERS, *SUPPLIES)}
    for name, title in NUMBERS.items():
        if counts[name] is None and name not in NOT_NEEDED:
            why.append(reason("operations.sheet.empty", f"“{title.zh}”没有填。", f"“{title.en}” is empty."))
    state = {YES.zh: True, YES.en: True, NO.zh: False, NO.en: False}.get(words["is_open"].lower())
    if state is None:
        why.append(STATE)
    if why or state is None:
        return why, None
    numbers: dict[str, Any] = {name: counts[name] or 0 for name in NUMBERS}
    figures = SiteFigures(
        is_open=state,
        **numbers,
        closed_cause=words["closed_cause"][:200],
        note=words["note"][:300],
        supplies={item: count for item in SUPPLIES if (count := counts[item]) is not None},
        problem=words["problem"][:300],
        problem_for=_solver(words["problem_for"]) if words["problem"] else "",
    )
    return [], figures


def _solver(words: str) -> str:
    return next(
        (post for post, name in SOLVERS.items() if words in (post, name.zh, name.en)), words or "branch_manager"
    )


def _read(told: Mapping[str, Any], name: str, why: list[Reason]) -> str:
    try:
        return cells.text(told.get(name), 300)
    except Invalid as refused:
        why += _of(name, refused.reasons)
        return ""


def _number(told: Mapping[str, Any], name: str, why: list[Reason]) -> int | None:
    try:
        found = cells.number(told.get(name), most=MOST_PEOPLE if name in PEOPLE else MOST_PIECES, whole=True)
    except Invalid as refused:
        why += _of(name, refused.reasons)
        return None
    return None if found is None else int(found)


def _of(name: str, reasons: Iterable[Reason]) -> list[Reason]:
    title = DAYS.by_code[name].title
    return [reason(r.code, f"“{title.zh}”：{r.text.zh}", f"{title.en}: {r.text.en}") for r in reasons]
