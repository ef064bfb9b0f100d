"""An export holds all that was asked for, each row once, whatever was asked for."""

from datetime import timedelta
from typing import Any

import pytest

from shared.domain.export_rows import NAMES
from shared.domain.exports import Export, ExportFormat, ExportOf, ExportStatus
from shared.domain.filters import Filters, Window
from shared.domain.severity import Severity
from tests.builders.exporting import OTHER, Exporting, heard
from tests.builders.observations import at

EVERY = [each.key.resource_id for each in heard(40)]


@pytest.fixture
def office() -> Exporting:
    return Exporting()


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["resource_id"] for row in rows]


def exported(office: Exporting, **wanted: Any) -> list[dict[str, Any]]:
    """Return the rows of a complete export, which counts them exactly."""
    export = office.work_until_over(office.order(**wanted))
    rows = office.rows(export)
    assert (export.status, export.rows) == (ExportStatus.COMPLETE, len(rows))
    return rows


@pytest.mark.parametrize("kind", ExportFormat)
@pytest.mark.parametrize("of", [ExportOf.STATES, ExportOf.EVENTS])
def test_all_there_is_arrives_once_in_many_parts(
    office: Exporting, of: ExportOf, kind: ExportFormat
) -> None:
    rows = exported(office, of=of, kind=kind)
    assert sorted(ids(rows)) == EVERY
    assert set(rows[0]) == set(NAMES[of])
    annotations = {row["annotation"] for row in rows}
    assert annotations == {"'=1+1,\n" if kind is ExportFormat.CSV else "=1+1,\n"}


def test_events_stand_newest_first_and_end_with_the_order(office: Exporting) -> None:
    rows = exported(office, of=ExportOf.EVENTS, window=Window(start=at(0.1), end=at(0.2)))
    assert ids(rows) == EVERY[19:9:-1]
    office.clock.time = at(0.05)
    assert ids(exported(office, of=ExportOf.EVENTS)) == EVERY[4::-1]


def test_violations_are_the_open_ones_with_their_age_when_they_were_asked_for(
    office: Exporting,
) -> None:
    rows = exported(office, of=ExportOf.VIOLATIONS)
    assert sorted(ids(rows)) == EVERY[::3]
    [first] = [row for row in rows if row["resource_id"] == EVERY[0]]
    assert first["age_seconds"] == (office.clock.now() - at(0)).total_seconds()
    assert first["severity"] == "critical"


def test_violations_can_be_those_of_one_severity(office: Exporting) -> None:
    assert exported(office, of=ExportOf.VIOLATIONS, severity=Severity.CRITICAL)
    assert not exported(office, of=ExportOf.VIOLATIONS, severity=Severity.LOW)


def test_filters_narrow_an_export(office: Exporting) -> None:
    rows = exported(office, filters=Filters(account=OTHER))
    assert sorted(ids(rows)) == EVERY[::4]
    assert exported(office, filters=Filters(resource_id=EVERY[7]))[0]["resource_id"] == EVERY[7]


def test_whoever_sees_some_accounts_gets_those_and_no_others(office: Exporting) -> None:
    rows = exported(office, accounts=(OTHER, "999999999999"))
    assert sorted(ids(rows)) == EVERY[::4]
    both = exported(office, accounts=(OTHER, "222222222222"))
    assert sorted(ids(both)) == EVERY
    assert exported(office, accounts=(OTHER,), filters=Filters(account=OTHER)) == rows
    assert not exported(office, accounts=(OTHER,), filters=Filters(account="222222222222"))
    assert not exported(office, accounts=())


def test_where_nothing_is_asked_for_there_is_a_file_with_nothing_but_its_header(
    office: Exporting,
) -> None:
    nobody = Filters(account="999999999999")
    assert not exported(office, kind=ExportFormat.CSV, filters=nobody)
    assert not exported(office, kind=ExportFormat.NDJSON, filters=nobody)
    [header] = [text for text in office.files.stored.values() if text]
    assert header.startswith(b"account,region,")


def test_a_file_of_one_part_is_stored_at_once(office: Exporting) -> None:
    exported(office, filters=Filters(resource_id=EVERY[7]))
    assert not office.files.uploads


def test_a_part_that_the_last_page_adds_nothing_to_is_no_part() -> None:
    """The list goes on after a full part, and there is nothing more in it that was asked for."""
    office = Exporting(page_rows=1)
    rows = exported(office, of=ExportOf.VIOLATIONS, accounts=("222222222222", "999999999999"))
    assert sorted(ids(rows)) == [each for each in EVERY[::3] if each not in EVERY[::4]]


@pytest.mark.parametrize("kind", ExportFormat)
@pytest.mark.parametrize("least_part", [400, 10_000, 10**6])
def test_a_time_that_ends_after_every_page_leaves_nothing_out(
    kind: ExportFormat, least_part: int
) -> None:
    office = Exporting(least_part=least_part)
    export = office.order(kind=kind)
    written = office.work_until_over(export, seconds=0)
    assert sorted(ids(office.rows(written))) == EVERY
    assert written.status is ExportStatus.COMPLETE
    assert len(office.workers.asked) > 5
    assert set(office.workers.asked) == {export}


def test_an_export_that_is_over_is_left_as_it_is(office: Exporting) -> None:
    export = office.order()
    first = office.work_until_over(export)
    office.files.stored.clear()
    assert office.work(export) == first
    assert not office.files.stored


def test_a_long_part_is_held_by_signs_of_life(office: Exporting) -> None:
    office.least_part = 10**6
    export = office.order()
    seen: list[Export] = []

    def read(*asked: Any) -> Any:
        office.clock.sleep(timedelta(seconds=30))
        seen.append(office.exports.kept[export])
        assert office.exports.leases[export] > office.clock.now()
        return queries(*asked)

    desk = office.desk
    queries = desk.compliance.states
    desk.compliance.states = read  # type: ignore[method-assign, assignment]
    office.work(export, desk=desk)
    assert seen[-1].heard > seen[0].heard
    assert {each.tries for each in seen} == {1}
