"""Rotating keys: afterwards the old key is not needed, and nothing was lost."""

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from pytest_django import Settings

from tests.world import NOW, SYSTEM, World
from yilu.accounts.actions import add_user, rotate_keys
from yilu.core.fields import decrypt, encrypt
from yilu.core.reasons import Denied
from yilu.network.actions import receive_upload
from yilu.network.models import Site
from yilu.network.workbooks import OF_SITES


def test_everything_is_written_again_under_the_newest_key(world: World, settings: Settings) -> None:
    user = add_user(username="zhao", name="赵", phone="13987654321", by=SYSTEM, now=NOW)
    Authenticator(user=user, type="totp", data={"secret": encrypt("JBSWY3DP")}).save()
    upload = receive_upload(how=OF_SITES, pieces=[b"PK sheet"], file_name="a.xlsx", by=world.actor("leader"), now=NOW)
    new = Fernet.generate_key().decode()
    settings.YILU_FIELD_KEYS = [new, *settings.YILU_FIELD_KEYS]
    assert rotate_keys(by=SYSTEM, now=NOW) == 1 + 1 + 1 + 2 * Site.objects.count()
    settings.YILU_FIELD_KEYS = [new]
    user.refresh_from_db()
    assert user.phone == "13987654321"
    assert Site.objects.get(code="JIA_FURONG").contact_phone == "13800001234"
    assert upload.parts.get().content == b"PK sheet"
    assert decrypt(Authenticator.objects.get(user=user).data["secret"]) == "JBSWY3DP"


def test_only_the_operator_rotates(world: World) -> None:
    with pytest.raises(Denied, match="运维人员"):
        rotate_keys(by=world.actor("leader"), now=NOW)
