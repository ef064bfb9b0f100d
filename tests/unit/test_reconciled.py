"""The digest says when comparing with AWS Config stopped, or never began."""

from datetime import timedelta

import pytest

from shared.domain.reconciled import reconciled_of
from tests.builders.snapshots import report
from tests.fakes.clock import NOW

DAILY = timedelta(hours=24)


@pytest.mark.parametrize(("hours_ago", "late"), [(0, False), (47, False), (48, False), (49, True)])
def test_a_run_is_late_when_a_second_one_is_due(hours_ago: float, *, late: bool) -> None:
    last = report(hours_ago)
    assert reconciled_of(last, DAILY, NOW).late is late
    assert reconciled_of(last, DAILY, NOW).report == last


def test_where_none_has_finished_it_is_late() -> None:
    assert reconciled_of(None, DAILY, NOW).late
