"""`yilu backup FILE`: a consistent archive while the product runs."""

from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from yilu.core import clock
from yilu.core.reasons import Invalid
from yilu.desk.archive import backup
from yilu.desk.places import database_file, files_folder


class Command(BaseCommand):
    help = "Back up database and files into one zip (keys are not in it) 备份数据库与文件（不含密钥）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("PostgreSQL 请用 pg_dump 备份。 Back up PostgreSQL with pg_dump (docs/operations.md).")
        try:
            manifest = backup(
                database=database_file(), files=files_folder(), target=options["file"], version=version("yilu"),
                now=clock.now(),
            )  # fmt: skip
        except Invalid as refusal:
            raise CommandError(str(refusal)) from refusal
        count = len(manifest["sha256"])
        self.stdout.write(f"已备份 {count} 个文件，密钥须另行保管。 {count} files backed up; keep the keys apart.")
