"""The list of deliveries that reached nobody."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yilu.core.tables import Column, Table
from yilu.core.text import label
from yilu.messages.models import Delivery

COLOURS = {Delivery.State.FAILED: "red", Delivery.State.UNSURE: "yellow"}


def state_badge(code: str) -> SafeString:
    """The state as a word on its colour."""
    return format_html(
        '<span class="badge bg-{}-lt">{}</span>', COLOURS[Delivery.State(code)], Delivery.State(code).label
    )


def not_reached_table() -> Table:
    """Whom nobody reached, by which channel, why; the person's page of trying again behind the name."""
    return Table(
        "not-reached",
        label("未送达的消息", "Messages that reached nobody"),
        (
            Column(
                "person",
                label("收件人", "To"),
                lambda d: d.message.recipient.name,
                sort="message__recipient__name",
                link=lambda d: reverse("messages:delivery", args=[d.pk]),
            ),
            Column("channel", label("渠道", "Channel"), lambda d: str(d.get_channel_display()), sort="channel"),
            Column(
                "urgent",
                label("紧急", "Urgent"),
                lambda d: str(YES if d.message.urgent else NO),
                sort="message__urgent",
            ),
            Column("state", label("状态", "State"), lambda d: d.state, sort="state", show=state_badge),
            Column("answer", label("渠道答复", "The channel's answer"), lambda d: d.answer or "—"),
            Column("attempts", label("已尝试", "Attempts"), lambda d: d.attempts, sort="attempts", is_number=True),
            Column("sent", label("发出时间", "Sent"), lambda d: d.message.sent_at, sort="message__sent_at"),
            Column("changed", label("最近尝试", "Last attempt"), lambda d: d.changed_at, sort="changed_at"),
        ),
        default_sort="-changed",
        empty=label("消息都已送出，没有未送达的人。", "Everybody was reached."),
    )


YES, NO = label("是", "yes"), label("否", "no")
