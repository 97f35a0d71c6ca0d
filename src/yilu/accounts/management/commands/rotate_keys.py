"""`yilu rotate_keys`: after a new key was put first into YILU_FIELD_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand

from yilu.accounts.actions import rotate_keys
from yilu.core import clock
from yilu.core.actor import system


class Command(BaseCommand):
    """Writes every encrypted value again under the newest key; afterwards the old key may be taken away."""

    help = "用最新密钥重新加密个人信息 · Encrypt personal data again with the newest of YILU_FIELD_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        written = rotate_keys(by=system("cli:rotate_keys"), now=clock.now())
        self.stdout.write(f"已重新加密 {written} 项 · values encrypted again")
