"""`yilu serve`: the product, served for real."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from yilu.core.durability import refusal_to_serve
from yilu.desk.serving import collect_assets, serve, unapplied_migrations


class Command(BaseCommand):
    help = "Serve Yilu with its production server and job runner 启动驿路（生产服务器与后台任务）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=max(2, os.cpu_count() or 2))

    def handle(self, *args: Any, **options: Any) -> None:
        missing = unapplied_migrations()
        if missing:
            raise CommandError(
                f"数据库尚缺 {len(missing)} 项迁移，请先运行 yilu migrate。"
                f" The database lacks {len(missing)} migrations: run `yilu migrate` first."
            )
        if why := refusal_to_serve(connection):
            raise CommandError(why)
        if collect_assets():
            self.stderr.write("已整理前端文件 Front-end files gathered and compressed.")
        self.stderr.write(f"驿路 Yilu  http://{options['host']}:{options['port']}/  (Ctrl+C)")
        raise SystemExit(serve(options["host"], options["port"], options["workers"]))
