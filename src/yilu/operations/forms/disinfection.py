"""The form of one disinfection: prefilled from the last one, so that on most days it takes two taps."""

import datetime as dt
from typing import Any

from django import forms

from yilu.core.clock import ZONE
from yilu.core.text import label
from yilu.operations.models import Disinfection


class DisinfectionForm(forms.Form):
    """Where, with what, by whom, when; a photo if there is one."""

    place = forms.CharField(label=label("地点", "Where"), max_length=60)
    agent = forms.CharField(label=label("消毒剂", "With what"), max_length=60)
    person = forms.CharField(
        label=label("消毒人", "By whom"), max_length=40, required=False,
        help_text=label("加密保存。", "Kept encrypted."),
    )  # fmt: skip
    at = forms.DateTimeField(
        label=label("时间", "When"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    photo = forms.FileField(
        label=label("照片", "Photo"), required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
        help_text=label("位置、机型等信息会被去除。", "Place and device are taken out of it."),
    )  # fmt: skip

    @staticmethod
    def initial_of(last: Disinfection | None, now: dt.datetime) -> dict[str, Any]:
        """As the last one, now."""
        told = {"place": last.place, "agent": last.agent, "person": last.person} if last else {}
        return {**told, "at": now.astimezone(ZONE).replace(second=0, microsecond=0, tzinfo=None)}
