"""`yilu directive FILE`: a notice as issuers and measures, on the terminal; nothing is kept."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yilu.core.text import Text
from yilu.directives.parsing import Notice, parse
from yilu.directives.reading import Opened, Unreadable, opened
from yilu.directives.reading.refusals import MOST_BYTES
from yilu.directives.words import THEMES


class Command(BaseCommand):
    help = "读一份通知，列出发文单位和各项措施（不保存） / read a notice as issuers and measures, keeping nothing"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help="文本、html、docx 或带文字的 pdf / text, html, docx or a pdf with text"
        )
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, file: Path, format: str, **options: Any) -> None:
        """Read, part, print."""
        try:
            with file.open("rb") as source:
                read = opened(source.read(MOST_BYTES + 1))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except Unreadable as why:
            raise CommandError(str(Text(why.zh, why.en))) from why
        notice = parse(read.text)
        if format == "json":
            self.stdout.write(json.dumps(plain(notice, read), ensure_ascii=False, indent=2))
        else:
            self._print(notice)

    def _print(self, notice: Notice) -> None:
        for issuer in notice.issuers:
            self.stdout.write(f"{issuer.name or '—'} · {len(issuer.measures)}")
            for m in issuer.measures:
                until = f"〔{m.deadline.text}〕" if m.deadline else ""
                self.stdout.write(f"  {m.number or '·'}\t{THEMES[m.theme]}\t{until}{' '.join(m.text.split())[:60]}")


def plain(notice: Notice, read: Opened) -> dict[str, Any]:
    """The notice as JSON holds it; offsets are characters of `text`."""
    told = asdict(notice)
    told["day"] = notice.day.isoformat() if notice.day else None
    return {"kind": read.kind, "sha256": read.digest, "characters": len(read.text), **told}
