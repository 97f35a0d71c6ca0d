"""Taking case series in."""

import datetime as dt

import pytest

from tests.shared_data import shared_data
from tests.world import NOW, SYSTEM, World
from yilu.audit.models import Act
from yilu.core.actor import Actor
from yilu.core.reasons import Denied
from yilu.territory.actions import import_cases
from yilu.territory.incoming import CaseLine, Report, read_cases
from yilu.territory.models import CaseCount
from yilu.territory.queries import case_row

LATER = NOW.replace(month=12)


def line(number: int, day: int, confirmed: int, code: str = "430100", name: str = "长沙市") -> CaseLine:
    return CaseLine(number, dt.date(2020, 2, day), code, name, confirmed)


def take(*lines: CaseLine, by: Actor = SYSTEM, source: str = "省卫健委", **how: bool) -> Report:
    return import_cases(lines=lines, source=source, by=by, now=NOW, **how)  # type: ignore[arg-type]


def test_the_good_lines_are_taken_and_the_others_told(world: World) -> None:
    report = take(line(2, 3, 5), line(3, 4, 4), line(4, 5, 7))
    assert (report.new, len(report.refused), report.written) == (2, 1, True)
    assert CaseCount.objects.count() == 2


def test_all_or_nothing_writes_nothing_if_a_line_is_refused(world: World) -> None:
    report = take(line(2, 3, 5), line(3, 4, 4), whole=True)
    assert not report.written
    assert CaseCount.objects.count() == 0


def test_a_dry_run_writes_nothing(world: World) -> None:
    assert not take(line(2, 3, 5), dry_run=True).written
    assert CaseCount.objects.count() == 0


def test_the_same_file_again_changes_nothing(world: World) -> None:
    take(line(2, 3, 5), line(3, 4, 6))
    again = take(line(2, 3, 5), line(3, 4, 6))
    assert (again.new, again.changed, again.same) == (0, 0, 2)
    assert CaseCount.objects.count() == 2


def test_a_correction_replaces_the_figure_and_says_so(world: World) -> None:
    take(line(2, 3, 5))
    assert take(line(2, 3, 4)).refused
    report = take(line(2, 3, 4), corrections=True)
    assert (report.changed, CaseCount.objects.get().confirmed) == (1, 4)


def test_a_bucket_is_counted_and_given_to_no_place(world: World) -> None:
    report = take(line(2, 3, 5), line(3, 3, 9, code="", name="监狱系统"))
    assert dict(report.buckets) == {"监狱系统": 1}
    assert CaseCount.objects.count() == 1


def test_an_officer_takes_in_his_own_place_only(world: World) -> None:
    report = take(line(2, 3, 5), line(3, 3, 6, code="430200", name="株洲市"), by=world.actor("officer"))
    assert [r.reason.code for r in report.refused] == ["territory.outside_jurisdiction"]
    assert set(CaseCount.objects.values_list("area_id", flat=True)) == {"430100"}


def test_a_site_manager_takes_in_nothing(world: World) -> None:
    with pytest.raises(Denied):
        take(line(2, 3, 5), by=world.actor("manager"))
    assert Act.objects.get(verb="territory.cases.import").outcome == "refused"


def test_two_sources_a_day_apart_are_warned_of(world: World) -> None:
    take(*(line(n, n, n * n) for n in range(1, 15)))
    report = take(*(line(n, n + 1, n * n) for n in range(1, 15)), source="媒体")
    assert [w.code for w in report.warnings] == ["territory.case.shift_earlier"]
    assert "长沙市" in report.warnings[0].text.zh
    assert "省卫健委" in report.warnings[0].text.en


def test_one_act_records_the_import_with_counts_and_a_digest(world: World) -> None:
    take(line(2, 3, 5), line(3, 4, 4))
    act = Act.objects.get(verb="territory.cases.import")
    assert {k: act.after[k] for k in ("lines", "new", "refused", "written")} == {
        "lines": 2, "new": 1, "refused": 1, "written": True,
    }  # fmt: skip
    assert len(act.after["sha256"]) == 64


@pytest.mark.shared_data
def test_the_real_series_of_early_2020_goes_in_with_its_falls_refused_and_its_buckets_counted(tree: int) -> None:
    data = shared_data("cases/cn_city_cases_2020-01-19_2020-04-30.csv").read_bytes()
    lines, unread = read_cases(data)
    report = import_cases(lines=lines, unread=unread, source="city", by=SYSTEM, now=LATER)
    assert (report.lines, report.in_no_place) == (45974, 3252)
    assert {reason.code for reason, _ in report.by_reason()} == {"territory.case.falls", "territory.case.disagrees"}
    assert report.new + report.same + len(report.refused) + report.in_no_place == report.lines
    wuhan = case_row("420100", day=dt.date(2020, 2, 17))
    assert wuhan is not None
    assert (wuhan.confirmed, wuhan.new_confirmed, wuhan.as_of) == (42752, 1600, dt.date(2020, 2, 17))
    again = import_cases(lines=lines, unread=unread, source="city", by=SYSTEM, now=LATER)
    assert again.new == again.changed == 0
    corrected = import_cases(lines=lines, source="city", corrections=True, by=SYSTEM, now=LATER)
    assert {r.reason.code for r in corrected.refused} == {"territory.case.disagrees"}


@pytest.mark.shared_data
def test_the_real_series_of_provinces_goes_in_whole(tree: int) -> None:
    data = shared_data("cases/cn_province_cases_2020-01-19_2020-04-30.csv").read_bytes()
    lines, unread = read_cases(data)
    report = import_cases(lines=lines, unread=unread, source="province", by=SYSTEM, now=LATER, whole=True)
    assert report.written
    assert report.refused == []
    hubei = case_row("420000", day=dt.date(2020, 2, 17))
    assert hubei is not None
    assert hubei.confirmed == 59989


@pytest.mark.shared_data
def test_the_real_series_shifted_by_a_day_is_found_out(tree: int) -> None:
    data = shared_data("cases/cn_province_cases_2020-01-19_2020-04-30.csv").read_bytes()
    lines, _ = read_cases(data)
    import_cases(lines=lines, source="province", by=SYSTEM, now=LATER)
    late = [CaseLine(x.line, x.day + dt.timedelta(days=1), x.code, x.name, x.confirmed) for x in lines]
    report = import_cases(lines=late, source="copy", by=SYSTEM, now=LATER, dry_run=True)
    assert [w.code for w in report.warnings] == ["territory.case.shift_earlier"]
    same = import_cases(lines=lines, source="copy", by=SYSTEM, now=LATER, dry_run=True)
    assert same.warnings == []
