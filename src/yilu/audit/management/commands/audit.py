"""`yilu audit verify [--head [HEX]]`, `yilu audit seal`: the chain, from the command line."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from yilu.audit.sealing import seal_all
from yilu.audit.verification import head, seal_with_head, verify
from yilu.core import clock


class Command(BaseCommand):
    """Seals the record and checks it."""

    help = "核验审计记录链 · Verify the audit chain; print its head; check that a published head still lies on it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        check = parts.add_parser("verify", help="walk the chain and say which batch was altered")
        check.add_argument(
            "--head",
            nargs="?",
            const="",
            metavar="HEX",
            help="without HEX print only the head; with HEX check that this formerly published head lies on the chain",
        )
        parts.add_parser("seal", help="seal every act that is not sealed yet")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["part"] == "seal":
            self.stdout.write(f"封存 {seal_all(clock.now())} 条 · acts sealed")
            return
        published: str | None = options["head"]
        if published == "":
            last = head()
            self.stdout.write(last.digest if last else "尚未封存 · nothing sealed yet")
            return
        self._verify()
        if published is not None:
            self._check_head(published)

    def _verify(self) -> None:
        with tqdm(unit=" acts", unit_scale=True, disable=None, leave=False) as bar:
            verdict = verify(bar.update)
        self.stdout.write(f"封条 seals: {verdict.seals}   已封存 acts sealed: {verdict.acts}")
        self.stdout.write(f"未封存 acts not sealed yet: {verdict.unsealed}")
        self.stdout.write(f"链头 head: {verdict.head or '—'}")
        if verdict.is_intact:
            self.stdout.write("完整 · intact")
            return
        for found in verdict.findings:
            self.stderr.write(f"{found.text.zh} · {found.text.en}")
        raise CommandError(f"审计记录被改动 · the record was altered: {len(verdict.findings)}")

    def _check_head(self, published: str) -> None:
        seal = seal_with_head(published)
        if seal is None:
            raise CommandError(
                "链上没有这一链头：记录链曾被截断或整体重新封存 · "
                "this head does not lie on the chain: it was cut off or sealed anew"
            )
        moment = seal.sealed_at.astimezone(clock.ZONE)
        self.stdout.write(
            f"该链头仍在链上 · this head lies on the chain: seal {seal.number}, {moment:%Y-%m-%d %H:%M:%S}"
        )
