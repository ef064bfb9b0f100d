"""The digest says when comparing with AWS Config stopped, or never began."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.reconciled import reconciled_of
from shared.domain.silence import unreconciled
from tests.builders.snapshots import ONE, THERE, THREE, TWO, heard, mute, report
from tests.fakes.clock import NOW

DAILY = timedelta(hours=24)


@pytest.mark.parametrize(("hours_ago", "late"), [(0, False), (47, False), (48, False), (49, True)])
def test_a_run_is_late_when_a_second_one_is_due(hours_ago: float, *, late: bool) -> None:
    last = report(hours_ago)
    assert reconciled_of(last, (), DAILY, NOW).late is late
    assert reconciled_of(last, (), DAILY, NOW).report == last


def test_where_none_has_finished_it_is_late() -> None:
    assert reconciled_of(None, None, DAILY, NOW).late


def test_runs_are_added_up_each_once_and_the_newest_names_what_is_unknown() -> None:
    old = report(5, run="a", found={"rule_gone": 1}, closed=2, unknown_more=9)
    new = report(2, run="b", found={"rule_gone": 2, "account_gone": 1}, backfilled=4)
    together = reconciled_of(new, [old, new, old], DAILY, NOW).together
    assert together
    assert (together.missed, together.compared, together.miss_rate) == (3, 200, 1.5)
    assert (together.closed, together.backfilled, together.unknown_more) == (2, 4, 0)
    assert together.found == {"rule_gone": 3, "account_gone": 1}


def test_a_run_of_new_accounts_alone_does_not_hide_what_is_unknown_of_the_others() -> None:
    of_all = report(5, run="a", unknown_more=9)
    of_some = report(2, run="b", accounts=(ONE,), backfilled=4)
    together = reconciled_of(of_all, [of_all, of_some], DAILY, NOW).together
    assert together
    assert (together.unknown_more, together.backfilled) == (9, 4)


def test_of_a_time_without_runs_nothing_is_told() -> None:
    assert reconciled_of(report(), [], DAILY, NOW).together is None
    assert reconciled_of(report(), None, DAILY, NOW).together is None


def test_who_speaks_and_was_never_compared_in_a_place_is_not_reconciled() -> None:
    compared = replace(heard(TWO, 1), reconciled=NOW)
    places = [heard(ONE, 1), compared, mute(THREE), mute(ONE, THERE, hours_ago=1)]
    assert unreconciled(places) == (ONE,)
    assert unreconciled([compared, mute(TWO, THERE)]) == (TWO,)
    assert not unreconciled([])
