"""What stands in the database: nothing, a demo world (whole or half made), or somebody's real data."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from yilu.accounts.models import User
from yilu.audit.models import Act
from yilu.core.reasons import Denied, Reason, reason
from yilu.desk.demo.actions import BEGUN, FINISHED
from yilu.network.models import Brand, Site
from yilu.operations.models import SiteReport

REAL_DATA = reason(
    "desk.demo.real_data",
    "这个数据库里有真实数据，演示世界不会写入，也不会清空。请用 YILU_HOME 指向另一个目录。",
    "This database holds real data: the demo world neither writes into it nor empties it. Point YILU_HOME elsewhere.",
)
REAL_BRAND = reason(
    "desk.demo.real_brand",
    "这个演示世界里登记过非合成的品牌，不会自动清空。请用 YILU_HOME 指向另一个目录。",
    "Somebody registered a brand that is not synthetic here; it is not emptied. Point YILU_HOME elsewhere.",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """`made` are the parameters of the finished world; `begun` without `made` is a world half made."""

    migrated: bool
    begun: bool = False
    made: dict[str, Any] | None = None
    real: Reason | None = None

    @property
    def empty(self) -> bool:
        """Is there nothing at all?"""
        return not (self.begun or self.made or self.real)

    def check_may_be_replaced(self) -> None:
        """Raise `Denied` where something real stands."""
        if self.real:
            raise Denied(self.real)


def what_stands() -> Standing:
    """Look, without changing anything; a database without tables is empty."""
    tables = set(connection.introspection.table_names())
    if Act._meta.db_table not in tables:
        return Standing(False, real=REAL_DATA if tables - {"django_migrations"} else None)
    begun = Act.objects.filter(verb=BEGUN).exists()
    last = Act.objects.filter(verb=FINISHED).order_by("-pk").first()
    made: Any = last.after if last else None
    return Standing(True, begun, made, _real(begun))


def _real(begun: bool) -> Reason | None:
    if begun:
        return REAL_BRAND if Brand.objects.filter(synthetic=False).exists() else None
    held = any(q.exists() for q in (User.objects, Brand.objects, Site.objects, SiteReport.objects, Act.objects))
    return REAL_DATA if held else None
