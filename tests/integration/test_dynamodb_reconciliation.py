"""The run that is under way, kept so that one works on it at a time, and the last report."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from shared.adapters.dynamodb_items import number
from shared.adapters.dynamodb_reconciliation import DynamoDbReconciliations
from shared.domain.filters import Window
from shared.domain.observations import PlaceKey
from shared.domain.reconcile_run import Run
from shared.domain.reconciliation import UnknownSource
from shared.domain.tallies import Backfill, Tally
from shared.domain.times import sortable
from shared.ports.errors import StoreUnavailableError
from shared.ports.reconciling import RunUnderWayError
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.fakes.clock import NOW

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

LATER, EVEN_LATER = NOW + timedelta(minutes=15), NOW + timedelta(minutes=30)
PLACE = PlaceKey("222222222222", "eu-central-1")


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


def runs(client: "DynamoDBClient") -> DynamoDbReconciliations:
    return DynamoDbReconciliations(client, TABLES.config_compliance)


def a_run(*accounts: str) -> Run:
    return Run(run="run-1", started=NOW, accounts=accounts)


def far() -> Run:
    """Return a run that has something of everything."""
    unknown = UnknownSource("333333333333", "eu-central-1", "FAILED", "no authorisation", NOW)
    return Run(
        run="run-1",
        started=NOW,
        position=PLACE,
        done=3,
        of=9,
        tally=Tally(places=3, compared=40, closed=1, found=Counter(rule_gone=1)),
        pending=(PLACE, Tally(backfilled=2)),
        unknown=[unknown, UnknownSource("4", "eu-central-1", "HELD_BACK", "too much")],
        gone="1",
        backfill=Backfill("2", ["eu-central-1"], Counter(COMPLIANT=3), Counter(rule=1), 5),
    )


def test_nothing_is_there_at_first(client: "DynamoDBClient") -> None:
    assert runs(client).take((), NOW, LATER) is None
    assert runs(client).last() is None
    assert runs(client).under_way() is None


def test_a_run_is_one_s_own_until_the_lease_is_over(client: "DynamoDBClient") -> None:
    runs(client).begin(a_run(), NOW, LATER)
    with pytest.raises(RunUnderWayError, match="2026-11-20T12:15:00"):
        runs(client).take((), NOW, EVEN_LATER)
    with pytest.raises(RunUnderWayError):
        runs(client).begin(a_run(), NOW, EVEN_LATER)
    taken = runs(client).take((), LATER, EVEN_LATER)
    assert taken is not None
    assert (taken.run, taken.tries) == ("run-1", 1)


def test_of_two_who_take_a_run_at_once_one_gets_it(
    client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    runs(client).begin(a_run(), NOW, LATER)
    [slow, seen] = [runs(client), client.get_item]

    def overtaken(**asked: object) -> object:
        answer = seen(**asked)  # type: ignore[arg-type] # as it was asked
        monkeypatch.setattr(client, "get_item", seen)
        runs(client).take((), LATER, EVEN_LATER)
        return answer

    monkeypatch.setattr(client, "get_item", overtaken)
    with pytest.raises(RunUnderWayError):
        slow.take((), LATER, EVEN_LATER)


def test_how_far_a_run_is_comes_back_as_it_was(client: "DynamoDBClient") -> None:
    held = runs(client)
    held.begin(a_run(), NOW, LATER)
    held.keep(far())
    held.release(far(), NOW)
    taken = runs(client).take((), NOW, LATER)
    assert taken is not None
    assert taken.tries == 1
    taken.tries = 0
    assert taken == far()
    under_way = runs(client).under_way()
    assert under_way is not None
    assert (under_way[0].done, under_way[1]) == (3, LATER)


def test_the_run_that_enrols_new_accounts_is_one_whichever_they_are(
    client: "DynamoDBClient",
) -> None:
    held, enrolment = runs(client), replace(a_run(), accounts=("1",), enrols=True)
    assert held.take_enrolment(NOW, LATER) is None
    held.begin(enrolment, NOW, LATER)
    with pytest.raises(RunUnderWayError):
        runs(client).begin(replace(enrolment, accounts=("2",)), NOW, LATER)
    assert runs(client).take((), NOW, LATER) is None
    assert runs(client).take(("1",), NOW, LATER) is None
    held.keep(enrolment)
    held.release(enrolment, NOW)
    held = runs(client)
    taken = held.take_enrolment(NOW, LATER)
    assert taken is not None
    assert (taken.accounts, taken.enrols) == (("1",), True)
    held.finish(taken, taken.report(LATER))
    assert held.take_enrolment(LATER, EVEN_LATER) is None
    assert held.last() is None


def test_what_was_taken_over_is_not_written_any_more(client: "DynamoDBClient") -> None:
    first, second = runs(client), runs(client)
    first.begin(a_run(), NOW, LATER)
    second.take((), LATER, EVEN_LATER)
    with pytest.raises(StoreUnavailableError, match="another invocation"):
        first.keep(a_run())
    with pytest.raises(StoreUnavailableError, match="another invocation"):
        first.finish(a_run(), a_run().report(LATER))
    first.release(a_run(), NOW)
    with pytest.raises(RunUnderWayError):
        runs(client).take((), LATER, EVEN_LATER)


def test_a_finished_run_leaves_its_report(client: "DynamoDBClient") -> None:
    held = runs(client)
    held.begin(a_run(), NOW, LATER)
    report = far().report(LATER)
    held.finish(a_run(), report)
    held.release(a_run(), LATER)
    assert runs(client).last() == report
    assert runs(client).under_way() is None
    assert [item["sk"]["S"] for item in everything(client, TABLES.config_compliance)] == [
        f"done#{sortable(LATER)}#run-1",
        "last",
    ]


def test_each_run_that_finished_leaves_its_report_for_some_weeks(client: "DynamoDBClient") -> None:
    for nth, (accounts, finished) in enumerate((((), NOW), (("1",), LATER), ((), EVEN_LATER))):
        held, run = runs(client), Run(run=f"run-{nth}", started=NOW, accounts=accounts)
        held.begin(run, NOW, LATER)
        held.finish(run, run.report(finished))
    found = runs(client).finished(Window(start=NOW, end=EVEN_LATER))
    assert [report.run for report in found] == ["run-0", "run-1"]
    assert [report.run for report in runs(client).finished(Window())] == ["run-0", "run-1", "run-2"]
    ends = [number(item, "expires_at") for item in everything(client, TABLES.config_compliance)]
    assert max(ends) == (EVEN_LATER + timedelta(weeks=8)).timestamp()


def test_runs_of_some_accounts_are_apart_and_leave_no_report(client: "DynamoDBClient") -> None:
    complete, limited = runs(client), runs(client)
    complete.begin(a_run(), NOW, LATER)
    limited.begin(a_run("2", "1"), NOW, LATER)
    with pytest.raises(RunUnderWayError):
        runs(client).take(("1", "2"), NOW, EVEN_LATER)
    limited.finish(a_run("1", "2"), a_run("1", "2").report(LATER))
    assert runs(client).last() is None
    assert runs(client).under_way() is not None


def test_a_run_of_some_accounts_that_was_given_up_is_begun_anew(client: "DynamoDBClient") -> None:
    runs(client).begin(a_run("1"), NOW, LATER)
    assert runs(client).take(("1",), LATER, EVEN_LATER) is not None
    evening = NOW + timedelta(hours=6)
    assert runs(client).take(("1",), evening, evening) is None
    runs(client).begin(a_run("1"), evening, evening + timedelta(minutes=1))
