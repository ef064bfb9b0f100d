"""An invocation may die at any step: neither the table nor what is counted is different."""

from datetime import timedelta

import pytest

from tests.builders.fleet import ONE, TWO, Fleet, bucket, found
from tests.builders.fleets import CLOSED, FOUND, differing
from tests.builders.observations import N
from tests.fakes.mortal import Died, Life


def steps_of_a_run(fleet: Fleet) -> int:
    life = Life(calls=10_000)
    fleet.invoke(life)
    return len(life.made)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("drained", [False, True])
def test_dying_at_any_step_changes_neither_the_table_nor_what_is_counted(
    *, after: bool, drained: bool
) -> None:
    for step in range(1, steps_of_a_run(differing()) + 1):
        fleet = differing()
        with pytest.raises(Died):
            fleet.invoke(Life(step, after=after))
        if drained:
            fleet.queue.drain(fleet.clock.now())
        fleet.clock.time += timedelta(minutes=fleet.minutes + 2)
        if fleet.runs.report and fleet.runs.report.missed:  # it died when all was done
            report = fleet.runs.report
            fleet.queue.drain(fleet.clock.now())
        else:
            report = fleet.reconcile()
        assert fleet.open_states() == fleet.source_states(ONE, TWO), step
        assert found(report) == FOUND, step
        assert report.closed == CLOSED, step


@pytest.mark.parametrize("after", [False, True])
def test_dying_at_any_step_of_a_backfill_tells_each_account_once(*, after: bool) -> None:
    for step in range(1, steps_of_a_run(new()) + 1):
        fleet = new()
        with pytest.raises(Died):
            fleet.invoke(Life(step, after=after))
        fleet.queue.drain(fleet.clock.now())
        fleet.clock.time += timedelta(minutes=fleet.minutes + 2)
        report = fleet.runs.report or fleet.reconcile()
        fleet.queue.drain(fleet.clock.now())
        assert (report.backfilled, found(report)) == (8, {}), step
        assert fleet.open_states() == fleet.source_states()
        told = sorted((s.account, s.results) for s in fleet.onboardings.announced.values())
        assert told == [(ONE, 4), (TWO, 4)], step
        assert not fleet.store.notices


def new() -> Fleet:
    fleet = Fleet()
    for account in (ONE, TWO):
        for number in range(4):
            fleet.becomes(bucket(f"b-{number}", account=account), N, number, lost=True)
    return fleet


def test_an_account_that_was_closed_when_the_invocation_died_is_counted_all_the_same() -> None:
    fleet = Fleet()
    for account in ("111111111111", ONE):
        fleet.becomes(bucket(account=account), N)
    with pytest.raises(Died):
        fleet.invoke(Life(9, after=True))
    assert len(fleet.queue.bodies) == 1
    fleet.queue.drain(fleet.clock.now())
    fleet.clock.time += timedelta(minutes=fleet.minutes + 2)
    report = fleet.reconcile()
    assert (found(report), report.closed) == ({"account_gone": 1}, 1)
