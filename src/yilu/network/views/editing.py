"""Two people at one thing: what the quicker one changed, beside what the other typed."""

from typing import Any

from django import forms

from yilu.core import clock
from yilu.network import queries
from yilu.network.forms import EnterpriseChangeForm, SiteForm
from yilu.network.models import Enterprise, Site


def meanwhile(shown: Site | Enterprise, form: SiteForm | EnterpriseChangeForm) -> list[dict[str, Any]]:
    """What others changed since the editor opened it. A field the editor had not touched takes their value;
    where both changed it, both values stand side by side and the editor's stays in the form."""
    shown.refresh_from_db()
    now = form.initial_of(shown)  # type: ignore[arg-type]  # each form goes with its own model
    was: dict[str, Any] = {}
    who: dict[str, str] = {}
    for act in queries.changes_since(shown, form.cleaned_data["version"]):  # latest first
        for name, value in (act.before if isinstance(act.before, dict) else {}).items():
            changed = name.removesuffix("_id")
            was[changed] = queries.named_as_typed(name, value)
            who.setdefault(changed, f"{act.actor} · {act.at.astimezone(clock.ZONE):%m-%d %H:%M}")
    # Saving again means: seen and decided.
    data = {**form.data.dict(), "version": str(shown.version)}  # type: ignore[attr-defined]
    found = []
    for field in form.visible_fields():
        if field.name not in now:
            continue
        typed, kept = str(data.get(field.name, "")).strip(), _typed(form, field.name, now[field.name])
        if typed == kept:
            continue
        untouched = field.name in was and typed == _typed(form, field.name, was[field.name])
        if untouched:
            data[field.name] = kept
        found.append(
            {"label": field.label, "now": kept, "typed": typed, "who": who.get(field.name, ""), "taken": untouched}
        )
    form.data = data
    return found


def _typed(form: forms.Form, name: str, value: Any) -> str:
    """The value as it stands in the form's field."""
    shown = form.fields[name].prepare_value(value)
    return "" if shown is None else str(shown)
