"""The lists of this room."""

from django.urls import reverse

from yilu.core.tables import Column, Table
from yilu.core.text import label
from yilu.filings.models import Decision, DelayOrder, Filing
from yilu.filings.queries.decisions import OfOfficer
from yilu.filings.words import state_badge
from yilu.network.tables import named, roomy, unbroken


def filing_url(filing: Filing) -> str:
    """A filing's own page."""
    return reverse("filings:filing", args=[filing.pk])


def filings_table() -> Table:
    """Filings in sight."""
    return Table(
        "filings",
        label("复工报备", "Filings"),
        (
            Column("site", label("网点", "Site"), lambda f: f.site.name, show=unbroken, link=filing_url),
            Column("state", label("状态", "State"), lambda f: f.state, "state", state_badge),
            Column("unmet", label("未满足", "Not met"), lambda f: f.unmet, "unmet", is_number=True),
            Column("brand", label("品牌", "Brand"), lambda f: named(f.site.brand), show=unbroken),
            Column("county", label("区县", "County"), lambda f: named(f.site.county), show=unbroken),
            Column("filed", label("报备时间", "Filed"), lambda f: f.filed_at, "filed_at"),
            Column("until", label("审核期限", "Review until"), lambda f: f.review_until, "review_until"),
            Column("receipt", label("回执", "Receipt"), lambda f: f.receipt or "—", "receipt", unbroken),
        ),
        empty=label("这里没有报备。", "No filing here."),
    )


def officers_table() -> Table:
    """Who decided what."""

    def count(code: str, zh: str, en: str) -> Column:
        return Column(code, label(zh, en), lambda o: getattr(o, code), code, is_number=True)

    return Table(
        "officers",
        label("各人办理情况", "Decisions per officer"),
        (
            Column("officer", label("经办人", "Officer"), lambda o: o.officer, "officer"),
            Column("area", label("地区", "Area"), _area, "area", unbroken),
            count("passed", "通过", "Passed"),
            count("returned", "退回", "Returned"),
            count("again", "重复退回项", "Returned on what was met before"),
            count("ran_out", "逾期视为通过", "Ran out"),
            Column("hours", label("中位用时（小时）", "Middle time (hours)"), lambda o: o.middle_hours, "hours",
                   is_number=True),
            count("rectify", "责令整改", "Rectify"),
            count("suspended", "停业", "Suspended"),
            count("cited", "所引条款", "Cited"),
            count("contested", "被申诉", "Contested"),
            count("revoked", "被撤销", "Revoked"),
        ),
        default_sort="-ran_out",
        empty=label("这段时间没有办理。", "Nothing was decided in this time."),
    )  # fmt: skip


def _area(line: OfOfficer) -> str:
    return str(label(line.area_zh, line.area_en))


def decision_url(decision: Decision) -> str:
    """A decision's own page."""
    return reverse("filings:decision", args=[decision.pk])


def decisions_table() -> Table:
    """The decisions themselves."""
    return Table(
        "decisions",
        label("决定", "Decisions"),
        (
            Column("at", label("时间", "When"), lambda d: d.at, "at", link=decision_url),
            Column("verb", label("决定", "Decision"), lambda d: str(d.get_verb_display()), "verb", unbroken),
            Column("site", label("网点", "Site"), lambda d: d.site.name, show=unbroken),
            Column("officer", label("经办人", "By"), lambda d: d.by, "by"),
            Column("cited", label("所引条款", "Cited"), lambda d: d.cited, "cited", is_number=True),
            Column("again", label("重复退回项", "Met before"), lambda d: d.again, "again", is_number=True),
            Column("ended", label("结果", "Ended"), lambda d: str(d.get_ended_display() or "—"), "ended"),
        ),
        default_sort="-at",
        empty=label("没有决定。", "No decision."),
    )


def delay_url(delay: DelayOrder) -> str:
    """A delay order's own page."""
    return reverse("filings:delay", args=[delay.pk])


def delays_table() -> Table:
    """Registered delay orders."""
    return Table(
        "delays",
        label("延迟复工措施", "Orders that delay resumption"),
        (
            Column("area", label("地区", "Area"), lambda d: named(d.area), "area_id", unbroken, delay_url),
            Column("title", label("文件", "Document"), lambda d: f"{d.title} {d.document}", "title", roomy, delay_url),
            Column("issuer", label("发文机关", "Issuer"), lambda d: d.issuer, "issuer"),
            Column("issued", label("发文日期", "Issued"), lambda d: d.issued, "issued"),
            Column("brand", label("登记企业", "Registered by"), lambda d: named(d.brand), "brand_id", unbroken),
            Column("at", label("登记时间", "Registered"), lambda d: d.at, "at"),
            Column(
                "outcome", label("结果", "Outcome"),
                lambda d: str(d.get_outcome_display() or label("待答复", "awaits an answer")), "outcome",
            ),
        ),
        default_sort="-at",
        empty=label("没有登记。", "None is registered."),
    )  # fmt: skip
