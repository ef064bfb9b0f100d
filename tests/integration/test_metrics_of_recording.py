"""What the function measures, as it stands in the log that CloudWatch reads."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from lambdas.handle_config_events import bootstrap
from shared.ports.errors import StoreRefusedError, StoreUnavailableError
from tests.builders.emf import metrics_in, units_in
from tests.builders.events import compliance_change, item_change
from tests.builders.recording import Recording, recording

SERVICE = "handle-config-events"
# Eight and a quarter seconds after the result of `compliance_change` was recorded.
NOW = datetime(2026, 11, 20, 9, 0, 12, 991_000, tzinfo=UTC)
OPENED = json.dumps(compliance_change())

type Measured = Callable[[], dict[str, list[float]]]


@pytest.fixture
def function(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recording]:
    monkeypatch.setattr(bootstrap, "now", lambda: NOW)
    with recording(monkeypatch) as made:
        yield made


@pytest.fixture
def measured(capsys: pytest.CaptureFixture[str]) -> Measured:
    return lambda: metrics_in(capsys.readouterr().out, SERVICE)


def failing(error: Exception) -> Callable[[object], None]:
    def commit(_plan: object) -> None:
        raise error

    return commit


def test_events_are_counted_by_outcome_and_what_did_not_happen_is_not(
    function: Recording, measured: Measured
) -> None:
    snapshot: dict[str, Any] = compliance_change() | {"detail-type": "Config Snapshot"}
    function.deliver(OPENED, OPENED, json.dumps(item_change()), json.dumps(snapshot))
    assert measured() == {
        "Opened": [1.0],
        "NothingNew": [1.0],
        "NoResult": [2.0],
        "StoredAfter": [8250.0],
    }


def test_a_message_that_comes_for_the_second_time_is_nothing_new_and_not_late(
    function: Recording, measured: Measured
) -> None:
    function.deliver(OPENED)
    measured()
    function.deliver(OPENED)
    assert measured() == {"NothingNew": [1.0]}


def test_each_time_until_a_result_is_stored_is_kept_so_that_there_are_percentiles(
    function: Recording, capsys: pytest.CaptureFixture[str]
) -> None:
    events = [compliance_change() for _ in range(20)]
    for number, event in enumerate(events):
        event["detail"]["resourceId"] = f"sg-{number}"
    function.deliver(*map(json.dumps, events))
    output = capsys.readouterr().out
    assert output.count('"_aws"') == 1, "a batch is one record"
    assert metrics_in(output, SERVICE)["StoredAfter"] == [8250.0] * 20
    assert units_in(output)["StoredAfter"] == "Milliseconds"


def test_what_is_replayed_says_nothing_of_how_soon_results_are_stored(
    function: Recording, measured: Measured
) -> None:
    function.deliver(json.dumps(compliance_change() | {"replay-name": "again"}))
    assert "StoredAfter" not in measured()


def test_dead_letters_are_counted_by_reason(
    function: Recording, measured: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    function.deliver("not json")
    assert measured() == {"DeadLettersMalformed": [1.0]}
    monkeypatch.setattr(bootstrap.store(), "commit", failing(StoreRefusedError("too large")))
    function.deliver(OPENED)
    assert measured() == {"DeadLettersRefused": [1.0]}
    monkeypatch.setattr(bootstrap.store(), "commit", failing(KeyError("surprise")))
    function.deliver(OPENED, receives=5)
    assert measured() == {"DeadLettersUnexpected": [1.0]}


def test_what_comes_again_is_counted(
    function: Recording, measured: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.store(), "commit", failing(StoreUnavailableError("away")))
    function.deliver(OPENED)
    assert measured() == {"PutOff": [1.0]}
