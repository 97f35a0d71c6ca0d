"""Rotating the keys of encrypted fields: everything is written again under the newest key, then the old one may go."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.apps import apps

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.fields import EncryptedBytesField, EncryptedTextField, decrypt, encrypt
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, reason

NOT_THE_OPERATOR = reason("accounts.not_the_operator", "只能由系统运维人员执行。", "Only the operator does this.")
# What the sign-in library keeps encrypted inside its JSON.
SECRETS = ("secret", "seed")
ENCRYPTED = (EncryptedTextField, EncryptedBytesField)


def rotate_keys(*, by: Actor, now: datetime) -> int:
    """Encrypt every value again with the newest of YILU_FIELD_KEYS; how many. Old keys are needed until then."""
    with acting("accounts.keys.rotate", by=by, now=now) as act:
        if by.user_id is not None or not by.jurisdiction.may(Permission.ACCOUNT_APPOINT):
            raise Denied(NOT_THE_OPERATOR)
        written = 0
        for model in apps.get_models():
            names = [f.attname for f in model._meta.concrete_fields if isinstance(f, ENCRYPTED)]
            if not names:
                continue
            for row in model._default_manager.only("pk", *names).iterator(chunk_size=500):
                values = {n: v for n in names if (v := getattr(row, n))}
                if values:
                    model._default_manager.filter(pk=row.pk).update(**values)
                    written += len(values)
        for authenticator in Authenticator.objects.all():
            for name in SECRETS:
                if kept := authenticator.data.get(name):
                    authenticator.data[name] = encrypt(decrypt(kept))
                    written += 1
            authenticator.save(update_fields=["data"])
        act.changed(None, {"values": written})
    return written
