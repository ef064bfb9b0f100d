"""Which places are compared, closed or left alone; what nobody knows is never taken for gone."""

from dataclasses import replace

import pytest

from tests.builders.fleet import (
    ONE,
    ORGANISATION,
    OTHER_REGION,
    REGION,
    THREE,
    TWO,
    WANTED,
    Fleet,
    bucket,
    found,
    place,
)
from tests.builders.observations import C, N


def fleet_of(*accounts: str, wanted: object = WANTED) -> Fleet:
    """Return a fleet in which each of the accounts has one state."""
    fleet = Fleet(wanted)  # type: ignore[arg-type] # a Wanted
    for account in accounts:
        fleet.becomes(bucket(account=account), N)
    return fleet


@pytest.mark.parametrize("status", ["FAILED", "OUTDATED", "SOMETHING_NEW"])
def test_a_source_that_failed_or_is_outdated_is_left_alone_and_reported(status: str) -> None:
    fleet = fleet_of(ONE, TWO)
    fleet.becomes(bucket(), C, 100, lost=True)
    fleet.forgets(bucket())
    fleet.config.becomes(place(), status, "AccessDenied: no authorisation")
    report = fleet.reconcile()
    [unknown] = report.unknown
    assert (unknown.account, unknown.region, unknown.status) == (ONE, REGION, status)
    assert (unknown.reason, unknown.since) == ("AccessDenied: no authorisation", fleet.clock.now())
    assert (report.places, found(report)) == (1, {})
    assert fleet.open_states()[bucket()] == N


def test_a_source_that_does_not_say_when_is_left_alone() -> None:
    fleet = fleet_of(ONE)
    source = fleet.config.listed[place()]
    fleet.config.listed[place()] = replace(source, updated=None)
    report = fleet.reconcile()
    assert [(u.account, u.reason) for u in report.unknown] == [
        (ONE, "the aggregator gives no reason"),
        (TWO, "the aggregator does not have it: no authorisation, or AWS Config is off there"),
    ]


def test_a_listed_account_that_the_aggregator_does_not_have_is_left_alone() -> None:
    fleet = fleet_of(ONE, TWO)
    del fleet.config.listed[place(TWO)]
    [unknown] = fleet.reconcile().unknown
    assert (unknown.account, unknown.status) == (TWO, "NOT_AGGREGATED")
    assert bucket(account=TWO) in fleet.open_states()


def test_a_source_that_does_not_answer_is_left_alone_and_the_others_are_compared() -> None:
    fleet = fleet_of(ONE, TWO)
    fleet.becomes(bucket(account=TWO), C, 100, lost=True)
    fleet.config.broken[place()] = "ThrottlingException: too fast"
    report = fleet.reconcile()
    assert [(u.account, u.reason) for u in report.unknown] == [
        (ONE, "ThrottlingException: too fast")
    ]
    assert (report.places, found(report)) == (1, {"missed_change": 1})


def test_an_account_that_is_not_listed_any_more_is_closed_as_a_whole() -> None:
    fleet = fleet_of(ONE, TWO, THREE)
    fleet.becomes(bucket("b-2", account=THREE), C)
    report = fleet.reconcile()
    assert (found(report), report.closed, report.miss_rate) == ({"account_gone": 1}, 2, 0)
    assert {key.account for key in fleet.open_states()} == {ONE, TWO}
    assert place(THREE) not in fleet.store.registered
    assert {n.reason for n in fleet.store.notices if n.status == "CLOSED"} == {
        "the account is no longer watched"
    }


def test_a_region_that_is_not_listed_any_more_is_closed() -> None:
    fleet = fleet_of(ONE, TWO)
    there = replace(bucket(), region=OTHER_REGION)
    fleet.becomes(there, N)
    assert found(fleet.reconcile()) == {"account_gone": 1}
    assert there not in fleet.open_states()
    assert fleet.store.records[there].closed_because == "the region is no longer watched"


