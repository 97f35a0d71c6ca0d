"""What a report to government says of a case, line by line; people check it, sign it and send it."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Count

from yilu.core.tables import Column, Table
from yilu.core.templatetags.yilu import day, moment
from yilu.core.text import Text, label
from yilu.network.tables import named
from yilu.people.models import Contact, HealthCase, Isolation
from yilu.people.queries.cases import steps_of
from yilu.people.rules.steps import STEPS


class Line(NamedTuple):
    """One line: what is told, and what is known of it."""

    item: Text
    value: str


def report_table() -> Table:
    """The report as a workbook."""
    return Table(
        "case-report",
        label("健康异常情况报告", "Report of a health case"),
        (
            Column("item", label("项目", "Item"), lambda line: str(line.item)),
            Column("value", label("内容", "What is known"), lambda line: line.value),
        ),
    )


def report_rows(case: HealthCase, *, now: dt.datetime) -> list[Line]:
    """The lines. Of people of other employers there is a number, no name."""
    worker, site = case.worker, case.site
    found = {f"{day(f.day)} {f.get_cause_display()}": None for f in case.findings.order_by("day", "found_at")}
    done = [(STEPS[s.code].text if s.code in STEPS else s.code, s) for s in steps_of(case)]
    met = dict(Contact.objects.filter(case=case).values_list("degree").annotate(n=Count("pk")).order_by())
    isolation = Isolation.objects.filter(worker=worker).order_by("-first_day").first()
    lines = [
        Line(Text("报告单位", "Reporting unit"), str(case.enterprise or case.worker.office or "—")),
        Line(Text("网点", "Site"), f"{site} ({site.code})" if site else "—"),
        Line(Text("所在区县", "County"), named(case.county)),
        Line(Text("人员", "Person"), f"{worker.name} ({worker.code})"),
        Line(Text("证件号码", "Identity number"), worker.identity or "—"),
        Line(Text("联系电话", "Phone"), worker.phone or "—"),
        Line(Text("岗位", "Post"), str(worker.get_post_display())),
        Line(Text("发现情况", "What was found"), "；".join(found) or str(case.get_cause_display())),
        Line(Text("现状态", "State"), str(case.get_state_display())),
        Line(Text("依据文书", "Document"), case.document or "—"),
        Line(Text("网点状态", "State of the site"), str(site.get_status_display()) if site else "—"),
        Line(
            Text("接触者（一级、二级）", "Contacts (first, second degree)"),
            f"{met.get(1, 0)} / {met.get(2, 0)}" if met else str(Text("尚未排查", "not traced yet")),
        ),
        Line(
            Text("隔离观察", "Isolation"),
            f"{isolation.authority}，{isolation.document}，{day(isolation.first_day)}"
            if isolation
            else str(Text("无登记", "none on record")),
        ),
    ]
    lines += [Line(Text("已采取措施", "Done"), f"{text} ({moment(s.done_at)})") for text, s in done if s.done_at]
    lines += [Line(Text("待办", "To do"), str(text)) for text, s in done if not s.done_at]
    return [*lines, Line(Text("生成时间", "Prepared at"), str(moment(now)))]
