"""`yilu work`: runs the queued jobs and what repeats by itself."""

import os
import signal
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django_tasks_db.management.commands.db_worker import Worker

from yilu.desk.schedule import jobs

PAUSE_S = 1.0


class Command(BaseCommand):
    help = "Run queued jobs and repeating ones 运行后台任务"
    running = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="run everything due once, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        schedule = jobs()
        while self.running:
            for job in schedule:
                job.run_if_due(time.monotonic())
            # A batch worker empties the queue and returns.
            Worker(
                queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False,
                max_tasks=None, worker_id=f"yilu-{os.getpid()}", excluded_queue_names=[],
            ).run()  # fmt: skip
            if options["once"]:
                return
            time.sleep(PAUSE_S)

    def stop(self, signum: int, frame: FrameType | None) -> None:
        """Finish what runs, then stop."""
        self.running = False
