"""Roles as classes: a plain description and a list of permissions. A regulator holds one at any level of the tree."""

from typing import ClassVar

from yilu.core.permissions import Permission
from yilu.core.text import Text

READING = frozenset(
    {
        Permission.BOARD_READ,
        Permission.DIRECTIVE_READ,
        Permission.ENTERPRISE_READ,
        Permission.EVIDENCE_READ,
        Permission.FILING_READ,
        Permission.INSPECTION_READ,
        Permission.REPORT_READ,
        Permission.SITE_READ,
        Permission.SUPPLY_READ,
        Permission.TASK_READ,
    }
)
# A regulator sees the sector as well ...
OVERSEEING = READING | {Permission.SECTOR_READ}
# ... and, out among the sites, whom to call there, who works there and how their mornings went.
IN_THE_FIELD = OVERSEEING | {Permission.CHECK_READ, Permission.SITE_PERSON_READ, Permission.WORKER_READ}


class Role:
    """What a person in this role does, and may do; where, the appointment says."""

    code: ClassVar[str]
    name: ClassVar[Text]
    description: ClassVar[Text]
    permissions: ClassVar[frozenset[Permission]]
    is_regulator: ClassVar[bool] = True
    needs_brand: ClassVar[bool] = False
    needs_enterprise: ClassVar[bool] = False
    needs_site: ClassVar[bool] = False
    oneself_only: ClassVar[bool] = False
    needs_second_factor: ClassVar[bool] = True


class EnterpriseRole(Role):
    """A role inside one brand: it never sees a row of another."""

    is_regulator = False
    needs_brand = True
    needs_second_factor = False


class Officer(Role):
    code = "officer"
    name = Text("业务人员", "Officer")
    description = Text(
        "管理本辖区的企业、网点名录和复工日报，可引用规定停止网点营业。",
        "Keeps the area's register of enterprises and sites and its daily reports; may suspend a site, citing norms.",
    )
    permissions = IN_THE_FIELD | {
        Permission.ACCOUNT_READ,
        Permission.ARRIVALS_ORDER,
        Permission.CARD_ISSUE,
        Permission.CASES_IMPORT,
        Permission.CHECK_WRITE,
        Permission.DIRECTIVE_ISSUE,
        Permission.ENTERPRISE_EDIT,
        Permission.EVIDENCE_WRITE,
        Permission.FILING_DECIDE,
        Permission.FILING_OVERSEE,
        Permission.ITEM_EDIT,
        Permission.NORM_REFINE,
        Permission.OFFICE_EDIT,
        Permission.PLAN_MAKE,
        Permission.PLAN_READ,
        Permission.REPORT_FIELD_EDIT,
        Permission.ROSTER_EDIT,
        Permission.SETTING_SET,
        Permission.SITE_EDIT,
        Permission.SITE_SUSPEND,
        Permission.SUPPLY_KEEP,
        Permission.SUPPLY_SHIP,
        Permission.TASK_ASSIGN,
        Permission.TIER_IMPORT,
        Permission.TOKEN_MAKE,
        Permission.WORKER_EDIT,
        Permission.WORKER_PERSON_READ,
    }


class Inspector(Role):
    code = "inspector"
    name = Text("检查人员", "Inspector")
    description = Text(
        "到现场检查，看得到本辖区的网点和日报，可引用规定停止网点营业。",
        "Inspects on the spot: sees the area's sites and reports and may suspend a site, citing norms.",
    )
    permissions = IN_THE_FIELD | {Permission.EVIDENCE_WRITE, Permission.FILING_DECIDE, Permission.INSPECTION_WRITE,
                                  Permission.SITE_SUSPEND}  # fmt: skip


class HealthOfficer(Role):
    code = "health_officer"
    name = Text("防疫人员", "Health officer")
    description = Text(
        "导入病例和风险等级，处置疫情，可引用规定停止网点营业。",
        "Imports cases and risk tiers, acts on a case, may suspend a site, citing norms.",
    )
    permissions = IN_THE_FIELD | {
        Permission.CASES_IMPORT,
        Permission.CASE_HANDLE,
        Permission.CASE_READ,
        Permission.FILING_DECIDE,
        Permission.HEALTH_READ,
        Permission.SITE_SUSPEND,
        Permission.TIER_IMPORT,
        Permission.WORKER_PERSON_READ,
    }


class DutyOfficer(Role):
    code = "duty_officer"
    name = Text("值班人员", "Duty officer")
    description = Text(
        "二十四小时值守，掌握谁已报、谁未报，联系未报网点。",
        "Keeps the 24-hour watch: sees who has reported and who has not, and calls those who have not.",
    )
    permissions = IN_THE_FIELD | {Permission.CASE_READ, Permission.TASK_ASSIGN}


class ComplaintsOfficer(Role):
    code = "complaints_officer"
    name = Text("申诉处理人员", "Complaints officer")
    description = Text(
        "受理消费者申诉，看得到本辖区的网点和日报。",
        "Handles consumers' complaints; sees the area's sites and reports.",
    )
    permissions = OVERSEEING | {Permission.SITE_PERSON_READ}


