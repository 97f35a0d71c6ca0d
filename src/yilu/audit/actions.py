"""The verbs of the audit itself."""

from datetime import datetime

from yilu.audit.recording import acting
from yilu.audit.verification import Verdict, verify
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, reason

CHECK = "audit.chain.check"
MAY_NOT_READ = reason("audit.may_not_read", "您的岗位不能查阅审计记录。", "Your role does not read the audit.")


def check_chain(*, by: Actor, now: datetime) -> Verdict:
    """Walk the whole chain and put what was found on record."""
    # Walked before the act begins: writers do not wait for it.
    verdict = verify() if by.jurisdiction.may(Permission.AUDIT_READ) else Verdict()
    with acting(CHECK, by=by, now=now) as act:
        if not by.jurisdiction.may(Permission.AUDIT_READ):
            raise Denied(MAY_NOT_READ)
        act.changed(
            None,
            {
                "head": verdict.head,
                "seals": verdict.seals,
                "acts": verdict.acts,
                "unsealed": verdict.unsealed,
                "findings": [[f.seal, f.fault] for f in verdict.findings[:20]],
            },
        )
    return verdict
