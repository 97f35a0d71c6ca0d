"""The columns of a workbook of sites, as data: what the template, the reader and the marks agree on."""

from dataclasses import dataclass

from yilu.core.text import Text
from yilu.network.rules import SiteStatus
from yilu.network.searching import folded

KINDS = {
    "sorting_centre": Text("处理中心", "sorting centre"),
    "outlet": Text("营业网点", "outlet"),
    "franchise_outlet": Text("加盟网点", "franchise outlet"),
    "end_outlet": Text("末端网点", "end outlet"),
    "station": Text("快递服务站", "station"),
    "locker_bank": Text("智能快件箱", "locker bank"),
}
STATUSES = {
    SiteStatus.NOT_OPENED: Text("未复工", "not reopened"),
    SiteStatus.OPEN: Text("营业中", "open"),
    SiteStatus.SUSPENDED: Text("已停业", "suspended"),
    SiteStatus.CLOSED: Text("已关闭", "closed for good"),
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its code, title, whether a row needs it, what to write in it, an example, other titles in use."""

    code: str
    title: Text
    hint: Text
    example: str | float | int = ""
    is_required: bool = False
    aliases: tuple[str, ...] = ()
    width: int = 14


COLUMNS = (
    SheetColumn(
        "brand",
        Text("品牌", "Brand"),
        Text("品牌名称或代码；只管一个品牌的可不填", "name or code; may stay empty for who has one brand only"),
        aliases=("快递品牌", "企业品牌", "品牌名称"),
    ),
    SheetColumn(
        "enterprise",
        Text("所属企业", "Enterprise"),
        Text(
            "企业编码、统一社会信用代码或名称；不填为总部直管",
            "code, credit code or name; empty: run by the headquarters",
        ),
        aliases=("企业", "企业编码", "分支机构", "所属企业编码"),
        width=20,
    ),
    SheetColumn(
        "code",
        Text("网点编码", "Site code"),
        Text("本品牌内唯一；再次导入按它更新", "unique within the brand; a later import updates by it"),
        "示例-0001",
        True,
        ("网点代码", "编码", "网点编号", "code"),
        16,
    ),
    SheetColumn(
        "name",
        Text("网点名称", "Site name"),
        Text("新网点必填", "needed for a new site"),
        "示例：芙蓉区五一路营业部",
        True,
        ("名称", "网点", "name"),
        26,
    ),
    SheetColumn(
        "kind",
        Text("网点类型", "Kind"),
        Text("从下拉列表选择", "choose from the list"),
        "营业网点",
        True,
        ("类型", "kind of site"),
        14,
    ),
    SheetColumn(
        "county",
        Text("区县", "County"),
        Text("六位代码或全称，如 湖南省长沙市芙蓉区", "six-digit code or the full Chinese name"),
        "湖南省长沙市芙蓉区",
        True,
        ("行政区划", "行政区划代码", "所在区县", "区划代码", "county code"),
        24,
    ),
    SheetColumn(
        "address",
        Text("地址", "Address"),
        Text("街道门牌", "street and number"),
        "五一大道100号",
        aliases=("详细地址",),
        width=26,
    ),
    SheetColumn(
        "longitude",
        Text("经度", "Longitude"),
        Text("度，如 112.98", "degrees, such as 112.98"),
        113.01,
        aliases=("lon", "lng"),
    ),
    SheetColumn(
        "latitude", Text("纬度", "Latitude"), Text("度，如 28.19", "degrees, such as 28.19"), 28.2, aliases=("lat",)
    ),
    SheetColumn(
        "floor_area_m2",
        Text("面积（平方米）", "Floor area (m²)"),
        Text("场地面积", "of the premises"),
        300,
        aliases=("面积", "场地面积", "floor area", "area m2"),
    ),
    SheetColumn(
        "normal_headcount",
        Text("正常人数", "Normal headcount"),
        Text("平日在岗人数", "people on post on a normal day"),
        18,
        aliases=("人数", "员工数", "headcount"),
    ),
    SheetColumn(
        "capacity_per_day",
        Text("日处理能力（件）", "Capacity (pieces a day)"),
        Text("件/日", "pieces a day"),
        12000,
        aliases=("日处理能力", "处理能力", "capacity"),
    ),
    SheetColumn(
        "park",
        Text("所在园区", "Park"),
        Text("已登记的园区名称，不在园区的不填", "a registered park of that county; else empty"),
        aliases=("园区",),
        width=18,
    ),
    SheetColumn(
        "contact_name",
        Text("联系人", "Contact person"),
        Text("加密保存，列表不显示", "kept encrypted, not shown in lists"),
        "张三",
        aliases=("负责人", "联系人姓名", "contact"),
    ),
    SheetColumn(
        "contact_phone",
        Text("联系电话", "Contact phone"),
        Text("加密保存，列表不显示", "kept encrypted, not shown in lists"),
        "13800000000",
        aliases=("电话", "手机", "手机号", "phone"),
        width=16,
    ),
    SheetColumn(
        "status",
        Text("状态", "Status"),
        Text("导入不能使网点开业", "an import never opens a site"),
        "未复工",
        aliases=("营业状态", "网点状态"),
    ),
    SheetColumn(
        "since",
        Text("状态起始日", "Status since"),
        Text("如 2020-02-10", "such as 2020-02-10"),
        "2020-02-10",
        aliases=("起始日期", "停业日期", "since"),
        width=13,
    ),
    SheetColumn(
        "cause",
        Text("停业原因", "Cause"),
        Text("停业、关闭须写明", "needed where suspended or closed"),
        aliases=("原因", "cause of suspension"),
        width=20,
    ),
    SheetColumn(
        "document",
        Text("依据文号", "Document"),
        Text("停业依据的文件编号", "number of the document it rests on"),
        aliases=("文号", "document number"),
        width=18,
    ),
)
# A row of the template that only shows how: never imported.
EXAMPLE_MARKS = ("示例", "example")


def header_key(title: str) -> str:
    """A column title as it is compared: folded, without the star of a required column and without spaces."""
    return folded(title).replace("*", "").replace(" ", "").replace("_", "")


class Layout:
    """The columns of one kind of workbook; `code` is always the one a row is known by."""

    def __init__(self, title: Text, columns: tuple[SheetColumn, ...]) -> None:
        self.title, self.columns = title, columns
        self.by_code = {c.code: c for c in columns}
        self._keys = {header_key(t): c.code for c in columns for t in (c.code, c.title.zh, c.title.en, *c.aliases)}

    def column_of(self, title: str) -> str | None:
        """The code of the column that a header cell names: by either language's line, or both on one."""
        pieces = (title, *title.splitlines())
        return next((self._keys[k] for p in pieces if (k := header_key(p)) in self._keys), None)


SITES = Layout(Text("网点", "Sites"), COLUMNS)
BY_CODE = SITES.by_code
