"""The regions of a new account come one after the other: compared soon, told of in one summary."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.enrolling import TOGETHER, ready, waits
from shared.domain.sources import SUCCEEDED, Registered, Source, Sources
from shared.usecases.reconcile import Progress
from tests.builders.fleet import (
    ONE,
    OTHER_REGION,
    REGION,
    THREE,
    TWO,
    Fleet,
    place,
)
from tests.builders.newcomers import BOTH, SOON, comes, watched
from tests.builders.observations import N
from tests.fakes.clock import NOW

THERE = place(THREE, OTHER_REGION)


def passes(fleet: Fleet, time: timedelta) -> Progress:
    """Let time pass, the aggregator collect everything anew, and the function look."""
    fleet.clock.time += time
    fleet.config.refresh()
    return fleet.enrol()


def compared(fleet: Fleet) -> set[str]:
    """Return the regions of the new account that were compared."""
    return {at.region for at in fleet.store.reconciled if at.account == THREE}


def test_a_region_that_comes_soon_is_waited_for_and_told_of_with_the_first() -> None:
    fleet = watched(BOTH)
    comes(fleet)
    assert passes(fleet, SOON).run is None
    comes(fleet, region=OTHER_REGION)
    assert passes(fleet, SOON).report
    [summary] = fleet.onboardings.announced.values()
    assert (summary.regions, summary.results) == ((REGION, OTHER_REGION), 6)


def test_an_account_that_uses_one_region_is_not_held_for_the_others() -> None:
    fleet = watched(BOTH)
    comes(fleet)
    assert passes(fleet, TOGETHER - SOON).run is None
    assert passes(fleet, SOON).report
    assert fleet.open_states() == fleet.source_states()
    [summary] = fleet.onboardings.announced.values()
    assert summary.regions == (REGION,)


def test_a_region_that_comes_later_is_compared_at_once_and_is_no_second_summary() -> None:
    fleet = watched(BOTH)
    comes(fleet)
    passes(fleet, TOGETHER)
    comes(fleet, region=OTHER_REGION)
    fleet.store.notices.clear()
    fleet.config.asked.clear()
    report = passes(fleet, SOON).report
    assert report is not None
    assert (report.places, report.backfilled) == (1, 2)
    assert fleet.config.asked.count("rules") == 1
    assert fleet.open_states() == fleet.source_states()
    assert len(fleet.onboardings.announced) == 1
    assert not fleet.store.notices


def test_what_is_new_in_a_region_that_came_later_is_told() -> None:
    fleet = watched(BOTH)
    comes(fleet)
    passes(fleet, TOGETHER)
    comes(fleet, region=OTHER_REGION)
    passes(fleet, SOON)
    fleet.store.notices.clear()
    [key] = [k for k in fleet.open_states() if k.resource_id == "b-1" and k.region == OTHER_REGION]
    fleet.becomes(replace(key, resource_id="b-new"), N, 2_000)
    fleet.days_pass()
    fleet.reconcile()
    assert [notice.key.resource_id for notice in fleet.store.notices] == ["b-new"]


def test_a_region_that_the_run_of_all_finds_later_is_no_second_summary() -> None:
    fleet = watched(BOTH)
    comes(fleet)
    passes(fleet, TOGETHER)
    comes(fleet, region=OTHER_REGION)
    assert fleet.reconcile().backfilled == 2
    assert len(fleet.onboardings.announced) == 1


def test_where_the_first_region_had_nothing_to_sum_up_the_next_one_is_the_summary() -> None:
    fleet = watched(BOTH)
    comes(fleet, lost=0)
    passes(fleet, TOGETHER)
    assert not fleet.onboardings.announced
    comes(fleet, region=OTHER_REGION)
    passes(fleet, SOON)
    [summary] = fleet.onboardings.announced.values()
    assert summary.regions == (OTHER_REGION,)


def test_a_region_without_a_copy_holds_the_others_for_as_long_and_is_compared_when_it_has_one() -> (
    None
):
    fleet = watched(BOTH)
    comes(fleet)
    comes(fleet, region=OTHER_REGION)
    old = replace(fleet.config.listed[THERE], updated=fleet.clock.now() - SOON)
    fleet.config.becomes(THERE, "OUTDATED")
    assert passes(fleet, SOON).run is None
    fleet.clock.time += TOGETHER
    fleet.config.listed[THERE] = old
    assert fleet.enrol().report
    assert compared(fleet) == {REGION}, "the copy of the other is from before it spoke"
    assert fleet.enrol().run is None
    assert passes(fleet, SOON).report
    assert compared(fleet) == {REGION, OTHER_REGION}
    assert fleet.open_states() == fleet.source_states()
    assert len(fleet.onboardings.announced) == 1


def test_two_runs_that_find_two_regions_at_the_same_time_tell_of_the_account_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fleet = watched(BOTH)
    comes(fleet)
    look = fleet.places.places_of

    def meanwhile(account: str) -> Sequence[Registered]:
        monkeypatch.setattr(fleet.places, "places_of", look)
        comes(fleet, region=OTHER_REGION)
        fleet.reconcile(accounts=(THREE,))
        return look(account)

    monkeypatch.setattr(fleet.places, "places_of", meanwhile)
    assert passes(fleet, TOGETHER).report
    assert fleet.open_states() == fleet.source_states()
    assert len(fleet.onboardings.announced) == 1


def test_an_account_that_comes_back_is_told_of_again() -> None:
    fleet = watched(BOTH)
    comes(fleet)
    passes(fleet, TOGETHER)
    fleet.wanted = replace(BOTH, accounts=(ONE, TWO), organisation=False)
    fleet.days_pass()
    fleet.reconcile()
    assert not compared(fleet)
    fleet.wanted = BOTH
    comes(fleet)
    passes(fleet, TOGETHER)
    assert len(fleet.onboardings.announced) == 2


@pytest.mark.parametrize(("first_run", "enrolled"), [("run-1", (THREE,)), (None, ())])
def test_a_region_that_never_spoke_is_waited_for_unless_it_was_compared(
    first_run: str | None, enrolled: tuple[str, ...]
) -> None:
    spoke = Registered(place(THREE, REGION), first_heard=NOW)
    registered = [spoke, Registered(THERE, first_run=first_run)]
    sources = Sources((Source(spoke.place, SUCCEEDED, NOW + SOON),))
    assert ready([spoke], registered, sources, (REGION, OTHER_REGION), NOW - SOON) == enrolled


def test_nobody_waits_until_the_run_of_all_is_due() -> None:
    assert waits(timedelta(hours=24)) == TOGETHER
    assert waits(timedelta(minutes=30)) == timedelta(minutes=15)
