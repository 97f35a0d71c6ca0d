"""Until when gaps are to be filled."""

from django import forms

from yilu.core.text import label
from yilu.tasks.forms import Moment


class OrderForm(forms.Form):
    """The due time of the tasks."""

    due = Moment(label=label("办理期限", "Due"))
