"""The columns of a workbook of workers, as data, over the same reader, template and cells as a workbook of sites."""

from typing import IO

from yilu.core.text import Text
from yilu.network.sheet.columns import Layout, SheetColumn
from yilu.network.sheet.template import blank
from yilu.people.models import Worker

EMPLOYMENTS = {"own": Text("本单位", "own"), "outsourced": Text("外包", "outsourced")}

WORKERS = Layout(
    Text("员工", "Workers"),
    (
        SheetColumn(
            "brand",
            Text("品牌", "Brand"),
            Text("品牌名称或代码；只管一个品牌的可不填", "name or code; may stay empty for who has one brand only"),
            aliases=("品牌企业", "品牌名称"),
        ),
        SheetColumn(
            "site",
            Text("网点编码", "Site code"),
            Text(
                "所在网点的编码；机关人员填机关名称",
                "code of the site he or she works at; of own staff the office's name",
            ),
            "示例-0001",
            True,
            ("网点", "所在网点", "site"),
            18,
        ),
        SheetColumn(
            "code",
            Text("工号", "Staff number"),
            Text("本品牌内唯一；再次导入按它更新", "unique within the brand; a later import updates by it"),
            "示例-001",
            True,
            ("员工编号", "编号", "number"),
            16,
        ),
        SheetColumn("name", Text("姓名", "Name"), Text("加密保存", "kept encrypted"), "示例", True, ("名字",), 12),
        SheetColumn(
            "post",
            Text("岗位", "Post"),
            Text("从下拉列表选择", "choose from the list"),
            "投递人员",
            True,
            ("工种", "职位"),
        ),
        SheetColumn("shift_group", Text("班组", "Shift group"), Text("如 A班", "such as A"), "A班", aliases=("班次",)),
        SheetColumn(
            "employment",
            Text("用工性质", "Employment"),
            Text("本单位或外包；不填为本单位", "own or outsourced; empty: own"),
            "本单位",
            aliases=("用工",),
        ),
        SheetColumn(
            "agency",
            Text("派出单位", "Agency"),
            Text("外包人员必填", "needed for outsourced labour"),
            aliases=("劳务公司", "外包单位"),
            width=20,
        ),
        SheetColumn(
            "identity",
            Text("证件号码", "Identity number"),
            Text("加密保存，列表不显示", "kept encrypted, not in lists"),
            aliases=("身份证号", "身份证", "证件号"),
            width=22,
        ),
        SheetColumn(
            "phone",
            Text("手机号", "Mobile number"),
            Text("加密保存，列表不显示", "kept encrypted, not in lists"),
            aliases=("手机", "电话", "联系电话"),
            width=16,
        ),
        SheetColumn(
            "joined_on",
            Text("到岗日期", "Joined"),
            Text("如 2020-02-10；不填为今天", "such as 2020-02-10; empty: today"),
            "2020-02-10",
            aliases=("入职日期",),
            width=13,
        ),
    ),
)


def template() -> IO[bytes]:
    """The workbook to fill in."""
    choices = {"post": [str(p.label) for p in Worker.Post], "employment": [t.zh for t in EMPLOYMENTS.values()]}
    return blank(WORKERS, choices, {"site", "code", "identity", "phone"}, {})
