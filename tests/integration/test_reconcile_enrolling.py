"""The function, run by its schedule, compares accounts that are new before a run is due."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from lambdas.reconcile import enrolling
from shared.ports.errors import StoreUnavailableError
from shared.ports.reconciling import RunUnderWayError
from tests.builders.config_source import C, result
from tests.builders.reconciling import TWO, Reconciling, reconciling
from tests.builders.tables import TABLES, everything
from tests.fakes.clock import NOW

NOTHING_DUE = {"finished": True, "run": None}


@pytest.fixture
def fleet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reconciling]:
    """Yield the function after its first run, and an account that came after it."""
    with reconciling(monkeypatch) as made:
        made.happen(result("b-1"))
        assert made.invoke()["report"]["places"] == 1
        made.happen(result("b-1", account=TWO))
        made.happen_unheard(result("b-2", C, account=TWO), result("b-3", account=TWO))
        yield made


def summaries(fleet: Reconciling) -> list[dict[str, Any]]:
    items = everything(fleet.recording.tables, TABLES.notifications)
    return [item for item in items if "onboarded" in json.dumps(item)]


def test_a_schedule_that_finds_nothing_due_enrols_who_is_new(
    fleet: Reconciling, caplog: pytest.LogCaptureFixture
) -> None:
    assert fleet.open_states() != fleet.source_states()
    assert fleet.invoke() == NOTHING_DUE
    assert fleet.open_states() == fleet.source_states()
    assert len(summaries(fleet)) == 1
    [record] = [r for r in caplog.records if r.message == "new accounts are enrolled"]
    assert vars(record)["accounts"] == [TWO]
    assert fleet.invoke() == NOTHING_DUE
    assert len(summaries(fleet)) == 1


def test_who_asks_for_a_run_gets_that_alone(fleet: Reconciling) -> None:
    fleet.reconcile(accounts=["222222222222"])
    assert fleet.open_states() != fleet.source_states()


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (StoreUnavailableError("the table is away"), "new accounts were not enrolled"),
        (RunUnderWayError(NOW), "another invocation enrols new accounts"),
    ],
)
def test_what_keeps_it_from_enrolling_is_logged_and_in_nobody_s_way(
    fleet: Reconciling,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    message: str,
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(enrolling, "enrol_accounts", fail)
    assert fleet.invoke() == NOTHING_DUE
    assert message in {record.message for record in caplog.records}
