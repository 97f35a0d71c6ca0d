"""The lists of this room: their columns, the same on the page, in the export and in the address."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yilu.core.tables import Column, Table
from yilu.core.text import label
from yilu.network.tables import named as name_of
from yilu.norms.models import Provision
from yilu.norms.queries import Cell
from yilu.norms.rules.kinds import Confidence, Effect, Proof, State, named
from yilu.norms.words import binds, cited, interval, proofs

EFFECT_COLOURS = {"block": "red", "condition": "orange", "checklist": "blue", "advice": "secondary"}
STATE_SIGNS = {
    State.FRESH: ("green", "✓"),
    State.STALE: ("yellow", "!"),
    State.NONE: ("red", "○"),
    State.UNMET: ("red", "✗"),
    State.NOT_APPLICABLE: ("secondary", "—"),
}


def effect_badge(code: str) -> SafeString:
    """An effect on its colour; the word says it."""
    return format_html('<span class="badge bg-{}-lt">{}</span>', EFFECT_COLOURS[code], named(Effect, code))


def state_badge(code: str) -> SafeString:
    """A state with its sign, for those who do not see colours."""
    colour, sign = STATE_SIGNS[State(code)]
    return format_html('<span class="badge bg-{}-lt">{} {}</span>', colour, sign, named(State, code))


def text_of(provision: Provision) -> str:
    """Its text, or that nobody has it."""
    return (
        str(provision.text) if provision.enabled else str(label("条文未见，未启用", "text not available: not in force"))
    )


def _words(text: str) -> SafeString:
    return format_html('<span class="norm-words">{}</span>', text)


def _effect_or_nothing(code: str) -> SafeString | str:
    return effect_badge(code) if code else ""


def _requirement(provision: Provision) -> str:
    return reverse("norms:requirement", args=[provision.requirement.code])


def provisions_table(area: str) -> Table:
    """What is in force over an area."""

    def link(provision: Provision) -> str:
        return f"{_requirement(provision)}?area={area}"

    return Table(
        "norms",
        label("在此施行的规定", "In force here"),
        [
            Column("code", label("编号", "Code"), lambda p: p.requirement.code, link=link),
            Column("requirement", label("要求", "Requirement"), lambda p: str(p.requirement.name), link=link),
            Column("text", label("内容", "What it says"), text_of, show=_words),
            Column("effect", label("效力", "Effect"), lambda p: p.effect, show=effect_badge),
            Column("interval", label("频次", "How often"), interval),
            Column("proofs", label("证据", "Evidence"), proofs),
            Column("binds", label("适用", "Binds"), binds),
            Column("norm", label("文件", "Document"), lambda p: str(p.norm.name)),
            Column("clause", label("条款", "Clause"), lambda p: p.clause),
            Column("issuer", label("印发机关", "Issuer"), lambda p: str(p.norm.issuer)),
            Column("area", label("施行地区", "Area"), lambda p: name_of(p.area)),
            Column("confidence", label("可信度", "Confidence"), lambda p: str(named(Confidence, p.confidence))),
        ],
        page_size=100,
        empty=str(label("这一天此地没有规定。", "Nothing is in force here on this day.")),
    )


def history_table() -> Table:
    """Every wording one requirement ever had, in any area."""
    return Table(
        "history",
        label("沿革和各地细化", "History and refinements"),
        [
            Column("from", label("施行", "From"), lambda p: p.valid_from, "valid_from"),
            Column("until", label("失效", "Until"), lambda p: p.valid_until, "valid_until"),
            Column("area", label("地区", "Area"), lambda p: name_of(p.area), "area_id"),
            Column("norm", label("文件", "Document"), lambda p: f"{p.norm.name} {p.norm.document}".strip()),
            Column("text", label("内容", "What it says"), text_of, show=_words),
            Column("effect", label("效力", "Effect"), lambda p: p.effect, "effect", effect_badge),
            Column("interval", label("频次", "How often"), interval),
            Column("binds", label("适用", "Binds"), binds),
            Column("confidence", label("可信度", "Confidence"), lambda p: str(named(Confidence, p.confidence))),
        ],
        default_sort="-from",
    )


def documents_table() -> Table:
    """The documents by issuer, with where they were read."""
    return Table(
        "documents",
        label("文件", "Documents"),
        [
            Column("issuer", label("印发机关", "Issuer"), lambda n: str(n.issuer), "issuer_zh"),
            Column("name", label("名称", "Title"), lambda n: str(n.name), "name_zh", _words),
            Column("document", label("文号", "Number"), lambda n: n.document, "document"),
            Column("issued", label("印发日期", "Issued"), lambda n: n.issued, "issued"),
            Column("area", label("施行地区", "Area"), lambda n: name_of(n.area), "area_id"),
            Column("provisions", label("条款数", "Provisions"), lambda n: n.number, "number", is_number=True),
            Column("note", label("说明", "Note"), lambda n: str(n.note), show=_words),
            Column("source", label("出处", "Source"), lambda n: n.source, show=_words),
        ],
        default_sort="issued",
    )


def settings_table() -> Table:
    """Every order of one number over an area."""
    return Table(
        "orders",
        label("历次规定", "Orders"),
        [
            Column("from", label("施行", "From"), lambda s: s.valid_from, "valid_from"),
            Column("until", label("失效", "Until"), lambda s: s.valid_until, "valid_until"),
            Column("area", label("地区", "Area"), lambda s: name_of(s.area), "area_id"),
            Column("value", label("数值", "Number"), lambda s: s.value, "value", is_number=True, show=str),
            Column("document", label("依据文件", "Document"), lambda s: s.document, "document"),
            Column("by", label("登记人", "Recorded by"), lambda s: s.by),
        ],
        default_sort="-from",
        empty=str(label("尚无文件规定。", "No document orders it yet.")),
    )


def cells_table() -> Table:
    """One site against every requirement in force."""

    def at(cell: Cell) -> Any:
        return cell.latest.at if cell.latest else None

    def effect(cell: Cell) -> str:
        return cell.provision.effect if cell.provision else ""

    return Table(
        "cells",
        label("各项要求的证据", "Evidence for each requirement"),
        [
            Column("code", label("编号", "Code"), lambda c: c.requirement.code, link=lambda c: reverse(
                "norms:requirement", args=[c.requirement.code])),
            Column("requirement", label("要求", "Requirement"), lambda c: str(c.requirement.name)),
            Column("state", label("状态", "State"), lambda c: c.state.value, "state", state_badge),
            Column("at", label("最近一次", "Latest"), at, "at"),
            Column("due", label("下次应在", "Next due"), lambda c: c.due, "due"),
            Column("interval", label("频次", "How often"), lambda c: interval(c.provision) if c.provision else ""),
            Column("effect", label("效力", "Effect"), effect, show=_effect_or_nothing),
            Column("clause", label("依据", "Clause"), lambda c: cited(c.provision) if c.provision else "", show=_words),
        ],
        page_size=100,
    )  # fmt: skip


def entries_table() -> Table:
    """The lines of a site's ledger."""
    return Table(
        "ledger",
        label("证据台账", "Ledger of evidence"),
        [
            Column("at", label("时间", "When"), lambda e: e.at, "at"),
            Column("requirement", label("要求", "Requirement"), lambda e: str(e.requirement), "requirement__order"),
            Column("kind", label("证据", "Evidence"), lambda e: str(named(Proof, e.kind)), "kind"),
            Column("met", label("结果", "Result"), lambda e: str(
                label("符合", "met") if e.met else label("不符合", "found wanting")), "met"),
            Column("summary", label("内容", "What"), lambda e: str(e.summary)),
            Column("origin", label("来自", "From"), lambda e: e.origin, "origin"),
            Column("recorded", label("登记时间", "Recorded"), lambda e: e.recorded_at, "recorded_at"),
            Column("digest", label("附件摘要", "File digest"), lambda e: e.digest[:12]),
        ],
        default_sort="-at",
        empty=str(label("台账里还没有记录。", "Nothing stands in the ledger yet.")),
    )  # fmt: skip
