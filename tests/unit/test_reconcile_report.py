"""What the command says of a report, beside what was found."""

from dataclasses import replace

import pytest

from shared.domain.reconciliation import ReconcileReport, UnknownSource
from tests.builders.fleet import ONE, REGION
from tests.fakes.clock import NOW
from tools.reconcile import report


def test_what_was_backfilled_closed_and_postponed_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    report.show(
        replace(EVERYTHING, backfilled=1_200, closed=1, postponed=2, held_back=1, unknown_more=7),
        as_json=False,
    )
    said = capsys.readouterr().out
    assert "1,200 results from before the watch of an account began recorded" in said
    assert "1 state closed." in said
    assert "2 states not listed by AWS Config, left as they are." in said
    assert "1 place where too much is gone to be believed" in said
    assert "--confirm-closing" in said
    assert "and 7 more" in said


EVERYTHING = ReconcileReport(
    run="r",
    started=NOW,
    finished=NOW,
    unknown=(UnknownSource(ONE, REGION, "HELD_BACK", "3 of 5 places would be closed at once"),),
)
