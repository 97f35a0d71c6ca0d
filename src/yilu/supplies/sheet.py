"""The columns of a workbook of receipts, as data, over the same reader, template and cells as a workbook of sites."""

from typing import IO

from yilu.core.text import Text
from yilu.network.sheet.columns import Layout, SheetColumn
from yilu.network.sheet.template import blank
from yilu.supplies.models import Item
from yilu.supplies.rules.movements import CHANNELS

UNITS = {"pieces": Text("件", "pieces"), "packs": Text("整包装", "packs")}

RECEIPTS = Layout(
    Text("入库单", "Receipts"),
    (
        SheetColumn(
            "brand", Text("品牌", "Brand"),
            Text("品牌名称或代码；只管一个品牌的可不填", "name or code; may stay empty for who has one brand only"),
            aliases=("品牌企业", "品牌名称"),
        ),
        SheetColumn(
            "code", Text("网点编码或仓库", "Site code or depot"),
            Text("收货网点的编码，或仓库名称", "code of the site, or name of the depot, that received"),
            "示例-0001", True, ("网点编码", "仓库", "收货地点", "网点"), 20,
        ),
        SheetColumn("item", Text("物资", "Item"), Text("从下拉列表选择", "choose from the list"),
                    "一次性使用医用口罩", True, ("物资名称", "品名"), 24),
        SheetColumn("amount", Text("数量", "Amount"), Text("整数", "a whole number"), 500, True, ("件数",), 10),
        SheetColumn("unit", Text("单位", "Unit"),
                    Text("件，或整包装（盒、箱）；不填为件", "pieces, or packs; empty: pieces"), "件", width=10),
        SheetColumn("channel", Text("来源渠道", "Came by"), Text("从下拉列表选择", "choose from the list"),
                    "政府支持", True, ("渠道", "来源")),
        SheetColumn("lot", Text("批次", "Lot"), Text("可不填", "may stay empty"), "20200201", aliases=("批号",)),
        SheetColumn("expires_on", Text("有效期至", "Expires"), Text("如 2021-02-01；可不填", "such as 2021-02-01"),
                    "2021-02-01", aliases=("失效日期",)),
        SheetColumn("at", Text("入库日期", "Received"), Text("不填为今天", "empty: today"), "2020-02-16",
                    aliases=("日期",)),
        SheetColumn("cause", Text("说明", "Note"), Text("如发货单号", "such as the number of the note"), width=24),
    ),
)  # fmt: skip


def template() -> IO[bytes]:
    """The workbook to fill in."""
    choices = {
        "item": [i.name_zh for i in Item.objects.all()],
        "unit": [t.zh for t in UNITS.values()],
        "channel": [t.zh for t in CHANNELS.values()],
    }
    return blank(RECEIPTS, choices, {"code", "lot"}, {})
