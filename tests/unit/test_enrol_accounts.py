"""An account that is new is compared soon after it spoke, told of once, and costs nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.enrolling import MOST_AT_ONCE
from shared.ports.reconciling import RunUnderWayError
from tests.builders.fleet import (
    ONE,
    ORGANISATION,
    OTHER_REGION,
    REGION,
    THREE,
    TWO,
    Fleet,
    bucket,
    found,
    place,
)
from tests.builders.newcomers import BOTH, SOON, comes, watched
from tests.builders.observations import N
from tests.fakes.mortal import Died, Life


def test_an_account_that_speaks_for_the_first_time_is_compared_within_a_quarter_of_an_hour() -> (
    None
):
    fleet = watched()
    comes(fleet)
    fleet.store.notices.clear()
    fleet.clock.time += SOON
    report = fleet.enrol().report
    assert report is not None
    assert (report.accounts, report.places, report.backfilled) == ((THREE,), 1, 2)
    assert fleet.open_states() == fleet.source_states()
    assert not fleet.store.notices
    [summary] = fleet.onboardings.announced.values()
    assert (summary.account, summary.results, summary.non_compliant) == (THREE, 3, 3)


def test_it_is_compared_once_and_the_run_of_all_stays_due_when_it_was() -> None:
    fleet = watched()
    last = fleet.runs.last()
    comes(fleet)
    assert fleet.enrol().report
    assert fleet.enrol().run is None
    assert fleet.runs.last() == last
    fleet.days_pass(0.5)
    report = fleet.invoke(now=False).report
    assert report is not None
    assert (report.places, report.backfilled, found(report)) == (3, 0, {})
    assert len(fleet.onboardings.announced) == 1


def test_where_nobody_is_new_aws_config_is_asked_nothing_and_nothing_is_kept() -> None:
    fleet = watched()
    fleet.config.asked.clear()
    assert fleet.enrol().run is None
    assert not fleet.config.asked
    assert not fleet.runs.runs


def test_what_the_aggregator_has_no_copy_of_yet_waits_without_a_run() -> None:
    fleet = watched()
    comes(fleet)
    copied = fleet.config.listed.pop(place(THREE))
    assert fleet.enrol().run is None
    fleet.config.becomes(place(THREE), "OUTDATED")
    assert fleet.enrol().run is None
    fleet.config.listed[place(THREE)] = replace(copied, updated=fleet.clock.now() - SOON)
    assert fleet.enrol().run is None, "the copy is from before it spoke"
    fleet.config.refresh()
    assert fleet.enrol().report


def test_the_regions_of_an_account_are_compared_together_and_told_together() -> None:
    fleet = watched(BOTH)
    comes(fleet)
    comes(fleet, region=OTHER_REGION)
    there = fleet.config.listed.pop(place(THREE, OTHER_REGION))
    assert fleet.enrol().run is None
    fleet.config.listed[there.place] = there
    assert fleet.enrol().report
    [summary] = fleet.onboardings.announced.values()
    assert (summary.regions, summary.results) == ((REGION, OTHER_REGION), 6)


def test_of_an_account_that_is_new_nothing_is_closed() -> None:
    fleet = watched()
    comes(fleet)
    fleet.hears(bucket("only-heard-of", account=THREE), N, -600)
    report = fleet.enrol().report
    assert report is not None
    assert (report.closed, report.postponed) == (0, 1)


def test_the_first_run_of_a_deployment_is_of_all_accounts() -> None:
    fleet = Fleet(ORGANISATION)
    comes(fleet)
    assert fleet.enrol().run is None


def test_what_stays_without_a_copy_is_left_to_the_run_of_all() -> None:
    fleet = watched()
    comes(fleet)
    fleet.config.becomes(place(THREE), "FAILED")
    fleet.days_pass(1)
    fleet.config.asked.clear()
    assert fleet.enrol().run is None
    assert not fleet.config.asked


def test_accounts_that_nobody_watches_are_not_enrolled() -> None:
    fleet = watched()
    comes(fleet, region="eu-west-1")
    fleet.wanted = replace(ORGANISATION, accounts=(ONE, TWO), organisation=False)
    comes(fleet)
    assert fleet.enrol().run is None


def test_many_that_come_at_once_are_enrolled_in_portions() -> None:
    fleet = watched()
    for number in range(MOST_AT_ONCE + 5):
        comes(fleet, f"5555{number:08}")
    sizes = [len(run.accounts) for _ in range(3) if (run := fleet.enrol().run)]
    assert sizes == [MOST_AT_ONCE, 5]
    assert len(fleet.onboardings.announced) == MOST_AT_ONCE + 5


def test_an_enrolment_that_is_out_of_time_is_continued_although_others_have_come() -> None:
    fleet = watched(BOTH)
    comes(fleet)
    comes(fleet, region=OTHER_REGION)
    fleet.config.seconds, fleet.minutes = 20, 2.5
    first = fleet.enrol()
    assert first.report is None
    for region in BOTH.regions:
        comes(fleet, "555555555555", region)
    fleet.minutes = 60
    second = fleet.enrol()
    assert first.run is not None
    assert second.run is not None
    assert (second.run.run, second.run.accounts) == (first.run.run, (THREE,))
    assert second.report
    [summary] = fleet.onboardings.announced.values()
    assert summary.regions == (REGION, OTHER_REGION)
    fleet.config.refresh()
    report = fleet.enrol().report
    assert report is not None
    assert report.accounts == ("555555555555",)


@pytest.mark.parametrize("calls", range(1, 14))
def test_wherever_it_dies_the_account_is_complete_and_told_of_once(calls: int) -> None:
    fleet = watched()
    comes(fleet)
    with pytest.raises(Died):
        fleet.enrol(Life(calls, after=calls % 2 == 0))
    fleet.queue.drain(fleet.clock.now())
    fleet.clock.time += timedelta(minutes=fleet.minutes + 2)
    while fleet.enrol().run is not None:
        pass
    assert fleet.open_states() == fleet.source_states()
    [summary] = fleet.onboardings.announced.values()
    assert summary.account == THREE


def test_two_invocations_do_not_enrol_at_once() -> None:
    fleet = watched()
    comes(fleet)
    with pytest.raises(Died):
        fleet.enrol(Life(8))
    with pytest.raises(RunUnderWayError):
        fleet.enrol()


def test_an_account_that_a_run_of_all_compares_meanwhile_is_told_of_once() -> None:
    fleet = watched()
    comes(fleet)
    compared = fleet.config.asking

    def meanwhile(question: str) -> None:
        if question.startswith("rules"):
            fleet.config.asking = compared
            fleet.reconcile()

    fleet.config.asking = meanwhile
    assert fleet.enrol().report
    assert fleet.open_states() == fleet.source_states()
    assert len(fleet.onboardings.announced) == 1
