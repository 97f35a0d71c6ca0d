"""Kinds of tasks in words, and the page of what each arose from; rooms above add a line here for theirs."""

from django.urls import NoReverseMatch, reverse

from yilu.core.text import Text

MANUAL = "tasks.manual"  # set by a person on the page
KINDS: dict[str, Text] = {
    "coverage.blind_spot": Text("防控措施无佐证", "measure without evidence"),
    "directives.measure": Text("文件要求的措施", "measure of a directive"),
    "filings.contest": Text("企业申诉", "contested decision"),
    "filings.decision": Text("报备退回、整改、停业", "filing returned, site to rectify or suspended"),
    "filings.delay": Text("延迟复工措施", "order that delays resumption"),
    "filings.review": Text("复工审核", "review of a filing"),
    "filings.suspension": Text("建议停业（复工条件）", "proposed suspension (conditions of opening)"),
    "filings.warning": Text("复工条件不再满足", "conditions of opening no longer hold"),
    "inspections.finding": Text("检查发现的问题", "finding of an inspection"),
    "inspections.suspension": Text("检查建议停业", "suspension proposed by an inspection"),
    "norms.requirement": Text("防控规范要求", "requirement of a norm"),
    "operations.problem": Text("网点反映的问题", "problem told by a site"),
    "operations.report": Text("逾期日报", "overdue daily report"),
    "people.case": Text("健康异常处置", "health case"),
    "people.check": Text("晨检未报", "missing morning check"),
    "people.disagreement": Text("晨检记录不一致", "morning checks that disagree"),
    "people.isolation": Text("隔离随访", "isolation follow-up"),
    "people.suspension": Text("建议停业", "proposed suspension"),
    "people.trace": Text("密切接触者排查", "tracing of contacts"),
    "supplies.short": Text("防护物资不足", "protection short"),
    "supplies.transfer": Text("调拨逾期未签收", "transfer not received"),
    MANUAL: Text("交办事项", "assigned matter"),
}
# What an origin ("room.thing:number") names, and the address name of its page.
ORIGINS: dict[str, str] = {
    "directives.measure": "directives:measure",
    "filings.contest": "filings:decision",
    "filings.decision": "filings:decision",
    "filings.delay": "filings:delay",
    "filings.filing": "filings:filing",
    "inspections.finding": "inspections:finding",
    "network.site": "network:site",
    "operations.report": "operations:day",
    "people.case": "people:case",
    "people.morning": "people:morning",
    "people.office": "people:office",
    "people.suspension": "desk:suspension",
    "supplies.site": "supplies:site",
    "supplies.transfer": "supplies:transfer",
}


def kind(code: str) -> Text:
    """The kind in words; its code where nobody wrote them yet."""
    return KINDS.get(code, Text(code, code))


def origin_url(origin: str) -> str:
    """The page of what a task arose from ("room.thing:key", of several parts perhaps); '' if it has none."""
    thing, *key = origin.split(":")
    try:
        return reverse(ORIGINS[thing], args=key)
    except (KeyError, NoReverseMatch):
        return ""
