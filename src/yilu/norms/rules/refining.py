"""An area may make a requirement stricter or more detailed, never laxer, and only under a document of its own."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from yilu.core.reasons import Reason, reason
from yilu.norms.rules.kinds import Effect, Post, Proof, named

STRICTNESS = list(reversed(Effect))  # advice first, automatic block last


@dataclass(frozen=True, slots=True)
class Refinement:
    """What an area says of a requirement, as it is typed: its own words, its own document and dates."""

    document: str
    name_zh: str
    name_en: str
    issuer_zh: str
    issuer_en: str
    issued: dt.date
    clause: str
    text_zh: str
    text_en: str
    effect: str
    valid_from: dt.date
    valid_until: dt.date | None = None
    kinds: Sequence[str] = ()
    tiers: Sequence[str] = ()
    posts: Sequence[str] = ()
    proofs: Sequence[str] = ()
    every_hours: int | None = None
    times_a_day: int | None = None
    days_ahead: int | None = None
    demonstration: bool = False


class Refined(Protocol):
    """What stands above it, in force on the refinement's first day."""

    effect: str
    every_hours: int | None
    times_a_day: int | None


def a_day(every_hours: int | None, times_a_day: int | None) -> float:
    """How often a day it is asked for; 0 where no interval is fixed."""
    return max(24 / every_hours if every_hours else 0, times_a_day or 0)


def why_not_refine(wanted: Refinement, above: Iterable[Refined]) -> list[Reason]:
    """What forbids it. `above`: the provisions it refines; none where only an empty slot stands above."""
    why = []
    if not wanted.document.strip():
        why.append(
            reason("norms.refine.document", "应当写明本地文件的文号。", "Name the area's own document by its number.")
        )
    if not wanted.text_zh.strip() or not wanted.text_en.strip():
        why.append(reason("norms.refine.text", "中英文条文都应当填写。", "Give the text in both languages."))
    if wanted.valid_until is not None and wanted.valid_until <= wanted.valid_from:
        why.append(reason("norms.refine.dates", "失效日期应晚于施行日期。", "It must end after it begins."))
    if wanted.issued > wanted.valid_from:
        why.append(reason("norms.refine.issued", "施行日期不能早于发文日期。", "It cannot hold before it is issued."))
    if wanted.effect not in set(Effect) or not set(wanted.proofs) <= set(Proof) or not set(wanted.posts) <= set(Post):
        why.append(reason("norms.refine.words", "效力、证据或岗位有误。", "Unknown effect, evidence or post."))
    else:
        why += dict.fromkeys(w for a in above for w in _laxer(wanted, a))
    return why


def _laxer(wanted: Refinement, above: Refined) -> list[Reason]:
    why = []
    if STRICTNESS.index(Effect(wanted.effect)) < STRICTNESS.index(Effect(above.effect)):
        name = named(Effect, above.effect)
        why.append(
            reason(
                "norms.refine.weaker", "上级规定的效力是“{effect_zh}”，本地只能从严。",
                "Above it is “{effect_en}”: an area may only be stricter.", effect_zh=name.zh, effect_en=name.en,
            )
        )  # fmt: skip
    if a_day(wanted.every_hours, wanted.times_a_day) < a_day(above.every_hours, above.times_a_day):
        why.append(
            reason(
                "norms.refine.rarer", "频次不能低于上级规定。", "It cannot be asked for less often than above.",
            )
        )  # fmt: skip
    return why
