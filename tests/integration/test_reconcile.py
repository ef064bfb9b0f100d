"""The function: invoked, it compares, sends what differs and answers how far it is."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from lambdas.reconcile import bootstrap
from lambdas.reconcile.handler import handler
from shared.adapters.dynamodb_reconciliation import DynamoDbReconciliations
from shared.ports.reconciling import SourceRefusedError
from tests.builders.config_source import C, N, result
from tests.builders.lambda_context import FakeContext
from tests.builders.reconciling import ONE, REGION, TWO, Reconciling, reconciling
from tests.builders.tables import TABLES, everything


@pytest.fixture
def fleet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reconciling]:
    with reconciling(monkeypatch) as made:
        yield made


def metrics(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    lines = capsys.readouterr().out.splitlines()
    return [json.loads(line) for line in lines if '"ReconcileFinished"' in line]


def test_the_first_run_fills_the_table_and_announces_each_account(
    fleet: Reconciling, capsys: pytest.CaptureFixture[str]
) -> None:
    fleet.happen_unheard(result("b-1"), result("b-2", C), result("b-1", account=TWO))
    answer = fleet.invoke()
    assert (answer["finished"], answer["done"], answer["places"]) == (True, 2, 2)
    assert answer["report"]["backfilled"] == 3
    assert fleet.open_states() == fleet.source_states()
    notices = everything(fleet.recording.tables, TABLES.notifications)
    assert len(notices) == 2
    [counted] = metrics(capsys)
    assert (counted["Backfilled"], counted["MissedChange"], counted["MissRate"]) == ([3], [0], [0])
    assert (counted["UnknownSources"], counted["SuspiciousClosings"]) == ([0], [0])


def test_what_was_missed_is_repaired_counted_and_in_the_last_report(
    fleet: Reconciling, capsys: pytest.CaptureFixture[str]
) -> None:
    fleet.happen(*(result(f"b-{n}", C) for n in range(4)), result("b-1", C, account=TWO))
    fleet.reconcile()
    fleet.happen_unheard(result("b-1", N, minute=30))
    fleet.change(
        {
            "delete_resource": {
                **place(ONE),
                "resource_type": "AWS::S3::Bucket",
                "resource_id": "b-2",
            }
        }
    )
    capsys.readouterr()
    report = fleet.reconcile()
    assert fleet.open_states() == fleet.source_states()
    assert (report["found"]["missed_change"], report["found"]["resource_gone"]) == (1, 1)
    assert (report["compared"], report["missed"], report["miss_rate"]) == (5, 2, 40.0)
    last = DynamoDbReconciliations(fleet.recording.tables, TABLES.config_compliance).last()
    assert last is not None
    assert (last.run, last.missed, last.miss_rate) == (report["run"], 2, 40.0)
    [counted] = metrics(capsys)
    assert (counted["MissedChange"], counted["ResourceGone"], counted["MissRate"]) == (
        [1],
        [1],
        [40],
    )


def place(account: str) -> dict[str, str]:
    return {"account": account, "region": REGION}


def test_a_schedule_that_finds_nothing_due_does_nothing(
    fleet: Reconciling, capsys: pytest.CaptureFixture[str]
) -> None:
    fleet.happen(result("b-1"))
    assert fleet.invoke()["finished"]
    capsys.readouterr()
    assert fleet.invoke() == {"finished": True, "run": None}
    assert not metrics(capsys)


def test_a_run_without_time_left_is_continued_by_the_next_invocation(fleet: Reconciling) -> None:
    fleet.happen(result("b-1"), result("b-1", account=TWO))
    answer = fleet.invoke(seconds=59)
    assert answer == {"finished": False, "run": answer["run"], "done": 0, "places": 2}
    again = fleet.invoke()
    assert (again["finished"], again["run"]) == (True, answer["run"])


def test_a_run_that_another_invocation_has_is_left_to_it(fleet: Reconciling) -> None:
    fleet.happen(result("b-1"))
    now = bootstrap.desk().clock.now()
    runs = DynamoDbReconciliations(fleet.recording.tables, TABLES.config_compliance)
    fleet.invoke(seconds=59)
    assert runs.take((), now.replace(year=2030), now.replace(year=2031))
    answer = fleet.invoke()
    assert (answer["finished"], answer["run"]) == (False, None)
    assert answer["busy_until"].startswith("2031-")


def test_some_accounts_alone_can_be_compared_and_say_so_apart(
    fleet: Reconciling, capsys: pytest.CaptureFixture[str]
) -> None:
    fleet.happen_unheard(result("b-1"), result("b-1", account=TWO))
    report = fleet.reconcile(accounts=[TWO])
    assert (report["accounts"], report["places"]) == ([TWO], 1)
    assert {key.account for key in fleet.open_states()} == {TWO}
    assert not metrics(capsys)
    runs = DynamoDbReconciliations(fleet.recording.tables, TABLES.config_compliance)
    assert runs.last() is None
    assert runs.under_way([TWO]) is None


def test_a_failed_source_is_left_alone_and_logged(
    fleet: Reconciling, caplog: pytest.LogCaptureFixture
) -> None:
    fleet.happen(result("b-1"), result("b-1", account=TWO))
    fleet.happen_unheard(result("b-1", C, minute=30))
    fleet.change({"source": {**place(ONE), "status": "FAILED", "error": "no authorisation"}})
    report = fleet.reconcile()
    [unknown] = report["unknown"]
    assert (unknown["account"], unknown["status"]) == (ONE, "FAILED")
    assert unknown["reason"] == "AccessDenied: no authorisation"
    assert {status for key, status in fleet.open_states().items() if key.account == ONE} == {N}
    assert any(getattr(r, "reason", "") == unknown["reason"] for r in caplog.records)


@pytest.mark.usefixtures("fleet")
def test_an_aggregator_that_is_not_there_ends_the_invocation_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CONFIG_AGGREGATOR_NAME", "another")
    bootstrap.settings.cache_clear()
    bootstrap.desk.cache_clear()
    for _ in range(2):  # the run is given back each time
        with pytest.raises(SourceRefusedError, match="deploy the master's stack again"):
            handler({}, FakeContext(840))


@pytest.mark.usefixtures("fleet")
def test_where_nothing_was_compared_there_is_no_rate(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = handler({}, FakeContext(840))
    assert answer["report"]["miss_rate"] is None
    assert [u["status"] for u in answer["report"]["unknown"]] == ["NOT_AGGREGATED"] * 2
    [counted] = metrics(capsys)
    assert (counted["UnknownSources"], "MissRate" in counted) == ([2], False)
