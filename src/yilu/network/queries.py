"""Questions about the network: finding sites, what changed, uploads of one's own."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeVar

from django.db.models import Count, Q, QuerySet

from yilu.audit.models import Act
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.text import chinese
from yilu.network.finding import candidates
from yilu.network.listing import ListedQuerySet
from yilu.network.models import Enterprise, Office, Park, Site, Upload, UploadPart
from yilu.network.searching import folded
from yilu.network.sheet.marking import Mark
from yilu.network.sheet.reading import OpenedSheet
from yilu.territory.models import Area

S = TypeVar("S", bound=QuerySet[Site])

# Up to so many hits of a text are looked up one by one and counted. Above, the list's own order soon finds a page of
# them, and to count them would read them all: "more than 3,000" is said instead.
MOST = 3000


def sites(actor: Actor) -> ListedQuerySet[Site]:
    """The sites the actor may see."""
    return Site.objects.within(actor.jurisdiction, Permission.SITE_READ)


def found_sites(rows: S, text: str) -> S:
    """Of the rows, the sites whose code or name holds every word of the text (any length, any script, any width)."""
    words = folded(text).split()
    if not words:
        return rows
    keys = candidates(words, MOST)
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    for word in words:
        rows = rows.filter(search_text__holds=word)
    return rows


def counted_by_status(rows: ListedQuerySet[Site]) -> dict[str, int]:
    """How many of the rows are in each state."""
    found = dict(rows.order_by().values_list("status").annotate(found=Count("*")))
    return {status: found.get(status, 0) for status in Site.Status.values}


def counted_hits(rows: ListedQuerySet[Site]) -> dict[str, int] | None:
    """How many of the sites found are in each state; None if there are more than `MOST`."""
    found = Counter(rows.order_by().values_list("status", flat=True)[: MOST + 1])
    return None if found.total() > MOST else {status: found[status] for status in Site.Status.values}


def for_list(rows: ListedQuerySet[Site], counts: dict[str, int] | None) -> ListedQuerySet[Site]:
    """The rows as a list shows them: with brand and county, without what tells of a person. `counts`: how many there
    are in each state; None: the first `MOST` are listed."""
    shown = rows.select_related("brand", "county")
    shown = shown.defer("contact_name", "contact_phone", "search_text", "search_pieces")
    return shown.listed(known=MOST if counts is None else sum(counts.values()), is_cut=counts is None)


def changes_since(shown: Site | Enterprise, version: int) -> list[Act]:
    """The acts that made it what it is since it was at `version`, latest first."""
    acts = Act.objects.filter(
        subject_type=shown._meta.label_lower, subject_id=str(shown.pk), outcome=Act.Outcome.DONE
    ).order_by("-at")[:50]
    return [a for a in acts if isinstance(a.after, dict) and a.after.get("version", 0) > version]


def named_as_typed(attribute: str, value: Any) -> Any:
    """A value of the audit as the form shows it: an enterprise by its code, a park by its name."""
    if value is not None and attribute in ("enterprise_id", "parent_id"):
        return Enterprise.objects.filter(pk=value).values_list("code", flat=True).first()
    if value is not None and attribute == "park_id":
        return Park.objects.filter(pk=value).values_list("name_zh", flat=True).first()
    return value


def enterprises(actor: Actor) -> QuerySet[Enterprise]:
    """The enterprises the actor may see, with how many sites each runs and how many of them are open."""
    return (
        Enterprise.objects.within(actor.jurisdiction, Permission.ENTERPRISE_READ)
        .select_related("brand", "area", "parent")
        .annotate(site_count=Count("sites"), open_count=Count("sites", filter=Q(sites__status=Site.Status.OPEN)))
    )


def office_of(code: str) -> Office | None:
    """The office nearest to the area: the one with the deepest area at or above it."""
    above = [code, code[:4] + "00", code[:2] + "0000", "100000"]
    offices = Office.objects.filter(areas__code__in=above).order_by("-areas__level", "pk")
    return offices.first()


def area_path(area: Area) -> str:
    """The area's name with what contains it, in the reader's language."""
    codes = [area.code[:2] + "0000", area.code[:4] + "00", area.code]
    names = {a.code: a for a in Area.objects.filter(code__in=codes)}
    chain = [names[c] for c in dict.fromkeys(codes) if c in names]
    return "".join(a.name_zh for a in chain) if chinese() else ", ".join(a.name_en for a in reversed(chain))


def uploads(actor: Actor, kind: str) -> QuerySet[Upload]:
    """The actor's own uploads of a kind, made under the present appointment."""
    if actor.user_id is None:
        return Upload.objects.none()
    return Upload.objects.filter(kind=kind, uploader_id=actor.user_id, appointment_id=actor.appointment_id)


def marks_of(upload: Upload, opened: OpenedSheet) -> Iterator[tuple[int, Mark]]:
    """What to mark in the workbook, by row, in the reader's language."""
    language = 1 if chinese() else 2
    for row, verdict, notes in (
        upload.rows.order_by("row").values_list("row", "verdict", "notes").iterator(chunk_size=2000)
    ):
        yield (
            row,
            Mark(
                verdict, tuple((opened.columns.get(n[0]), n[language], bool(n[3])) for n in notes if n[3] is not None)
            ),
        )


def marked_pieces(upload: Upload) -> Iterator[bytes]:
    """The marked workbook, decrypted piece by piece; nothing if there is none."""
    for part in upload.parts.filter(file=UploadPart.File.MARKED).order_by("number").iterator(chunk_size=4):
        yield part.content


def row_sentences(notes: list[list[Any]]) -> list[str]:
    """The sentences kept about a row, in the reader's language."""
    return [str(n[1] if chinese() else n[2]) for n in notes]
