"""The lists of accounts, and how an appointment stands in words."""

import datetime as dt

from django.urls import reverse

from yilu.accounts.models import Appointment
from yilu.accounts.queries import place_of
from yilu.accounts.roles import ROLES
from yilu.core import clock
from yilu.core.tables import Column, Table
from yilu.core.text import Text, label

REVOKED = Text("已免去", "revoked")
OVER = Text("已到期", "over")
TO_COME = Text("未到任", "to come")
IN_FORCE = Text("在任", "in force")


def standing(appointment: Appointment, *, on: dt.date) -> Text:
    """Is it in force, over, still to come, or revoked?"""
    if appointment.revoked_at is not None:
        return REVOKED
    if appointment.valid_from > on:
        return TO_COME
    return OVER if appointment.valid_until is not None and appointment.valid_until < on else IN_FORCE


def role_name(code: str) -> Text:
    """The role in words; its code if no role has it any more."""
    return ROLES[code].name if code in ROLES else Text(code, code)


def appointments_table() -> Table:
    """Who holds what where."""
    return Table(
        "appointments",
        label("任职", "Appointments"),
        [
            Column(
                "name",
                label("姓名", "Name"),
                lambda a: a.user.name,
                sort="user__name",
                link=lambda a: reverse("accounts:appointment", args=[a.pk]),
            ),
            Column("username", label("用户名", "User name"), lambda a: a.user.username, sort="user__username"),
            Column("role", label("角色", "Role"), lambda a: str(role_name(a.role)), sort="role"),
            Column("place", label("管辖范围", "Over"), lambda a: str(place_of(a)), sort="area_id"),
            Column("from", label("开始", "From"), lambda a: a.valid_from, sort="valid_from"),
            Column("until", label("结束", "Until"), lambda a: a.valid_until, sort="valid_until"),
            Column("standing", label("状态", "State"), lambda a: str(standing(a, on=clock.today()))),
        ],
        default_sort="name",
        empty=label("没有符合条件的任职。", "No appointment matches."),
    )
