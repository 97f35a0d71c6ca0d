"""`yilu intake`: takes morning checks beside the pages' server, for a morning at the scale of a nation."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from yilu.core.durability import refusal_to_serve


class Command(BaseCommand):
    help = "Take morning checks beside the pages' server 启动晨检接收进程（与页面服务器并行）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8001)
        parser.add_argument("--workers", type=int, default=1, help="processes; one carries several thousand a second")

    def handle(self, *args: Any, **options: Any) -> None:
        if why := refusal_to_serve(connection):
            raise CommandError(why)
        connection.close()
        host, port, workers = options["host"], str(options["port"]), str(options["workers"])
        command = [
            *(sys.executable, "-m", "granian", "--interface", "asgi", "--host", host, "--port", port),
            *("--workers", workers, "--backpressure", "4096", "--no-ws", "--log-level", "warning"),
            *("--workers-kill-timeout", "30", "yilu.config.intake:application"),
        ]
        self.stderr.write(f"晨检接收 Intake  http://{host}:{port}/  (Ctrl+C)")
        os.execv(sys.executable, command)  # a supervisor's signals reach the server itself
