"""What runs by itself."""

import logging

import pytest

from yilu.desk.schedule import Scheduled, jobs

pytestmark = pytest.mark.django_db


def test_a_job_runs_when_due_and_not_before() -> None:
    ran: list[int] = []
    job = Scheduled("x", every=60, run=lambda: ran.append(1))
    assert job.run_if_due(100.0)
    assert not job.run_if_due(159.9)
    assert job.run_if_due(160.0)
    assert len(ran) == 2


def test_a_failing_job_is_logged_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise RuntimeError("disk")

    job = Scheduled("x", every=1, run=fail)
    with caplog.at_level(logging.ERROR):
        assert job.run_if_due(0.0)
        assert job.run_if_due(1.0)
    assert caplog.text.count("scheduled job x failed") == 2


def test_every_scheduled_job_runs_on_an_empty_database() -> None:
    for job in jobs():
        job.run()
