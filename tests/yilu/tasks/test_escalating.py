"""A task that nobody finishes climbs: owner, branch, headquarters, regulator; by itself and once each."""

import datetime as dt

import pytest

from tests.world import NOW, SYSTEM, World, person
from tests.yilu.tasks.test_actions import HOUR, open_task, told
from yilu.messages.models import Message
from yilu.tasks import actions
from yilu.tasks.models import Step, Task
from yilu.tasks.rules import IN_ENTERPRISE, LADDERS, OF_REGULATOR

DUE = NOW + 3 * HOUR


def climbed(task: Task) -> list[tuple[str, str]]:
    steps = task.steps.filter(verb__in=("reminded", "escalated", "assigned")).order_by("pk").select_related("to")
    return [(s.verb, s.to.username if s.to else f"no {s.post}") for s in steps]


def test_it_climbs_from_the_site_to_the_regulator_at_set_times(world: World) -> None:
    person(world, "branch", "branch_manager", enterprise=world.enterprises["jia_changsha"])
    task = open_task(world)
    expected = [
        (DUE - HOUR, ("reminded", "manager"), None),
        (DUE, ("reminded", "manager"), None),
        (DUE + 2 * HOUR, ("escalated", "branch"), "branch"),
        (DUE + 4 * HOUR, ("escalated", "jia-hq"), "jia_hq"),
        (DUE + 8 * HOUR, ("escalated", "officer"), "officer"),
        (DUE + 24 * HOUR, ("escalated", "leader"), "leader"),
    ]
    for n, (moment, _, up) in enumerate(expected, start=1):
        assert actions.escalate_overdue(by=SYSTEM, now=moment - dt.timedelta(seconds=1)) == 0
        assert actions.escalate_overdue(by=SYSTEM, now=moment) == 1
        assert actions.escalate_overdue(by=SYSTEM, now=moment) == 0
        assert climbed(task) == [step for _, step, _ in expected[:n]]
        task.refresh_from_db()
        assert task.escalated_to == (world.people[up] if up else None)
        assert task.owner == world.people["manager"]
    assert task.next_step_at is None
    assert told(world, "jia_hq") == ["下级任务逾期，提级督办：补报2月16日日报"]
    assert Message.objects.filter(recipient=world.people["leader"]).get().urgent


def test_hours_missed_are_climbed_in_one_turn_and_the_highest_sees_to_it(world: World) -> None:
    task = open_task(world)
    actions.escalate_overdue(by=SYSTEM, now=DUE + 9 * HOUR)
    task.refresh_from_db()
    assert task.escalated_to == world.people["officer"]
    assert ("escalated", "no branch_manager") in climbed(task)


def test_a_finished_task_does_not_climb(world: World) -> None:
    task = open_task(world)
    actions.close_task(task=task, version=1, reason="已电话核实补报", by=world.actor("manager"), now=NOW)
    assert actions.escalate_overdue(by=SYSTEM, now=DUE + 99 * HOUR) == 0


def test_a_post_filled_meanwhile_gives_the_task_its_owner(world: World) -> None:
    task = open_task(world, site=world.sites["jia_yuelu"])
    person(world, "newcomer", "site_manager", site=world.sites["jia_yuelu"])
    actions.escalate_overdue(by=SYSTEM, now=DUE)
    task.refresh_from_db()
    assert task.owner == world.people["newcomer"]
    assert climbed(task)[0] == ("assigned", "newcomer")


def test_a_regulator_s_own_task_goes_to_the_leader(world: World) -> None:
    task = open_task(world, kind="coverage.blind_spot", site=None, post="officer")
    assert task.owner == world.people["officer"]
    actions.escalate_overdue(by=SYSTEM, now=DUE + 8 * HOUR)
    task.refresh_from_db()
    assert task.escalated_to == world.people["leader"]


@pytest.mark.parametrize("rungs", [IN_ENTERPRISE, OF_REGULATOR, *LADDERS.values()])
def test_every_ladder_goes_forward_in_time(rungs: tuple[object, ...]) -> None:
    times = [r.after for r in rungs]  # type: ignore[attr-defined]
    assert times == sorted(times)


def test_a_task_opened_late_does_not_climb_what_is_already_past(world: World) -> None:
    task = open_task(world, due=NOW - HOUR)
    assert task.next_step_at == NOW + HOUR
    assert Step.objects.count() == 1
