"""`yilu appoint USERNAME ROLE …`: the first leader of an installation, by the operator at the machine."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yilu.accounts.actions import appoint, take_on
from yilu.accounts.models import User
from yilu.accounts.roles import ROLES
from yilu.accounts.rules import first_password
from yilu.core import clock
from yilu.core.actor import system
from yilu.core.jurisdiction import NATION
from yilu.core.reasons import Denied
from yilu.network.models import Brand, Site


class Command(BaseCommand):
    """Appoints, adding the person if there is no such account; prints the first password once."""

    help = "任命人员（用于开通第一位负责人）· Appoint a person, such as an installation's first leader."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("role", choices=sorted(ROLES))
        parser.add_argument("--name", default="", help="the person's name, for a new account")
        parser.add_argument("--area", help=f"division code (default {NATION}, the nation)")
        parser.add_argument("--brand", help="code of the brand")
        parser.add_argument("--site", help="code of the site, with --brand")
        parser.add_argument("--until", type=date.fromisoformat, help="last day, YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        username = options["username"].strip().lower()
        try:
            made, password = self._appoint(username, options)
        except (Brand.DoesNotExist, Site.DoesNotExist):
            raise CommandError("没有这个品牌或网点 · there is no such brand or site") from None
        except Denied as denied:
            raise CommandError(" ".join(f"{r.text.zh} · {r.text.en}" for r in denied.reasons)) from None
        self.stdout.write(f"已任命 · appointed: {username} {options['role']} {made}")
        if password:
            self.stdout.write(f"初始密码（只显示这一次）· first password, shown once: {password}")

    def _appoint(self, username: str, options: dict[str, Any]) -> tuple[str, str]:
        where: dict[str, Any] = {"valid_until": options["until"]}
        if options["brand"]:
            where["brand"] = Brand.objects.get(code=options["brand"])
        if options["site"]:
            where["site"] = Site.objects.get(code=options["site"], brand=where.get("brand"))
        if options["area"] or not options["brand"]:
            where["area"] = options["area"] or NATION
        act: dict[str, Any] = {"role": options["role"], "by": system("cli:appoint"), "now": clock.now()}
        user = User.objects.filter(username=username).first()
        if user is not None:
            return appoint(user=user, **act, **where).area_id, ""
        password = first_password()
        made = take_on(username=username, name=options["name"], password=password, where=where, **act)
        return made.area_id, password
