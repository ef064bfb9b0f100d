"""Accounts are looked up in the organisation once a day, and when one is new."""

from datetime import timedelta

import pytest

from shared.domain.account_units import LOOK_UP_EVERY, units_in_settings
from shared.ports.reconciling import SourceUnavailableError
from shared.usecases.look_up_units import look_up_units
from shared.usecases.reconcile_desk import OutOfTimeError
from tests.fakes.clock import FakeClock
from tests.fakes.scripted_units import InMemoryAccountUnits, ScriptedOrganisation

PROD, TEST = ("ou-1", "Production"), ("ou-2", "Test")


class Office:
    def __init__(self, *accounts: str) -> None:
        self.clock = FakeClock()
        self.kept = InMemoryAccountUnits(*accounts)
        self.organisation = ScriptedOrganisation(a=PROD, b=TEST)

    def look(self, minutes: float = 5) -> int | None:
        until = self.clock.now() + timedelta(minutes=minutes)
        return look_up_units(self.kept, self.organisation, until, self.clock)


def test_registered_accounts_are_kept_with_their_units_and_others_are_not() -> None:
    office = Office("a")
    assert office.look() == 1
    assert office.kept.by_account == {"a": PROD}
    assert office.kept.looked_up == office.clock.now()


def test_an_account_outside_of_the_organisation_is_known_to_be_in_no_unit() -> None:
    office = Office("a", "stranger")
    office.look()
    assert office.kept.by_account["stranger"] == ()
    assert office.look() is None


def test_within_a_day_nobody_is_asked_again_and_after_it_changes_are_kept() -> None:
    office = Office("a", "b")
    office.look()
    office.organisation.tree["a"] = TEST
    office.clock.time += LOOK_UP_EVERY - timedelta(seconds=1)
    assert office.look() is None
    office.clock.time += timedelta(seconds=1)
    assert office.look() == 1
    assert office.kept.by_account == {"a": TEST, "b": TEST}


def test_a_new_account_is_looked_up_at_once() -> None:
    office = Office("a")
    office.look()
    office.kept.by_account["b"] = None
    assert office.look() == 1
    assert office.kept.by_account["b"] == TEST


def test_without_a_registered_account_nobody_is_asked() -> None:
    office = Office()
    assert office.look() is None
    assert office.organisation.walks == 0


def test_a_walk_that_fails_half_way_changes_nothing_and_is_done_again() -> None:
    office = Office("a", "b")
    office.look()
    before = dict(office.kept.by_account)
    office.clock.time += LOOK_UP_EVERY
    office.organisation.tree = {}
    office.organisation.failure = SourceUnavailableError("throttled")
    with pytest.raises(SourceUnavailableError):
        office.look()
    assert office.kept.by_account == before
    office.organisation.failure = None
    office.organisation.tree = {"a": TEST}
    assert office.look() == 2


def test_without_time_it_is_begun_again_by_the_next_invocation() -> None:
    office = Office("a")
    with pytest.raises(OutOfTimeError):
        office.look(minutes=0)
    assert (office.kept.looked_up, office.look()) == (None, 1)


def test_settings_say_in_which_units_an_account_is_and_what_they_do_not_name_is_in_none() -> None:
    table = {"prod": ("a", "b"), "test": ("b",)}
    assert units_in_settings(table, "b") == ("prod", "test")
    assert units_in_settings(table, "c") == ()
