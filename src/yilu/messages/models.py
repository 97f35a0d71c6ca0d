"""Messages to a person, how he or she wants to be reached, and what came of each delivery outside."""

from typing import ClassVar

from django.db import models

from yilu.accounts.models import User
from yilu.core.fields import EncryptedTextField
from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Internal
from yilu.core.text import Text, label
from yilu.messages.rules import Channel

CHANNELS = [
    (Channel.DINGTALK, label("钉钉群机器人", "DingTalk robot")),
    (Channel.WECOM, label("企业微信群机器人", "WeCom robot")),
    (Channel.FEISHU, label("飞书群机器人", "Feishu robot")),
    (Channel.EMAIL, label("电子邮件", "E-mail")),
    (Channel.SMS, label("短信", "SMS")),
]


class Message(models.Model):
    """What one person is told; nobody but that person reads it. `key`: the same is never told twice."""

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy(
        personal=("title_zh", "title_en", "body_zh", "body_en"), plain=("key", "link", "by")
    )

    recipient = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=120)
    title_zh = EncryptedTextField()
    title_en = EncryptedTextField()
    body_zh = EncryptedTextField(blank=True, default="")
    body_en = EncryptedTextField(blank=True, default="")
    link = models.CharField(max_length=200, blank=True)  # a path of ours
    urgent = models.BooleanField(default=False)
    by = models.CharField(max_length=80)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="message_once")]
        indexes = [
            models.Index(fields=["recipient", "-sent_at"], name="message_of"),
            models.Index(fields=["recipient"], name="message_unread", condition=models.Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.key} -> {self.recipient_id}"

    @property
    def title(self) -> Text:
        """What it is about."""
        return Text(self.title_zh, self.title_en)

    @property
    def body(self) -> Text:
        """What it says."""
        return Text(self.body_zh, self.body_en)


class ChannelSetting(models.Model):
    """How one person is reached through one channel. `wanted`: for ordinary messages too, not for urgent ones alone."""

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy(personal=("address", "secret"), plain=("channel",))

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    channel = models.CharField(max_length=10, choices=CHANNELS)
    wanted = models.BooleanField(default=False)
    address = EncryptedTextField()  # a robot's webhook, an e-mail address, a phone number
    secret = EncryptedTextField(blank=True, default="")  # a robot's signing key

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "channel"], name="channel_once_per_person")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.channel}"


class Delivery(models.Model):
    """A message on its way through one outside channel."""

    class State(models.TextChoices):
        WAITING = "waiting", label("待发送", "waiting")
        SENDING = "sending", label("发送中", "being sent")
        SENT = "sent", label("已送达渠道", "taken by the channel")
        UNSURE = "unsure", label("不确定是否送达", "may or may not have been taken")
        FAILED = "failed", label("未送达", "not delivered")

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy(plain=("channel", "state", "answer"))

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    channel = models.CharField(max_length=10, choices=CHANNELS)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()  # when to try (waiting), or when an attempt without an end is lost (sending)
    changed_at = models.DateTimeField()
    answer = models.CharField(max_length=200, blank=True)  # the channel's own words or the fault, never the address

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="delivery_once")]
        indexes = [
            models.Index(fields=["next_at"], name="delivery_due", condition=models.Q(state__in=("waiting", "sending"))),
            models.Index(
                fields=["-changed_at"], name="delivery_trouble", condition=models.Q(state__in=("failed", "unsure"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.channel} {self.state}"
