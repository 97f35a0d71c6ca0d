"""Roles: described, complete, and no role more than it should be."""

import pytest

from yilu.accounts.permission_texts import TEXTS
from yilu.accounts.reference import roles_page
from yilu.accounts.roles import ROLES, Leader, Role, Worker
from yilu.audit import words
from yilu.core.permissions import Permission

# Opened only by what the product itself does: a filing acts as the system, an enrolled phone by its pass.
HELD_BY_NO_ROLE = {Permission.SITE_OPEN, Permission.DEVICE_REPORT}


@pytest.mark.parametrize("role", ROLES.values(), ids=lambda r: r.code)
def test_every_role_is_described_in_both_languages(role: type[Role]) -> None:
    assert role.name.zh
    assert role.name.en
    assert role.description.zh.endswith("。")
    assert role.description.en.endswith(".")
    assert role.permissions


def test_every_permission_is_held_by_a_role_and_has_words() -> None:
    held = {p for r in ROLES.values() for p in r.permissions}
    assert set(Permission) - held == HELD_BY_NO_ROLE
    assert set(TEXTS) == set(Permission)


def test_a_leader_holds_whatever_other_regulators_hold() -> None:
    assert all(r.permissions <= Leader.permissions for r in ROLES.values() if r.is_regulator)


def test_no_role_inside_a_brand_sees_the_sector_and_none_outside_writes_its_reports() -> None:
    for role in ROLES.values():
        assert (Permission.SECTOR_READ in role.permissions) is role.is_regulator, role.code
        if Permission.REPORT_WRITE in role.permissions:
            assert role.needs_brand, role.code


def test_a_worker_sees_only_himself_or_herself() -> None:
    assert Worker.oneself_only
    assert Worker.permissions == {Permission.ACCOUNT_READ, Permission.TASK_READ}


def test_regulators_and_headquarters_need_the_second_factor() -> None:
    assert {r.code for r in ROLES.values() if r.needs_second_factor} == {
        r.code for r in ROLES.values() if r.is_regulator
    } | {"headquarters"}


def test_the_audit_names_roles_in_the_same_words() -> None:
    assert {k: v for k, v in words.ROLES.items() if k != "system"} == {r.code: r.name for r in ROLES.values()}


def test_the_reference_page_names_every_role_and_permission() -> None:
    page = roles_page()
    assert all(f"`{r}`" in page for r in ROLES)
    assert all(f"`{p}`" in page for p in Permission)
