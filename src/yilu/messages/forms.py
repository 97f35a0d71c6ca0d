"""How one is reached through a channel."""

from typing import Any

from django import forms

from yilu.core.text import label
from yilu.messages.models import ChannelSetting
from yilu.messages.rules import ROBOTS, Channel

ADDRESSES = {
    Channel.EMAIL: label("邮箱地址", "E-mail address"),
    Channel.SMS: label("手机号码", "Mobile number"),
}
WEBHOOK = label("机器人 Webhook 地址", "The robot's webhook")


class ChannelForm(forms.Form):
    """Where, and whether ordinary messages go there too. An address kept is not shown again, nor is a secret."""

    address = forms.CharField(max_length=500, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    secret = forms.CharField(
        label=label("加签密钥", "Signing secret"),
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=label(
            "机器人安全设置选“加签”时填写；不填则不变", "where the robot asks for a signature; empty: unchanged"
        ),
    )
    wanted = forms.BooleanField(required=False, label=label("普通消息也发到这里", "Ordinary messages come here too"))

    def __init__(self, *args: Any, channel: Channel, kept: ChannelSetting | None, **kwargs: Any) -> None:
        self.kept = kept
        kwargs |= {"prefix": str(channel), "initial": {"wanted": kept is None or kept.wanted}}
        super().__init__(*args, **kwargs)
        self.fields["address"].label = ADDRESSES.get(channel, WEBHOOK)
        if kept is not None:
            self.fields["address"].help_text = label("已填写，不填则不变", "given; empty: unchanged")
        if channel not in ROBOTS or channel == Channel.WECOM:  # WeCom's key stands in the address
            del self.fields["secret"]

    @property
    def setting(self) -> dict[str, Any]:
        """As `choose_channel` takes it."""
        data = self.cleaned_data
        address = data["address"] or (self.kept.address if self.kept else "")
        return {"wanted": data["wanted"], "address": address, "secret": data.get("secret") or None}
