"""What a person may be permitted to do: one sorted list, each `room.thing.act`."""

from enum import StrEnum


class Permission(StrEnum):
    """A permission; roles hold lists of these, grants carry them into a jurisdiction."""

    ACCOUNT_APPOINT = "accounts.appointment.make"
    ACCOUNT_READ = "accounts.appointment.read"
    AUDIT_READ = "audit.act.read"
    BOARD_READ = "desk.board.read"
    CASES_IMPORT = "territory.cases.import"
    EMERGENCY_DECLARE = "territory.emergency.declare"
    ENTERPRISE_APPOINT = "accounts.enterprise.appoint"
    ENTERPRISE_EDIT = "network.enterprise.edit"
    ENTERPRISE_READ = "network.enterprise.read"
    MAPPING_EDIT = "operations.mapping.edit"
    OFFICE_EDIT = "network.office.edit"
    REPORT_FIELD_EDIT = "operations.field.edit"
    REPORT_READ = "operations.report.read"
    REPORT_WRITE = "operations.report.write"
    ROSTER_EDIT = "operations.roster.edit"
    SECTOR_READ = "operations.sector.read"
    SITE_EDIT = "network.site.edit"
    SITE_OPEN = "network.site.open"
    SITE_PERSON_READ = "network.site.person"
    SITE_READ = "network.site.read"
    SITE_SUSPEND = "network.site.suspend"
    TIER_IMPORT = "territory.tier.import"
    TOKEN_MAKE = "accounts.token.make"
    TREE_LOAD = "territory.tree.load"
