"""What each verb asks of whoever uses it, and a new task."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q

from yilu.accounts.models import User
from yilu.accounts.roles import ROLES
from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.text import Text, label
from yilu.network.models import Site
from yilu.network.queries import sites
from yilu.tasks.facts import Proof
from yilu.tasks.models import Task
from yilu.tasks.queries import delegates, unit_of
from yilu.tasks.rules import Verb

MOST_SUGGESTED = 100


class Moment(forms.DateTimeField):
    """A day and an hour in China."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **kwargs)

    def clean(self, value: Any) -> Any:
        """In China's time, whatever the server's."""
        given: dt.datetime | None = super().clean(value)
        return given.replace(tzinfo=clock.ZONE) if given is not None else None


def _why(zh: str, en: str) -> forms.CharField:
    return forms.CharField(
        label=label(zh, en), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )  # the rule says what a reason takes


class VerbForm(forms.Form):
    """`version`: the task as its editor saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, task: Task, by: Actor, verb: Verb, **kwargs: Any) -> None:
        self.task, self.by = task, by
        kwargs |= {"initial": {"version": task.version}, "auto_id": f"{verb}_%s"}
        super().__init__(*args, **kwargs)

    @property
    def arguments(self) -> dict[str, Any]:
        """As the action takes them."""
        return dict(self.cleaned_data)


class DelegateForm(VerbForm):
    """To whom, and what to tell him or her."""

    to = forms.CharField(
        label=label("转给", "To"),
        max_length=60,
        help_text=label(
            "姓名或用户名；只能转给您管辖范围内的在任人员", "name or user name; people in office within your reach"
        ),
    )
    note = _why("说明", "Note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].widget.attrs |= {"list": "delegates", "autocomplete": "off"}

    @property
    def suggested(self) -> list[tuple[str, str]]:
        """People to choose from: user name, name."""
        people = delegates(self.task, by=self.by, on=clock.today())[:MOST_SUGGESTED]
        return [(u.username, u.name) for u in people]

    def clean_to(self) -> User:
        """The one person meant."""
        typed = self.cleaned_data["to"].strip()
        within = delegates(self.task, by=self.by, on=clock.today())
        found = list(within.filter(Q(username=typed.lower()) | Q(name=typed))[:2])
        if len(found) == 1:
            return found[0]
        several = Text("有几位同名，请填用户名。", "Several people have this name; give the user name.")
        nobody = Text("您的管辖范围内没有此人。", "There is no such person within your reach.")
        raise forms.ValidationError(str(several if found else nobody))


class ProofForm(VerbForm):
    """Evidence: words, a link to a record, a file."""

    text = forms.CharField(
        label=label("佐证说明", "What was done"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    link = forms.CharField(
        label=label("记录链接", "Link to a record"),
        max_length=200,
        required=False,
        help_text=label("本系统的页面，以 / 开头", "a page of this product, beginning with /"),
    )
    file = forms.FileField(
        label=label("文件", "File"),
        required=False,
        help_text=label(
            "照片、PDF、Word（docx）、Excel（xlsx），不超过10 MB",
            "photo, PDF, Word (docx) or Excel (xlsx), 10 MB at most",
        ),
    )

    def proof(self) -> Proof:
        """The evidence given."""
        data = self.cleaned_data
        file = data["file"]
        # One byte more than is taken tells that it is too large; the rest is not read into memory.
        content = file.read(10 * 1024 * 1024 + 1) if file else b""
        return Proof(text=data["text"], link=data["link"], file_name=file.name if file else "", content=content)

    @property
    def arguments(self) -> dict[str, Any]:
        """As the action takes them."""
        return {"version": self.cleaned_data["version"], "proofs": [self.proof()]}


class CloseForm(ProofForm):
    """Evidence, or why it is closed without."""

    reason = _why("无佐证的，写明理由", "Without evidence, the reason")

    @property
    def arguments(self) -> dict[str, Any]:
        """As the action takes them."""
        data = self.cleaned_data
        return {"version": data["version"], "evidence": [self.proof()], "reason": data["reason"]}


class DueForm(VerbForm):
    """A new due time, and why."""

    due = Moment(label=label("新的期限", "New due time"))
    reason = _why("理由", "Reason")


class CancelForm(VerbForm):
    """Why it need not be done."""

    reason = _why("理由", "Reason")


FORMS: dict[Verb, type[VerbForm]] = {
    Verb.TAKE: VerbForm,
    Verb.PROVE: ProofForm,
    Verb.CLOSE: CloseForm,
    Verb.DELEGATE: DelegateForm,
    Verb.EXTEND: DueForm,
    Verb.CANCEL: CancelForm,
    Verb.REOPEN: DueForm,
}


class NewTaskForm(forms.Form):
    """A matter to be seen to: what, where, by whose post, until when."""

    title = forms.CharField(
        label=label("事项", "What is to be done"), max_length=120, help_text=label("不写个人姓名", "name no person")
    )
    detail = _why("详情", "Details")
    site = forms.CharField(
        label=label("网点编码或名称", "Site (code or name)"),
        max_length=100,
        required=False,
        help_text=label(
            "针对网点的任务填写；不填即为本辖区的任务", "for a task of one site; empty: a task of the area"
        ),
    )
    area = forms.CharField(
        label=label("地区代码", "Code of the area"),
        max_length=12,
        required=False,
        help_text=label("不填即您的辖区", "empty: your own"),
    )
    post = forms.ChoiceField(label=label("责任岗位", "Post"))
    due = Moment(label=label("期限", "Due"))
    wanted = forms.CharField(label=label("需要的佐证", "Evidence wanted"), max_length=200, required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)
        own = ROLES[by.role]
        posts = [r for r in ROLES.values() if own.is_regulator or r.needs_brand]
        self.fields["post"].choices = [(r.code, str(r.name)) for r in posts]  # type: ignore[attr-defined]

    def clean_site(self) -> Site | None:
        """The one site meant."""
        typed = self.cleaned_data["site"].strip()
        if not typed:
            return None
        found: list[Site] = list(sites(self.by).filter(Q(code=typed) | Q(name=typed)).select_related("enterprise")[:2])
        if len(found) == 1:
            return found[0]
        several = Text("有几处同名或同编码的网点，请填编码或更完整的名称。", "Several sites match; be more exact.")
        none = Text("您的管辖范围内没有这个网点。", "There is no such site within your jurisdiction.")
        raise forms.ValidationError(str(several if found else none))

    @property
    def arguments(self) -> dict[str, Any]:
        """As `open_task` takes them. What one person writes stands in both languages as it is."""
        data = self.cleaned_data
        named = {k: v for k, v in (("site", data["site"]), ("area", data["area"].strip())) if v}
        return {
            **unit_of(self.by),
            **named,
            "title": Text(data["title"], data["title"]),
            "detail": Text(data["detail"], data["detail"]),
            "post": data["post"],
            "due": data["due"],
            "evidence_wanted": Text(data["wanted"], data["wanted"]),
        }
