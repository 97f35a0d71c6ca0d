"""Each permission in words, for the page and the reference of roles."""

from yilu.core.permissions import Permission
from yilu.core.text import Text

TEXTS: dict[Permission, Text] = {
    Permission.ACCOUNT_APPOINT: Text("任免人员", "appoint and dismiss people"),
    Permission.ACCOUNT_READ: Text("查看人员和任职", "see people and appointments"),
    Permission.ARRIVALS_ORDER: Text("设定返岗到达限额和隔离床位", "order limits on returns"),
    Permission.AUDIT_READ: Text("查阅审计记录", "read the audit"),
    Permission.BOARD_READ: Text("查看看板", "see the board"),
    Permission.CARD_ISSUE: Text("发放健康填报卡", "print enrolment cards"),
    Permission.CASE_HANDLE: Text("处置健康异常、登记隔离和解除", "handle health cases, record isolations and releases"),
    Permission.CASE_READ: Text("查看健康异常处置情况（不含健康详情）", "see health cases, without health details"),
    Permission.CASES_IMPORT: Text("导入病例数据", "import case series"),
    Permission.CHECK_READ: Text("查看晨检进度", "see who has checked in and who has not"),
    Permission.CHECK_WRITE: Text("登记、报送晨检", "record and send morning checks"),
    Permission.DEVICE_REPORT: Text("用本人手机填报", "report from one's own phone"),
    Permission.DIRECTIVE_ISSUE: Text("核对、下发、撤回文件", "confirm, issue and withdraw directives"),
    Permission.DIRECTIVE_READ: Text("查看文件和落实进度", "see directives and their progress"),
    Permission.EMERGENCY_DECLARE: Text("登记应急响应", "put an emergency on record"),
    Permission.ENTERPRISE_APPOINT: Text("任免企业人员", "appoint an enterprise's people"),
    Permission.ENTERPRISE_EDIT: Text("维护企业名录", "keep the register of enterprises"),
    Permission.ENTERPRISE_READ: Text("查看企业", "see enterprises"),
    Permission.EVIDENCE_READ: Text("查看证据台账", "see the ledger of evidence"),
    Permission.EVIDENCE_WRITE: Text("登记证据", "record evidence"),
    Permission.FILING_ANSWER: Text("答复企业申诉和延迟复工措施", "answer what enterprises contest, and delay orders"),
    Permission.FILING_DECIDE: Text(
        "审核报备、责令整改、停业（须引用规定）", "review filings, order to rectify, suspend, citing norms"
    ),
    Permission.FILING_OVERSEE: Text("查看各人办理报备的情况", "see who decided what on filings"),
    Permission.FILING_READ: Text("查看复工报备", "see filings"),
    Permission.FILING_WRITE: Text("复工报备", "file for resumption"),
    Permission.HEALTH_READ: Text("查看健康详情", "see health details"),
    Permission.INSPECTION_READ: Text("查看检查", "see inspections"),
    Permission.INSPECTION_WRITE: Text("安排和实施检查", "plan and carry out inspections"),
    Permission.ITEM_EDIT: Text("维护物资目录和仓库", "keep the list of supplies and the depots"),
    Permission.MAPPING_EDIT: Text("维护产品与服务类别对应", "map products to service classes"),
    Permission.NORM_REFINE: Text("细化本地执行的规定", "refine requirements for the area"),
    Permission.OFFICE_EDIT: Text("维护派出机构", "keep the register of offices"),
    Permission.OUTBOX_READ: Text("查看未送达的消息", "see whom messages did not reach"),
    Permission.PLAN_MAKE: Text("测算、调整、采用方案", "make, adjust and adopt plans"),
    Permission.PLAN_READ: Text("查看方案", "see plans"),
    Permission.REPORT_FIELD_EDIT: Text("增设日报字段", "add fields to the daily report"),
    Permission.REPORT_READ: Text("查看日报", "see daily reports"),
    Permission.REPORT_WRITE: Text("填报日报", "submit daily reports"),
    Permission.RETURN_BOOK: Text("登记、预约员工返岗", "plan and book workers' returns"),
    Permission.ROSTER_EDIT: Text("维护统计名录和正常基数", "keep rosters and normal bases"),
    Permission.SECTOR_READ: Text("查看全行业合计和各企业数据", "see all brands and the sector's totals"),
    Permission.SETTING_SET: Text("设定国家未规定的数值", "order numbers no national text fixes"),
    Permission.SHIFT_EDIT: Text("编排班次", "make shifts and put people on them"),
    Permission.SITE_EDIT: Text("维护网点名录", "keep the register of sites"),
    Permission.SITE_OPEN: Text("恢复网点营业（经报备）", "open a site (through a filing)"),
    Permission.SITE_PERSON_READ: Text("查看网点联系人", "see a site's contact person"),
    Permission.SITE_READ: Text("查看网点", "see sites"),
    Permission.SITE_SUSPEND: Text("停止网点营业", "suspend a site"),
    Permission.SUPPLY_KEEP: Text("登记物资入库、发放、盘点、签收", "receive, issue and count supplies"),
    Permission.SUPPLY_READ: Text("查看防护物资", "see supplies"),
    Permission.SUPPLY_SHIP: Text("从仓库调拨物资", "send supplies out of a depot"),
    Permission.TASK_ASSIGN: Text(
        "交办、转办、撤销任务，调整期限", "open, delegate and cancel tasks, move their due times"
    ),
    Permission.TASK_READ: Text("查看本单位的任务清单", "see the unit's list of tasks"),
    Permission.TIER_IMPORT: Text("导入风险等级", "import risk tiers"),
    Permission.TOKEN_MAKE: Text("签发接口令牌", "make API tokens"),
    Permission.TREE_LOAD: Text("更新行政区划", "load the division table"),
    Permission.WORKER_EDIT: Text("维护员工名册", "keep the register of workers"),
    Permission.WORKER_PERSON_READ: Text("查看员工证件和电话", "see a worker's identity and phone"),
    Permission.WORKER_READ: Text("查看员工名册", "see workers"),
}


def text_of(permission: Permission) -> Text:
    """The permission in words; its code where nobody wrote them yet."""
    return TEXTS.get(permission, Text(permission.value, permission.value))
