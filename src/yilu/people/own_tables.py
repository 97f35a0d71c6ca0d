"""What is held on a person, as tables that this person reads: titles, columns and values in words."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from yilu.core.templatetags.yilu import day, moment
from yilu.core.text import Text
from yilu.people.models import Contact, HealthCase, Measurement, Place, Source, Worker
from yilu.people.rules.answers import SYMPTOMS

YES, NO, NOTHING = Text("是", "yes"), Text("否", "no"), "—"
PARTS: dict[str, Text] = {
    "placements": Text("岗位变动", "Where I worked"),
    "checks": Text("晨检", "Morning checks"),
    "differing_checks": Text("不一致的晨检", "Checks that differed"),
    "measurements": Text("测温", "Temperatures taken"),
    "places_stayed": Text("停留过的地方", "Places I stayed"),
    "cases": Text("健康异常个案", "Health cases"),
    "isolations": Text("隔离观察", "Isolations"),
    "contacts": Text("接触记录", "Contacts"),
    "stays": Text("同住、乘车、到访", "Rooms, rides, visits"),
    "phones": Text("填报手机", "Phones"),
    "opened_by_others": Text("他人查阅", "Who opened my record, and why"),
}
COLUMNS: dict[str, Text] = {
    "name": Text("姓名", "Name"),
    "identity": Text("证件号码", "Identity number"),
    "phone": Text("手机号", "Mobile number"),
    "code": Text("工号", "Staff number"),
    "post": Text("岗位", "Post"),
    "employment": Text("用工性质", "Employment"),
    "agency": Text("派出单位", "Agency"),
    "shift_group": Text("班组", "Shift group"),
    "joined_on": Text("到岗", "Joined"),
    "left_on": Text("离岗", "Left"),
    "place": Text("地点", "Place"),
    "site__name": Text("网点", "Site"),
    "first_day": Text("自", "From"),
    "last_day": Text("至", "Until"),
    "day": Text("日期", "Day"),
    "days": Text("天数", "Days"),
    "temperature": Text("体温（℃）", "°C"),
    "symptoms": Text("症状", "Symptoms"),
    "family_unwell": Text("家人不适", "Family unwell"),
    "case_contact": Text("接触病例", "Met a case"),
    "returnee_contact": Text("接触返回人员", "Met a returnee"),
    "is_normal": Text("正常", "Normal"),
    "source": Text("方式", "Through"),
    "reported_at": Text("填写", "Filled in"),
    "received_at": Text("收到", "Received"),
    "clock_off": Text("手机时钟差（分）", "Clock off by (min)"),
    "kind": Text("类别", "Kind"),
    "taken_at": Text("时间", "At"),
    "places": Text("地方", "Places"),
    "cause": Text("原因", "Cause"),
    "state": Text("状态", "State"),
    "opened_at": Text("立案或查阅", "Opened"),
    "closed_at": Text("结案", "Closed"),
    "authority": Text("机关", "Authority"),
    "document": Text("文件", "Document"),
    "released_at": Text("解除", "Released"),
    "degree": Text("级别", "Degree"),
    "via": Text("途径", "By way of"),
    "place__kind": Text("类别", "Kind"),
    "place__name": Text("名称", "Name"),
    "since": Text("自", "From"),
    "until": Text("至", "Until"),
    "device": Text("手机", "Phone"),
    "issued_at": Text("登记", "Enrolled"),
    "revoked_at": Text("停用", "Revoked"),
    "reason": Text("事由", "Why"),
}
# Columns whose values are codes, by part and name: the model's field knows the words.
CODED: dict[tuple[str, str], type[models.Model]] = {
    ("placements", "post"): Worker,
    ("worker", "post"): Worker,
    ("worker", "employment"): Worker,
    ("measurements", "kind"): Measurement,
    ("cases", "cause"): HealthCase,
    ("cases", "state"): HealthCase,
    ("contacts", "via"): Contact,
    ("stays", "place__kind"): Place,
}


@dataclass(frozen=True, slots=True)
class HeldPart:
    """One kind of record: what it is, its columns, its rows in words."""

    title: Text
    columns: list[Text]
    rows: list[list[str]]


def parts_of(held: Mapping[str, Any]) -> list[HeldPart]:
    """Every kind of record that is held, the empty ones too."""
    return [HeldPart(title, _columns(held[key]), _rows(key, held[key])) for key, title in PARTS.items()]


def facts_of(held: Mapping[str, Any]) -> list[tuple[Text, str]]:
    """What the register says of the person."""
    return [(COLUMNS[name], _told("worker", name, value)) for name, value in held["worker"].items()]


def _columns(rows: list[dict[str, Any]]) -> list[Text]:
    return [COLUMNS[name] for name in rows[0]] if rows else []


def _rows(part: str, rows: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    return [[_told(part, name, value) for name, value in row.items()] for row in rows]


def _told(part: str, name: str, value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if coded := CODED.get((part, name)):
        field = coded._meta.get_field(name.rpartition("__")[2])
        return str(dict(field.flatchoices).get(value, value))  # type: ignore[union-attr]
    if name == "symptoms":
        return "、".join(str(text) for symptom, text in SYMPTOMS.items() if value & symptom) or NOTHING
    if name == "temperature":
        return f"{value / 10:.1f}"
    if name == "source":
        return str(Source(value).label)
    if isinstance(value, bool):
        return str(YES if value else NO)
    if isinstance(value, dt.datetime):
        return str(moment(value))
    return str(day(value)) if isinstance(value, dt.date) else str(value)
