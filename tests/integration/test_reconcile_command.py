"""`tools.reconcile`: it invokes the function until its run is finished, and says what it found."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

import boto3
import pytest

from tests.builders.config_source import C, N, result
from tests.builders.reconcile_function import Functions, failing, saying
from tests.builders.reconciling import ONE, REGION, TWO, Reconciling, reconciling
from tests.builders.tables import TABLES
from tools import targets
from tools.reconcile import invoking
from tools.reconcile.__main__ import main


@pytest.fixture
def fleet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reconciling]:
    with reconciling(monkeypatch) as made:
        yield made


@pytest.fixture
def functions(fleet: Reconciling, monkeypatch: pytest.MonkeyPatch) -> Functions:
    made = Functions(fleet)

    @dataclass(frozen=True, kw_only=True)
    class Mocked(targets.Target):
        def client(self, service: str) -> Any:
            return boto3.client(service, region_name=REGION)  # type: ignore[call-overload] # any

    target = Mocked(
        name="the mocked AWS",
        session=cast("boto3.Session", made),
        tables={"config_compliance": TABLES.config_compliance},
        queues={},
        functions={"reconcile": "reconcile-function"},
    )
    monkeypatch.setattr(targets, "find", lambda _: target)
    monkeypatch.setattr(invoking, "BUSY_SECONDS", 0)
    return made


def test_what_was_found_is_shown_by_its_cause(
    functions: Functions, fleet: Reconciling, capsys: pytest.CaptureFixture[str]
) -> None:
    fleet.happen(result("b-1", C), result("b-2", C), result("b-1", C, account=TWO))
    assert main([]) == 0
    fleet.happen_unheard(result("b-1", N, minute=30))
    capsys.readouterr()
    assert main([]) == 0
    said = capsys.readouterr().out
    assert "1  results had changed" in said
    assert "0  rules were gone" in said
    assert "3 states in 2 places compared by" in said
    assert "1 event missed (33.33 %)." in said
    assert functions.asked[0] == {"force": True, "accounts": [], "confirm_closing": False}


def test_a_run_is_invoked_until_it_is_finished(functions: Functions, fleet: Reconciling) -> None:
    fleet.happen(result("b-1"), result("b-1", account=TWO))
    functions.seconds = 59
    busy = {"finished": False, "run": None, "busy_until": "2026-11-21T00:00:00.000Z"}
    functions.answers = [
        saying(busy),
        failing("2026-11-21T00:00:00.000Z 1-2 Task timed out after 840.00 seconds"),
    ]
    assert main([]) == 0
    assert len(functions.asked) == 4


def test_what_was_left_alone_is_shown_and_is_no_success(
    functions: Functions, fleet: Reconciling, capsys: pytest.CaptureFixture[str]
) -> None:
    assert functions.seconds
    fleet.happen(result("b-1"))
    fleet.change(
        {"source": {"account": ONE, "region": REGION, "status": "FAILED", "error": "\x1b[31mno"}}
    )
    assert main([]) == 1
    said = capsys.readouterr().out
    assert ONE in said
    assert "AccessDenied: " in said
    assert "\x1b" not in said
    assert "NOT_AGGREGATED" in said


def test_accounts_and_consent_are_passed_on(functions: Functions, fleet: Reconciling) -> None:
    fleet.happen(result("b-1"), result("b-1", account=TWO))
    assert main(["--account", TWO, "--account", ONE, "--account", TWO, "--confirm-closing"]) == 0
    assert functions.asked == [{"force": True, "accounts": [ONE, TWO], "confirm_closing": True}]


def test_a_program_gets_all_of_the_report(
    functions: Functions, fleet: Reconciling, capsys: pytest.CaptureFixture[str]
) -> None:
    assert functions.seconds
    fleet.happen_unheard(result("b-1"), result("b-1", account=TWO))
    assert main(["--json"]) == 0
    said = capsys.readouterr().out
    document = json.loads(said[said.index('{\n  "run"') :])
    assert (document["backfilled"], document["missed"], document["unknown"]) == (2, 0, [])


def test_the_status_is_the_last_report_and_what_is_under_way(
    functions: Functions, fleet: Reconciling, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--status"]) == 1
    assert "No run has finished yet." in capsys.readouterr().out
    fleet.happen(result("b-1"), result("b-1", account=TWO))
    assert main([]) == 0
    fleet.invoke(seconds=59, force=True)
    capsys.readouterr()
    assert main(["--status"]) == 0
    said = capsys.readouterr().out
    assert "2 states in 2 places compared by" in said
    assert "A run is under way since" in said
    assert "0 of 2 places are done" in said
    assert main(["--status", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["last"]["compared"] == 2
    assert document["under_way"]["places"] == 2
    assert len(functions.asked) == 1


def test_a_function_that_fails_says_why(
    functions: Functions, capsys: pytest.CaptureFixture[str]
) -> None:
    functions.answers = [failing("AWS Config: there is no such aggregator")]
    assert main([]) == 2
    said = capsys.readouterr().err
    assert said == "reconcile: Reconcile failed: AWS Config: there is no such aggregator\n"


def test_a_mistake_in_an_option_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--account", "12"])
    assert ended.value.code == 2
    assert "argument --account: an account id has 12 digits" in capsys.readouterr().err


def test_a_deployment_without_the_function_says_what_to_do(
    functions: Functions, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert functions.seconds
    older = replace(targets.find(argparse.Namespace()), functions={})
    monkeypatch.setattr(targets, "find", lambda _: older)
    assert main([]) == 2
    assert "the mocked AWS has no function Reconcile: deploy" in capsys.readouterr().err


def test_an_interrupted_command_says_that_the_run_goes_on(
    functions: Functions, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert functions.seconds

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(targets, "find", interrupt)
    assert main([]) == 2
    assert "the run itself goes on" in capsys.readouterr().err
