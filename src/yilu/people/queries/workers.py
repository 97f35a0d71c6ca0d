"""Finding workers: by staff number, whole name, phone or identity number, within what the asker may see."""

from collections.abc import Collection

from django.db.models import Q

from yilu.core.actor import Actor
from yilu.core.many import many
from yilu.core.permissions import Permission
from yilu.people.blinding import identity_index, name_index, phone_index
from yilu.people.models import Worker
from yilu.people.models.workers import WorkerQuerySet
from yilu.people.rules.workers import clean_identity, clean_phone


def workers(actor: Actor) -> WorkerQuerySet:
    """The workers the actor may see, those who left and those merged included."""
    return Worker.objects.within(actor.jurisdiction, Permission.WORKER_READ)


def found_workers(rows: WorkerQuerySet, text: str) -> WorkerQuerySet:
    """Those whose staff number begins so, or whose whole name, phone or identity number is this."""
    text = text.strip()
    if not text:
        return rows
    asked = Q(code__startswith=text) | Q(name_index=name_index(text))
    if len(clean_phone(text)) == 11:
        asked |= Q(phone_index=phone_index(clean_phone(text)))
    if len(text) >= 6:
        asked |= Q(identity_index=identity_index(clean_identity(text)))
    return rows.filter(asked)


def workers_by_code(actor: Actor, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Keys of the workers the actor reports for, by (brand code or empty, staff number); ambiguous ones are absent."""
    rows = (
        Worker.objects.within(actor.jurisdiction, Permission.CHECK_WRITE)
        .at_work()
        .filter(code__in=many({code for _, code in wanted}))
        .values_list("pk", "code", "brand__code")
    )
    found: dict[tuple[str, str], int] = {}
    ambiguous = set()
    for pk, code, brand in rows:
        found[brand or "", code] = pk
        if ("", code) in found and brand:
            ambiguous.add(("", code))
        found.setdefault(("", code), pk)
    return {key: pk for key, pk in found.items() if key in wanted and key not in ambiguous}