class Auditor(Role):
    code = "auditor"
    name = Text("审计人员", "Auditor")
    description = Text(
        "查阅本辖区的操作记录和任职，核验记录未被改动；不办理业务。",
        "Reads the area's record of acts and appointments and checks that nobody altered it; does no other work.",
    )
    permissions = OVERSEEING | {
        Permission.ACCOUNT_READ,
        Permission.AUDIT_READ,
        Permission.FILING_OVERSEE,
        Permission.TOKEN_MAKE,
    }


class Leader(Role):
    code = "leader"
    name = Text("负责人", "Leader")
    description = Text(
        "统筹本辖区疫情防控和复工复产，任免人员，宣布应急响应。",
        "Answers for both control and resumption in the area; appoints people and declares the emergency in force.",
    )
    permissions = (
        Officer.permissions
        | Inspector.permissions
        | HealthOfficer.permissions
        | DutyOfficer.permissions
        | ComplaintsOfficer.permissions
        | Auditor.permissions
        | {
            Permission.ACCOUNT_APPOINT,
            Permission.EMERGENCY_DECLARE,
            Permission.ENTERPRISE_APPOINT,
            Permission.FILING_ANSWER,
            Permission.OUTBOX_READ,
            Permission.TREE_LOAD,
        }
    )


class SiteManager(EnterpriseRole):
    code = "site_manager"
    name = Text("网点负责人", "Site manager")
    description = Text(
        "填报本网点的日报，管理本网点人员；看不到其他网点。",
        "Reports one site's day and appoints its people; sees no other site.",
    )
    needs_site = True
    permissions = READING | {
        Permission.ACCOUNT_APPOINT,
        Permission.ACCOUNT_READ,
        Permission.CARD_ISSUE,
        Permission.CASE_HANDLE,
        Permission.CASE_READ,
        Permission.CHECK_READ,
        Permission.CHECK_WRITE,
        Permission.EVIDENCE_WRITE,
        Permission.FILING_WRITE,
        Permission.REPORT_WRITE,
        Permission.RETURN_BOOK,
        Permission.SHIFT_EDIT,
        Permission.SITE_PERSON_READ,
        Permission.SITE_SUSPEND,
        Permission.SUPPLY_KEEP,
        Permission.TASK_ASSIGN,
        Permission.WORKER_EDIT,
        Permission.WORKER_PERSON_READ,
        Permission.WORKER_READ,
    }


class BranchManager(EnterpriseRole):
    code = "branch_manager"
    name = Text("分支机构负责人", "Branch manager")
    description = Text(
        "管理本分支机构及其下级机构的网点和日报，任免网点人员。",
        "Runs the sites and reports of one branch and the branches under it, and appoints their people.",
    )
    needs_enterprise = True
    permissions = SiteManager.permissions | {
        Permission.DIRECTIVE_ISSUE,
        Permission.HEALTH_READ,
        Permission.PLAN_MAKE,
        Permission.PLAN_READ,
        Permission.SITE_EDIT,
        Permission.SUPPLY_SHIP,
        Permission.TOKEN_MAKE,
    }


class Headquarters(EnterpriseRole):
    code = "headquarters"
    name = Text("企业总部", "Enterprise headquarters")
    description = Text(
        "管理本品牌的分支机构、网点和日报（含加盟企业），任免本企业人员。",
        "Runs the brand's branches, sites and reports, its franchisees' too, and appoints the brand's people.",
    )
    needs_second_factor = True
    permissions = BranchManager.permissions | {
        Permission.ENTERPRISE_EDIT,
        Permission.ITEM_EDIT,
        Permission.MAPPING_EDIT,
    }


class SiteHealthOfficer(EnterpriseRole):
    code = "site_health_officer"
    name = Text("网点健康员", "Site health officer")
    description = Text(
        "组织本网点晨检，查看本网点员工的健康详情，处置健康异常。",
        "Runs one site's morning check, sees its people's health details and follows up what is not normal.",
    )
    needs_site = True
    permissions = READING | {
        Permission.CASE_HANDLE,
        Permission.CASE_READ,
        Permission.CHECK_READ,
        Permission.CHECK_WRITE,
        Permission.HEALTH_READ,
        Permission.WORKER_PERSON_READ,
        Permission.WORKER_READ,
    }


class Worker(EnterpriseRole):
    code = "worker"
    name = Text("一线员工", "Worker")
    description = Text(
        "只看得到本人的记录。",
        "Sees nothing but his or her own records.",
    )
    needs_site = True
    oneself_only = True
    permissions = frozenset({Permission.ACCOUNT_READ, Permission.TASK_READ})


class Liaison(Role):
    code = "liaison"
    name = Text("联防联控单位联络员", "Counterpart body's liaison")
    description = Text(
        "交通、卫生健康、社区、海关、园区等单位的联络员；行业合计可能推知单个企业时不予显示。",
        "Speaks for transport, health, community, customs or park; totals that would give away a company are withheld.",
    )
    is_regulator = False
    needs_second_factor = False
    permissions = frozenset({Permission.BOARD_READ})


ROLES: dict[str, type[Role]] = {
    r.code: r
    for r in (
        Leader,
        Officer,
        Inspector,
        HealthOfficer,
        DutyOfficer,
        ComplaintsOfficer,
        Auditor,
        Headquarters,
        BranchManager,
        SiteManager,
        SiteHealthOfficer,
        Worker,
        Liaison,
    )
}

# What people of an enterprise may do in it: a leader gives it to them without holding it.
ENTERPRISE_PERMISSIONS = Headquarters.permissions
