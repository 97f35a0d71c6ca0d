"""The five rates: what stands above and below the line in each, and the words for its scope. They are never merged."""

from dataclasses import dataclass

from yilu.core.text import Text
from yilu.operations.sums import Sums


@dataclass(frozen=True, slots=True)
class RateRule:
    """One rate: its name, the sums it divides, and whom it counts."""

    code: str
    name: Text
    numerator: str  # a column of Sums
    denominator: str
    unit: Text
    counts: Text

    def of(self, sums: Sums) -> tuple[int, int]:
        """Numerator and denominator."""
        return getattr(sums, self.numerator), getattr(sums, self.denominator)

    def scope_words(self, sums: Sums | None, has_roster: bool) -> Text:
        """Whom the rate counts, and how many of them have told."""
        if sums is None or not has_roster:
            return self.counts
        n, m = sums.sites, sums.sites_reported
        return Text(
            f"{self.counts.zh}；在册 {n} 处，已报 {m} 处，未报的不计入分子",
            f"{self.counts.en}; {m} of {n} sites on the roster reported, the others add nothing above the line",
        )


_RULES = (
    RateRule(
        "enterprises", Text("企业复工率", "Enterprises resumed"), "enterprises_open", "enterprises",
        Text("家", "units"),
        Text(
            "在册有营业网点的分支机构（直营、加盟），任一网点营业即计为复工",
            "Branches, own and franchise, with an outlet on the roster; resumed once any outlet is open",
        ),
    ),
    RateRule(
        "outlets", Text("网点营业率", "Outlets open"), "outlets_open", "outlets",
        Text("处", "outlets"),
        Text(
            "在册营业网点、加盟网点、末端网点和服务站，不含处理中心和智能快件箱",
            "Outlets, franchise and end outlets and stations on the roster; no sorting centres, no locker banks",
        ),
    ),
    RateRule(
        "staff", Text("人员到岗率", "Staff on post"), "staff_on_post", "staff",
        Text("人", "people"),
        Text("在册从业人员，含外包用工", "Staff on the roster, outsourced labour included"),
    ),
    RateRule(
        "collected", Text("收寄复产率", "Collection against normal"), "collected", "collected_normal",
        Text("件", "pieces"),
        Text("在册网点当日收寄量与名录所载正常日收寄量之比", "Pieces collected against the roster's normal day"),
    ),
    RateRule(
        "delivered", Text("投递复产率", "Delivery against normal"), "delivered", "delivered_normal",
        Text("件", "pieces"),
        Text("在册网点当日投递量与名录所载正常日投递量之比", "Pieces delivered against the roster's normal day"),
    ),
)  # fmt: skip
RATES = {r.code: r for r in _RULES}
