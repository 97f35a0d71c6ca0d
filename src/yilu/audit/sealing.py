"""Sealing: acts that no seal covers yet go, in batches, into the next links of the chain. Writers never wait for it."""

from datetime import datetime

from django.db import IntegrityError, connection, transaction

from yilu.audit.chain import GENESIS, digest_of_acts, digest_of_seal
from yilu.audit.models import Seal

BATCH = 10_000
TAKE = """
UPDATE audit_act SET seal_id = %s
WHERE id IN (SELECT id FROM audit_act WHERE seal_id IS NULL ORDER BY id LIMIT %s)
"""


def seal_batch(now: datetime, batch: int = BATCH) -> Seal | None:
    """Seal up to `batch` acts; None if there is none, or if somebody else seals them at this moment.

    What is taken is what no seal covers, not what follows the last sealed id: an act whose transaction ended late
    (its id is low, its commit recent) simply goes into the next batch.
    """
    try:
        with transaction.atomic():
            last = Seal.objects.order_by("-number").first()
            number, previous = (last.number + 1, last.digest) if last else (1, GENESIS)
            with connection.cursor() as cursor:
                cursor.execute(TAKE, [number, batch])
                if not cursor.rowcount:
                    return None
                acts, acts_digest = digest_of_acts(cursor, number)
            seal = Seal(number=number, sealed_at=now, acts=acts, acts_digest=acts_digest, previous=previous)
            seal.digest = digest_of_seal(number, now, acts, acts_digest, previous)
            seal.save(force_insert=True)
            return seal
    except IntegrityError:  # the other one's seal came first and holds these acts
        return None


def seal_all(now: datetime, batch: int = BATCH) -> int:
    """Seal everything that is unsealed; the number of acts sealed."""
    sealed = 0
    while (made := seal_batch(now, batch)) is not None:
        sealed += made.acts
    return sealed
