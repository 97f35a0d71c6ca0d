"""`yilu restore FILE`: an archive put back, whole and checked, or not at all."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, connections

from yilu.core.reasons import Invalid
from yilu.desk.archive import restore
from yilu.desk.places import database_file, files_folder


class Command(BaseCommand):
    help = "Restore a backup (stop the server first) 恢复备份（先停止服务）"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="替换现有数据库（原库另存） replace what stands there"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("PostgreSQL 请用 pg_restore 恢复。 Restore PostgreSQL with pg_restore.")
        connections.close_all()
        try:
            manifest = restore(
                source=options["file"], database=database_file(), files=files_folder(), replace=options["replace"]
            )
        except Invalid as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"已恢复 {manifest['made_at']} 的备份。 Restored the backup of {manifest['made_at']}.")
