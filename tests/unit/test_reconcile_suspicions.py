"""What looks too bad to be true is left alone, until somebody says that it is true."""

from dataclasses import replace

import pytest

from shared.domain.reconciliation import HELD_BACK
from shared.usecases import reconcile_place
from tests.builders.fleet import (
    ONE,
    THREE,
    TWO,
    WANTED,
    Fleet,
    bucket,
    found,
)
from tests.builders.observations import C, N


def fleet_of(*accounts: str, wanted: object = WANTED) -> Fleet:
    """Return a fleet in which each of the accounts has one state."""
    fleet = Fleet(wanted)  # type: ignore[arg-type] # a Wanted
    for account in accounts:
        fleet.becomes(bucket(account=account), N)
    return fleet


def test_more_than_half_of_all_places_are_not_closed_at_once_unless_that_is_confirmed() -> None:
    fleet = fleet_of(ONE, TWO, THREE, "555555555555", "666666666666")
    report = fleet.reconcile()
    assert (report.held_back, report.left_alone, found(report)) == (3, 3, {})
    assert report.unknown[0].status == HELD_BACK
    assert report.unknown[0].reason.startswith("3 of 5 places would be closed at once")
    assert len(fleet.open_states()) == 5
    assert found(fleet.reconcile(confirmed=True)) == {"account_gone": 3}
    assert len(fleet.open_states()) == 2


def test_more_than_half_of_a_large_place_is_not_closed_at_once_unless_that_is_confirmed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reconcile_place, "ALWAYS_CLOSED", 100)  # a thousand take long to invent
    fleet = Fleet()
    fleet.becomes(bucket("b-0"), C)
    for number in range(1, 112):
        fleet.hears(bucket(f"b-{number}"), N)
    report = fleet.reconcile()
    assert (report.held_back, report.postponed, report.closed) == (1, 111, 0)
    assert report.unknown[0].reason == "111 of 112 states would be closed at once"
    report = fleet.reconcile(confirmed=True)
    assert (report.closed, report.held_back) == (111, 0)


def test_a_report_names_the_first_that_were_left_alone_and_counts_the_others() -> None:
    accounts = tuple(f"{number:012}" for number in range(130))
    fleet = Fleet(replace(WANTED, accounts=accounts))
    report = fleet.reconcile()
    assert (len(report.unknown), report.unknown_more, report.left_alone) == (100, 30, 130)
    assert report.miss_rate is None
