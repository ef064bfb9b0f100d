"""What becomes of an export in trouble: it goes on, or it says what it has and why not more."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from shared.domain.exports import MOST_PARTS, Export, ExportFormat, ExportOf, ExportStatus
from shared.ports.errors import StoreRefusedError, StoreUnavailableError
from shared.ports.exporting import ExportHeldError, ExportLostError
from shared.usecases.ask_for_export import look_after_exports
from shared.usecases.export_desk import ExportDesk
from tests.builders.exporting import Exporting, heard
from tests.fakes.mortal import Life

EVERY = [each.key.resource_id for each in heard(40)]
FAILED = "what it reads or its file could not be reached, 3 times in a row"


@pytest.fixture
def office() -> Exporting:
    return Exporting(page_rows=8)


def failing(port: object, name: str, after: int, error: type[Exception]) -> Iterator[int]:
    """Let a method of a port fail from some call on; yields once, and mends it afterwards."""
    works: Callable[..., Any] = getattr(port, name)
    calls = 0

    def call(*asked: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > after:
            raise error("no")
        return works(*asked)

    setattr(port, name, call)
    yield after
    setattr(port, name, works)


def worked(office: Exporting, export_id: str, desk: ExportDesk, error: type[Exception]) -> Export:
    with pytest.raises(error):
        office.work(export_id, desk=desk)
    return office.exports.kept[export_id]


@pytest.mark.parametrize("kind", ExportFormat)
@pytest.mark.parametrize("of", [ExportOf.STATES, ExportOf.EVENTS])
@pytest.mark.parametrize("after", [True, False])
@pytest.mark.parametrize(("least_part", "seconds"), [(400, 600), (900, 0), (10**6, 600)])
def test_a_death_between_any_two_steps_loses_nothing_and_repeats_nothing(
    *, of: ExportOf, kind: ExportFormat, after: bool, least_part: int, seconds: float
) -> None:
    steps, whole = 0, False
    while not whole:
        steps += 1
        office = Exporting(heard(12), least_part=least_part)
        export_id = office.order(of, kind)
        whole = office.die(export_id, Life(steps, after=after), seconds)
        office.clock.sleep(timedelta(minutes=3))
        export = office.work_until_over(export_id, seconds)
        rows = office.rows(export)
        assert (export.status, export.rows) == (ExportStatus.COMPLETE, 12)
        assert sorted(row["resource_id"] for row in rows) == EVERY[:12]
    assert steps > 3


def test_a_death_in_every_life_gets_to_the_end_all_the_same() -> None:
    office = Exporting(page_rows=8)
    export_id = office.order()
    for _ in range(100):
        if office.die(export_id, Life(6)):
            break
        office.clock.sleep(timedelta(minutes=3))
    export = office.exports.kept[export_id]
    assert (export.status, len(office.rows(export))) == (ExportStatus.COMPLETE, 40)


def test_a_failure_is_passed_on_and_the_next_attempt_goes_on_at_once(office: Exporting) -> None:
    export_id, desk = office.order(), office.desk
    trouble = failing(desk.compliance, "states", 2, StoreUnavailableError)
    next(trouble)
    export = worked(office, export_id, desk, StoreUnavailableError)
    assert (export.status, export.tries) == (ExportStatus.RUNNING, 0)
    assert export.rows == 16
    assert office.work(export_id).rows == 40


@pytest.mark.parametrize("error", [StoreUnavailableError, StoreRefusedError])
def test_when_nothing_helps_there_is_a_file_of_what_was_read_and_it_is_not_called_complete(
    office: Exporting, error: type[Exception]
) -> None:
    export_id = office.order()
    for calls, _ in enumerate(range(3)):
        desk = office.desk
        next(failing(desk.compliance, "states", 2 if calls == 0 else 0, error))
        export = worked(office, export_id, desk, error)
    assert export.tries == 2  # the attempt that stored parts is not counted
    next(failing(desk.compliance, "states", 0, error))
    export = worked(office, export_id, desk, error)
    assert (export.status, export.reason) == (ExportStatus.INCOMPLETE, FAILED)
    assert export.rows == len(office.rows(export)) == 16
    assert export.has_file


def test_what_lies_aside_is_in_the_file_of_an_incomplete_export() -> None:
    for least_part, rows in ((10**6, 8), (3_000, 16)):
        office = Exporting(page_rows=8, least_part=least_part)
        export_id = office.order(kind=ExportFormat.CSV)
        office.work(export_id, seconds=0)
        if rows == 16:
            office.work(export_id, seconds=0)
        office.clock.sleep(timedelta(hours=2))
        export = office.work(export_id)
        assert export.status is ExportStatus.INCOMPLETE
        assert export.rows == len(office.rows(export)) == rows


def test_without_a_row_there_is_no_file(office: Exporting) -> None:
    export_id = office.order()
    for _ in range(3):
        desk = office.desk
        next(failing(desk.compliance, "states", 0, StoreUnavailableError))
        export = worked(office, export_id, desk, StoreUnavailableError)
    assert (export.status, export.rows, export.has_file) == (ExportStatus.FAILED, 0, False)
    assert not office.files.stored


def test_workers_that_die_without_a_word_are_not_tried_for_ever(office: Exporting) -> None:
    export_id = office.order()
    for _ in range(3):
        assert not office.die(export_id, Life(2))
        office.clock.sleep(timedelta(minutes=3))
    export = office.work(export_id)
    assert export.status is ExportStatus.FAILED
    assert export.reason == "3 attempts in a row got no further"


def test_an_export_whose_worker_was_silent_for_an_hour_is_seen_as_incomplete_and_stays_so(
    office: Exporting,
) -> None:
    export_id = office.order()
    office.die(export_id, Life(9))
    office.clock.sleep(timedelta(minutes=59))
    kept = office.exports.kept[export_id]
    assert kept.as_seen(office.clock.now()).status is ExportStatus.RUNNING
    office.clock.sleep(timedelta(minutes=3))
    seen = kept.as_seen(office.clock.now())
    assert (seen.status, seen.rows, seen.has_file) == (ExportStatus.INCOMPLETE, 16, False)
    assert seen.reason == "nobody has worked on it since 2026-11-20 12:00 UTC"
    export = office.work(export_id)
    assert (export.status, export.reason) == (ExportStatus.INCOMPLETE, seen.reason)
    assert len(office.rows(export)) == 16


def test_an_export_that_never_ends_is_ended(office: Exporting) -> None:
    export_id = office.order()
    while not (export := office.work(export_id, seconds=0)).is_over:
        office.clock.sleep(timedelta(minutes=50))
        export.created -= timedelta(hours=10)
        office.exports.kept[export_id].created = export.created
    assert export.reason == "it was not finished within 24 hours"
    assert export.status is ExportStatus.INCOMPLETE
    assert len(office.rows(export)) == export.rows


def test_an_export_that_is_too_large_is_ended(office: Exporting) -> None:
    export_id = office.order()
    office.exports.kept[export_id].parts = ["part"] * MOST_PARTS
    reason = office.exports.kept[export_id].hopeless(office.clock.now())
    assert reason == "it is larger than an export can be"


@pytest.mark.parametrize("seconds", [0, 600])
def test_a_file_that_somebody_removed_is_not_there(office: Exporting, seconds: float) -> None:
    """What lies aside is gone, or the upload is."""
    office.least_part = office.files.least = 10**6 if seconds == 0 else 400
    export_id = office.order()
    if seconds == 0:
        office.work(export_id, seconds=0)
    else:
        office.die(export_id, Life(8))
        office.clock.sleep(timedelta(minutes=3))
    office.files.stored.clear()
    office.files.uploads.clear()
    export = office.work(export_id)
    assert (export.status, export.rows) == (ExportStatus.FAILED, 0)
    assert export.reason == "what was written of its file is gone"


def test_a_file_that_cannot_be_put_together_stays_as_it_is_and_is_tried_again(
    office: Exporting,
) -> None:
    export_id = office.order()
    desk = office.desk
    trouble = failing(desk.files, "complete", 0, StoreUnavailableError)
    next(trouble)
    for _ in range(5):
        export = worked(office, export_id, desk, StoreUnavailableError)
    assert (export.ended, export.status) == (True, ExportStatus.RUNNING)
    next(trouble, None)
    assert office.work(export_id).status is ExportStatus.COMPLETE


def test_where_nothing_can_be_kept_the_failure_itself_is_told(office: Exporting) -> None:
    export_id, desk = office.order(), office.desk
    next(failing(desk.exports, "keep", 0, StoreUnavailableError))
    worked(office, export_id, desk, StoreUnavailableError)


def test_two_workers_do_not_write_at_once(office: Exporting) -> None:
    export_id = office.order()
    office.die(export_id, Life(3))
    desk = office.desk

    def sign_of_life() -> None:
        office.exports.leases[export_id] += timedelta(minutes=2)

    office.clock.waking = sign_of_life
    with pytest.raises(ExportHeldError):
        office.work(export_id, desk=desk)
    office.clock.waking = lambda: None
    assert office.work(export_id).status is ExportStatus.COMPLETE


def test_a_worker_that_was_thought_dead_stops_where_another_has_taken_over(
    office: Exporting,
) -> None:
    export_id, desk = office.order(), office.desk
    reading = desk.compliance.states

    def slowly(*asked: Any) -> Any:
        desk.compliance.states = reading  # type: ignore[method-assign]
        office.clock.sleep(timedelta(minutes=3))
        office.exports.take(export_id, office.clock.now(), office.clock.now())
        return reading(*asked)

    desk.compliance.states = slowly  # type: ignore[method-assign, assignment]
    with pytest.raises(ExportLostError):
        office.work(export_id, desk=desk)
    assert office.work(export_id).rows == 40


def test_exports_that_were_left_are_taken_up_again(office: Exporting) -> None:
    left, waiting = office.order(), office.order()
    office.die(left, Life(5))
    office.work(waiting)
    office.workers.asked.clear()
    look_after_exports(office.clock.now(), office.exports, office.workers)
    assert office.workers.asked == []
    office.clock.sleep(timedelta(minutes=8))
    look_after_exports(office.clock.now(), office.exports, office.workers)
    assert office.workers.asked == [left]
