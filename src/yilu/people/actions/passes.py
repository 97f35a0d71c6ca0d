"""Cards are printed, a phone enrols with one, a lost phone is revoked."""

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import NamedTuple

from yilu.accounts.rules import CLEAR_LETTERS
from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.jurisdiction import common_area
from yilu.core.permissions import Permission
from yilu.core.reasons import Conflict, Invalid, reason
from yilu.people.access import check_holds
from yilu.people.actions._cards import used_card
from yilu.people.blinding import code_digest
from yilu.people.models import DevicePass, EnrolmentCard, Worker
from yilu.people.tokens import Bearer, token_of

CARD_GOOD_FOR = dt.timedelta(days=3)
PASS_GOOD_FOR = dt.timedelta(days=366)
CODE_LENGTH = 12  # of 31 clear letters: 59 bits, good once and for three days

NOT_GOOD = reason(
    "people.card.not_good",
    "填报卡无效：可能已用过、已过期或已重新发放。请向网点负责人另领一张。",
    "This card is not good: used, run out, or replaced by a newer one. Ask your site manager for another.",
)
ALREADY = reason("people.pass.revoked", "该手机已停用。", "This phone was revoked already.")
LEFT = reason("people.card.left", "已离岗的员工不发填报卡。", "No card for somebody who left.")


class PrintedCard(NamedTuple):
    """A card as printed: the code stands nowhere else."""

    worker: Worker
    code: str
    expires_at: dt.datetime


def print_cards(*, workers: Sequence[Worker], by: Actor, now: dt.datetime) -> list[PrintedCard]:
    """Make a card with a one-time code for each; cards of theirs not used yet are no longer good."""
    area = common_area({w.county_id for w in workers}) or ""
    with acting("people.card.print", by=by, now=now, area=area) as act:
        for worker in workers:
            check_holds(by, Permission.CARD_ISSUE, worker)
            if worker.left_on is not None or worker.merged_into_id is not None:
                raise Conflict(LEFT)
        ids = [w.pk for w in workers]
        EnrolmentCard.objects.filter(worker_id__in=ids, used_at=None, revoked_at=None).update(revoked_at=now)
        printed = [PrintedCard(w, _code(), now + CARD_GOOD_FOR) for w in workers]
        EnrolmentCard.objects.bulk_create(
            EnrolmentCard(
                worker=p.worker, code_digest=code_digest(p.code), issued_at=now, issued_by_id=by.user_id,
                expires_at=p.expires_at,
            )
            for p in printed
        )  # fmt: skip
        act.changed(None, {"cards": len(printed), "workers": ids[:500]})
    return printed


def _code() -> str:
    letters = [secrets.choice(CLEAR_LETTERS) for _ in range(CODE_LENGTH)]
    return "-".join("".join(letters[i : i + 4]) for i in range(0, CODE_LENGTH, 4))


def enrol_phone(*, code: str, device: str, by: Actor, now: dt.datetime) -> tuple[DevicePass, str]:
    """A phone enrols with a card's code: its pass, and the token told this once."""
    with acting("people.pass.enrol", by=by, now=now) as act:
        card = used_card(code, now=now)
        if card is None:
            raise Invalid(NOT_GOOD)
        worker = card.worker
        device_pass = DevicePass.objects.create(
            worker=worker, card=card, device=device[:60], issued_at=now, expires_at=now + PASS_GOOD_FOR
        )
        act.on(device_pass, area=worker.county_id, brand_id=worker.brand_id)
        act.changed(None, {"worker": worker.pk})
    expires = int(device_pass.expires_at.timestamp())
    return device_pass, token_of(Bearer(device_pass.pk, worker.pk, expires))


def revoke_pass(*, device_pass: DevicePass, cause: str, by: Actor, now: dt.datetime) -> None:
    """A phone is lost or changes hands: what it sends is refused from now on."""
    worker = device_pass.worker
    with acting("people.pass.revoke", by=by, now=now, on=device_pass, area=worker.county_id, brand_id=worker.brand_id):
        check_holds(by, Permission.CARD_ISSUE, worker)
        standing = DevicePass.objects.filter(pk=device_pass.pk, revoked_at=None)
        if not standing.update(revoked_at=now, revoked_cause=cause.strip()[:100]):
            raise Conflict(ALREADY)
