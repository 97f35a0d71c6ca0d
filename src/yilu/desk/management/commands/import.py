"""`yilu import KIND FILE`, from `cases` to `workers`: one command over the rooms' importers."""

# ruff: noqa: N999  # the word the user types is a keyword of Python, which loads it by name all the same

from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yilu.core import clock
from yilu.core.actor import system
from yilu.core.reasons import Denied

# Each is a module with HELP, add_arguments(parser) and run(*, by, now, say, **its own options) -> exit code.
IMPORTERS = {
    "cases": "yilu.territory.importers.cases",
    "divisions": "yilu.territory.importers.divisions",
    "figures": "yilu.operations.importer",
    "items": "yilu.supplies.importer",
    "norms": "yilu.norms.importer",
    "reference": "yilu.operations.reference_importer",
    "outlines": "yilu.territory.importers.outlines",
    "receipts": "yilu.supplies.receipts_importer",
    "sites": "yilu.network.importer",
    "tiers": "yilu.territory.importers.tiers",
    "workers": "yilu.people.importer",
}


class Command(BaseCommand):
    help = "导入数据 import data: " + ", ".join(IMPORTERS)

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="|".join(IMPORTERS))
        self.own: dict[str, set[str]] = {}
        for kind, path in IMPORTERS.items():
            importer = import_module(path)
            its = kinds.add_parser(kind, help=importer.HELP)
            before = {a.dest for a in its._actions}
            importer.add_arguments(its)
            self.own[kind] = {a.dest for a in its._actions} - before

    def handle(self, *args: Any, **options: Any) -> None:
        kind = options["kind"]
        own = {name: options[name] for name in self.own[kind]}
        run = import_module(IMPORTERS[kind]).run
        try:
            code = run(by=system(f"cli:import {kind}"), now=clock.now(), say=self.stdout.write, **own)
        except Denied as refusal:
            raise CommandError("\n".join(f"{r.text.zh} {r.text.en}" for r in refusal.reasons)) from refusal
        except OSError as failure:
            raise CommandError(f"文件打不开。 The file cannot be opened: {failure}") from failure
        if code:
            raise SystemExit(code)