def test_places_that_nobody_watches_and_that_are_empty_are_nobody_s_concern() -> None:
    fleet = fleet_of(ONE, TWO)
    fleet.becomes(bucket(account=THREE), N, lost=True)
    fleet.becomes(replace(bucket(), region=OTHER_REGION), N, lost=True)
    report = fleet.reconcile()
    assert (report.places, found(report), report.unknown) == (2, {}, ())


def test_an_account_that_left_the_organisation_is_closed() -> None:
    fleet = fleet_of(ONE, TWO, THREE, wanted=ORGANISATION)
    fleet.days_pass(2)
    del fleet.config.listed[place(THREE)]
    assert found(fleet.reconcile()) == {"account_gone": 1}
    closed = fleet.store.records[bucket(account=THREE)]
    assert closed.closed_because == "the account left the organisation"


def test_an_account_that_the_organisation_does_not_show_yet_has_not_left() -> None:
    fleet = fleet_of(ONE, TWO, wanted=ORGANISATION)
    fleet.days_pass(1)
    fleet.hears(bucket(account=THREE), N)
    report = fleet.reconcile()
    assert [(u.account, u.status) for u in report.unknown] == [(THREE, "NOT_AGGREGATED")]
    assert bucket(account=THREE) in fleet.open_states()
    fleet.days_pass(2)
    assert found(fleet.reconcile()) == {"account_gone": 1}
    assert bucket(account=THREE) not in fleet.open_states()


def test_an_account_that_was_compared_and_is_listed_no_more_has_left_however_new_it_is() -> None:
    fleet = fleet_of(ONE, TWO, THREE, wanted=ORGANISATION)
    assert fleet.reconcile().places == 3
    del fleet.config.listed[place(THREE)]
    assert found(fleet.reconcile()) == {"account_gone": 1}


def test_an_account_of_two_regions_that_left_counts_once() -> None:
    wanted = replace(ORGANISATION, regions=(REGION, OTHER_REGION))
    fleet = fleet_of(ONE, TWO, THREE, wanted=wanted)
    for account in (ONE, TWO, THREE):
        fleet.becomes(replace(bucket(account=account), region=OTHER_REGION), N)
    fleet.days_pass(2)
    del fleet.config.listed[place(THREE)], fleet.config.listed[place(THREE, OTHER_REGION)]
    report = fleet.reconcile()
    assert (found(report), report.closed) == ({"account_gone": 1}, 2)


def test_nobody_has_left_an_organisation_that_is_not_seen() -> None:
    fleet = fleet_of(ONE, TWO, THREE, wanted=ORGANISATION)
    del fleet.config.listed[place(THREE)]
    fleet.config.lists_all = False
    assert [u.account for u in fleet.reconcile().unknown] == [THREE]
    fleet.config.lists_all = True
    for account in (ONE, TWO):
        fleet.config.becomes(place(account), "FAILED")
    assert [u.account for u in fleet.reconcile().unknown] == [ONE, TWO, THREE]
    assert len(fleet.open_states()) == 3


def test_a_region_that_is_missing_of_an_account_that_is_there_is_unknown() -> None:
    wanted = replace(ORGANISATION, regions=(REGION, OTHER_REGION))
    fleet = fleet_of(ONE, wanted=wanted)
    there = replace(bucket(), region=OTHER_REGION)
    fleet.hears(there, N)
    assert [u.region for u in fleet.reconcile().unknown] == [OTHER_REGION]


def test_a_run_that_is_limited_to_accounts_looks_at_no_other() -> None:
    fleet = fleet_of(ONE, TWO, THREE)
    for account in (ONE, THREE):
        fleet.becomes(bucket("b-2", account=account), N, 100, lost=True)
    report = fleet.reconcile(accounts=(THREE,))
    assert (report.accounts, report.places, report.backfilled) == ((THREE,), 1, 1)
    assert bucket("b-2") not in fleet.open_states()
    assert fleet.runs.last() is None
