"""What was there before a place was watched is one summary, and no alert for each resource."""

from dataclasses import replace

from tests.builders.fleet import (
    ONE,
    OTHER_REGION,
    REGION,
    TWO,
    WANTED,
    Fleet,
    bucket,
    found,
    place,
)
from tests.builders.observations import C, N


def empty(*, violations: int = 2) -> Fleet:
    """Return a fleet of which nothing is stored yet."""
    fleet = Fleet()
    for number in range(4):
        fleet.becomes(bucket(f"b-{number}"), N if number < violations else C, number, lost=True)
    fleet.becomes(bucket(rule="tagged"), N, 1, lost=True)
    fleet.becomes(bucket(account=TWO), C, 1, lost=True)
    return fleet


def test_the_first_run_on_an_empty_table_fills_it_and_tells_each_account_once() -> None:
    fleet = empty()
    report = fleet.reconcile()
    assert fleet.open_states() == fleet.source_states()
    assert (report.backfilled, found(report), report.miss_rate) == (6, {}, 0)
    assert not fleet.store.notices
    one, two = sorted(fleet.onboardings.announced.values(), key=lambda summary: summary.account)
    assert (one.account, one.results, one.compliant, one.non_compliant) == (ONE, 5, 2, 3)
    assert (one.rules, one.regions, one.run) == (
        (("encrypted", 2), ("tagged", 1)),
        (REGION,),
        report.run,
    )
    assert (two.account, two.results, two.non_compliant) == (TWO, 1, 0)


def test_nothing_is_read_that_could_only_be_compared_with_what_is_not_there() -> None:
    fleet = empty()
    fleet.reconcile()
    assert "overview" not in fleet.config.asked


def test_the_next_run_tells_of_what_it_finds() -> None:
    fleet = empty()
    fleet.reconcile()
    fleet.days_pass()
    fleet.becomes(bucket("b-9"), N, 1_000, lost=True)
    assert found(fleet.reconcile()) == {"missed_first_result": 1}
    assert len(fleet.store.notices) == 1
    assert len(fleet.onboardings.announced) == 2


def test_what_the_first_run_did_not_see_yet_is_old_news_to_the_next_one() -> None:
    fleet = empty()
    fleet.reconcile()
    fleet.days_pass()
    fleet.becomes(bucket("b-9"), N, 10, lost=True)
    report = fleet.reconcile()
    assert (found(report), report.backfilled) == ({}, 1)
    assert not fleet.store.notices


def test_an_account_that_spoke_before_it_was_compared_is_backfilled_with_the_rest() -> None:
    fleet = empty()
    fleet.hears(bucket("b-0"), N)
    fleet.hears(bucket("b-1"), C)
    fleet.store.notices.clear()
    report = fleet.reconcile()
    # A change of what was known already was missed, whenever the place was compared first.
    assert (report.backfilled, found(report)) == (4, {"missed_change": 1})
    assert [notice.key for notice in fleet.store.notices] == [bucket("b-1")]
    summary = next(s for s in fleet.onboardings.announced.values() if s.account == ONE)
    assert (summary.results, summary.non_compliant) == (5, 3)


def test_where_events_told_everything_there_is_no_summary() -> None:
    fleet = Fleet()
    fleet.becomes(bucket(), N)
    assert fleet.reconcile().backfilled == 0
    assert not fleet.onboardings.announced


def test_all_regions_of_an_account_are_one_summary() -> None:
    fleet = Fleet(replace(WANTED, regions=(REGION, OTHER_REGION)))
    here, there = bucket(), replace(bucket(), region=OTHER_REGION)
    fleet.becomes(here, N, lost=True)
    fleet.becomes(there, N, lost=True)
    fleet.becomes(bucket(account=TWO), C, lost=True)
    fleet.reconcile()
    summary, _ = fleet.onboardings.announced.values()
    assert (summary.regions, summary.results) == ((REGION, OTHER_REGION), 2)
    assert summary.rules == (("encrypted", 2),)


def test_a_place_without_anything_is_not_registered() -> None:
    fleet = empty()
    fleet.config.told = {key: r for key, r in fleet.config.told.items() if key.account == ONE}
    fleet.reconcile()
    assert place(TWO) not in fleet.store.registered


def test_an_account_that_is_watched_again_is_filled_again_without_alerts() -> None:
    fleet = empty()
    fleet.wanted = replace(WANTED, accounts=(ONE, TWO, "444444444444"))
    fleet.reconcile()
    fleet.wanted = replace(WANTED, accounts=(ONE,))
    fleet.days_pass()
    assert found(fleet.reconcile()) == {"account_gone": 1}
    assert bucket(account=TWO) not in fleet.open_states()
    fleet.wanted = WANTED
    fleet.days_pass()
    report = fleet.reconcile()
    assert (report.backfilled, found(report)) == (1, {})
    assert fleet.open_states() == fleet.source_states()
    assert not fleet.store.notices


def test_a_first_run_that_nobody_asked_for_closes_nothing() -> None:
    fleet = Fleet()
    for number in range(3):
        fleet.becomes(bucket(f"b-{number}"), N)
    fleet.hears(bucket(account="444444444444"), N)
    fleet.forgets(bucket("b-1"))
    first = fleet.invoke(now=False).report
    assert first is not None
    assert (first.postponed, first.closed, found(first)) == (2, 0, {})
    assert not fleet.queue.bodies
    fleet.days_pass()
    second = fleet.invoke(now=False).report
    assert second is not None
    assert found(second) == {"result_gone": 1, "account_gone": 1}
