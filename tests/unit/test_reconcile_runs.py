"""A run goes on after its invocation ends, however it ends, and one is under way at a time."""

from datetime import timedelta

import pytest

from shared.domain.sources import Wanted
from shared.ports.errors import StoreUnavailableError
from shared.ports.reconciling import RunUnderWayError, SourceUnavailableError
from shared.usecases import finds
from shared.usecases.reconcile_task import MOST_TRIES
from tests.builders.fleet import ONE, OTHER_REGION, Fleet, bucket, found, place
from tests.builders.fleets import FOUND, differing
from tests.builders.observations import N
from tests.fakes.mortal import Died, Life


def test_a_run_that_is_out_of_time_is_continued_where_it_was() -> None:
    fleet = differing()
    fleet.config.seconds, fleet.minutes = 20, 1
    progress = fleet.invoke()
    assert (progress.report, progress.run and progress.run.done) == (None, 0)
    fleet.queue.drain(fleet.clock.now())
    fleet.minutes = 2.5
    progress = fleet.invoke()
    assert progress.run
    assert (progress.run.done, progress.run.of, progress.run.position) == (1, 3, place())
    fleet.minutes = 60
    report = fleet.reconcile()
    assert found(report) == FOUND


def test_a_place_that_does_not_fit_into_an_invocation_is_nearer_to_its_end_in_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finds, "SENT_AT_ONCE", 4)
    fleet = Fleet()
    for rule in range(6):
        for number in range(4):
            fleet.becomes(bucket(f"b-{number}", f"rule-{rule}"), N, lost=True)
    fleet.config.seconds, fleet.minutes = 10, 1
    invocations = 0
    while fleet.invoke().report is None:
        fleet.queue.drain(fleet.clock.now())
        invocations += 1
    fleet.queue.drain(fleet.clock.now())
    assert 1 < invocations < MOST_TRIES
    assert fleet.open_states() == fleet.source_states()
    [summary] = fleet.onboardings.announced.values()
    assert (summary.results, summary.non_compliant) == (24, 24)


def test_a_place_that_ends_each_invocation_is_left_alone_at_last() -> None:
    fleet = differing()
    for _ in range(MOST_TRIES):
        with pytest.raises(Died):
            fleet.invoke(Life(9))  # while the first place is read
        fleet.clock.time += timedelta(minutes=fleet.minutes + 2)
    report = fleet.reconcile()
    [unknown] = report.unknown
    assert (unknown.account, report.places) == (ONE, 1)
    assert unknown.reason.startswith("4 invocations ended before it was compared")
    assert found(report) == {cause: number // 2 or 1 for cause, number in FOUND.items()}


def test_a_run_is_due_a_day_after_the_last_one_began() -> None:
    fleet = differing()
    report = fleet.reconcile()
    assert fleet.invoke(now=False).run is None
    fleet.clock.time = report.started + timedelta(hours=23, minutes=59)
    assert fleet.invoke(now=False).run is None
    fleet.clock.time = report.started + timedelta(hours=24)
    assert fleet.invoke(now=False).report


def test_a_run_that_could_compare_nothing_is_followed_at_once() -> None:
    fleet = Fleet(Wanted((ONE,), (OTHER_REGION,), organisation=False))
    report = fleet.reconcile()
    assert (report.places, report.left_alone) == (0, 1)
    assert fleet.invoke(now=False).run is not None


def test_a_run_that_is_not_finished_is_continued_by_the_schedule() -> None:
    fleet = differing()
    fleet.config.seconds, fleet.minutes = 20, 1
    first = fleet.invoke().run
    fleet.minutes = 60
    again = fleet.invoke(now=False)
    assert first is not None
    assert again.run is not None
    assert again.report is not None
    assert again.run.run == first.run
    assert again.run.started == first.started


def test_two_invocations_do_not_work_on_one_run() -> None:
    fleet = differing()
    with pytest.raises(Died):
        fleet.invoke(Life(6))
    with pytest.raises(RunUnderWayError, match="a run is under way, until 2026-11-21"):
        fleet.invoke()


def test_a_run_that_was_taken_over_by_another_invocation_is_left_to_it() -> None:
    fleet = differing()
    fleet.runs.lost = True
    with pytest.raises(StoreUnavailableError, match="another invocation"):
        fleet.invoke()
    assert not fleet.queue.bodies


def test_an_aggregator_that_does_not_answer_at_all_ends_the_invocation() -> None:
    fleet = differing()

    def fail(question: str) -> None:
        raise SourceUnavailableError(question)

    fleet.config.asking = fail
    with pytest.raises(SourceUnavailableError, match="sources"):
        fleet.invoke()
    fleet.config.asking = lambda _: None
    assert found(fleet.reconcile()) == FOUND
