"""The schedule of the comparison counts places whose recorder is stopped, for an alarm."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from lambdas.reconcile import bootstrap
from lambdas.reconcile.recorders import count_stopped
from shared.ports.errors import StoreUnavailableError
from tests.builders.config_source import result
from tests.builders.events import api_call
from tests.builders.reconciling import Reconciling, reconciling


@pytest.fixture
def fleet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reconciling]:
    with reconciling(monkeypatch) as made:
        made.happen(result("b-1"))
        yield made


def counted(said: str) -> list[list[float]]:
    lines: list[dict[str, Any]] = [json.loads(s) for s in said.splitlines() if s.startswith("{")]
    return [line["RecordersStopped"] for line in lines if "RecordersStopped" in line]


def test_each_run_counts_them_none_included_until_they_are_started(
    fleet: Reconciling, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    fleet.invoke()
    for name, minute in (("StopConfigurationRecorder", 1), ("StartConfigurationRecorder", 2)):
        call = api_call(name, eventTime=f"2026-11-20T09:0{minute}:00Z")
        assert not fleet.recording.deliver(json.dumps(call))
        fleet.invoke()
    assert counted(capsys.readouterr().out) == [[0], [1], [0]]
    [record] = [each for each in caplog.records if each.message == "recorders are stopped"]
    assert vars(record)["places"] == ["222222222222 eu-central-1"]


def test_what_keeps_it_from_counting_is_in_nobody_s_way(
    fleet: Reconciling, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fleet.invoke()

    def fail() -> None:
        raise StoreUnavailableError("the table is away")

    stored = bootstrap.desk().stored
    monkeypatch.setattr(stored, "not_recorded", fail)
    count_stopped(stored)
    assert "stopped recorders were not counted" in {each.message for each in caplog.records}
