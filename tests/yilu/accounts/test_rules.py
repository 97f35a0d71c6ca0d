"""User names, first passwords and the shape of an appointment."""

import datetime as dt

import pytest

from yilu.accounts.rules import Scope, digest_of, first_password, why_not_appointment, why_not_username

DAY = dt.date(2020, 2, 17)


@pytest.mark.parametrize("name", ["hq", "zhang.san", "li_si-2", "9a"])
def test_plain_user_names_are_taken(name: str) -> None:
    assert why_not_username(name) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("13812345678", "accounts.username_personal"),
        ("11010519491231002x", "accounts.username_personal"),
        ("张三", "accounts.username_form"),
        ("a", "accounts.username_form"),
        ("-ab", "accounts.username_form"),
        ("a b", "accounts.username_form"),
        ("a" * 61, "accounts.username_form"),
        ("", "accounts.username_form"),
    ],
)
def test_user_names_that_tell_of_a_person_or_are_no_names_are_refused(name: str, code: str) -> None:
    assert [r.code for r in why_not_username(name)] == [code]


@pytest.mark.parametrize(
    ("scope", "codes"),
    [
        (Scope("leader", None, None, None, DAY, None), []),
        (Scope("leader", None, None, None, DAY, DAY), []),
        (Scope("king", None, None, None, DAY, None), ["accounts.role_unknown"]),
        (Scope("headquarters", None, None, None, DAY, None), ["accounts.brand_missing"]),
        (Scope("branch_manager", 1, None, None, DAY, None), ["accounts.branch_missing"]),
        (Scope("site_manager", 1, 1, None, DAY, None), ["accounts.site_missing"]),
        (Scope("worker", None, None, None, DAY, None), ["accounts.brand_missing", "accounts.site_missing"]),
        (Scope("leader", None, None, None, DAY, DAY - dt.timedelta(1)), ["accounts.ends_before_it_begins"]),
    ],
)
def test_an_appointment_says_what_it_lacks(scope: Scope, codes: list[str]) -> None:
    assert [r.code for r in why_not_appointment(scope)] == codes


def test_first_passwords_differ_and_read_aloud() -> None:
    made = {first_password() for _ in range(50)}
    assert len(made) == 50
    assert all(len(p) == 19 and not set(p) & set("il1o0") for p in made)


def test_only_a_digest_of_a_key_is_kept() -> None:
    assert digest_of("yilu_x") != digest_of("yilu_y")
    assert len(digest_of("yilu_x")) == 64
