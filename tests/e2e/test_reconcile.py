"""What no event told of: found in AWS Config's aggregator, and recorded like everything else."""

from collections.abc import Iterator

import pytest

from tests.e2e.happenings import COMPLIANT, NON_COMPLIANT, unique
from tests.e2e.running import Running, eventually
from tests.e2e.unwatched import Unwatched, unwatched
from tools.reconcile.__main__ import main


@pytest.fixture
def account(running: Running) -> Iterator[Unwatched]:
    with unwatched(running) as made:
        yield made


def backfilled(account: Unwatched) -> list[str]:
    """Let three resources be there, and the first run find them; return their names."""
    names = [unique("sg") for _ in range(3)]
    statuses = (NON_COMPLIANT, NON_COMPLIANT, COMPLIANT)
    resources = map(account.resource, names)
    account.happens(*(r.becomes(s, 120) for r, s in zip(resources, statuses, strict=True)))
    assert account.reconcile()["backfilled"] == 3
    expected = dict(zip(names, statuses, strict=True))
    eventually(lambda: account.states() == expected, 30, "the states of the account")
    return names


def test_a_new_account_is_filled_and_told_in_one_summary(
    running: Running, account: Unwatched
) -> None:
    names = backfilled(account)
    [summary] = eventually(lambda: running.alerts(account.account), 60, "the summary")
    assert not any(running.alerts(name) for name in names)
    assert "2" in summary["payload"]["text"]


def test_a_lost_event_is_made_up_for_and_told(running: Running, account: Unwatched) -> None:
    *_, compliant = backfilled(account)
    account.happens(account.resource(compliant).becomes(NON_COMPLIANT, 30, COMPLIANT))
    report = account.reconcile()
    assert (report["found"]["missed_change"], report["missed"]) == (1, 1)
    eventually(lambda: running.alerts(compliant), 60, "the alert")
    assert account.states()[compliant] == NON_COMPLIANT
    assert account.reconcile()["missed"] == 0


def test_what_is_gone_is_closed_by_its_cause(account: Unwatched) -> None:
    first, second, third = backfilled(account)
    gone = account.place() | {"resource_type": "AWS::EC2::SecurityGroup", "resource_id": first}
    account.changes({"delete_resource": gone})
    assert account.reconcile()["found"]["resource_gone"] == 1
    eventually(lambda: account.states().keys() == {second, third}, 30, "two states that are left")
    account.changes({"delete_rule": account.place() | {"rule": "restricted-ssh"}})
    report = account.reconcile()
    assert (report["found"]["rule_gone"], report["closed"]) == (1, 2)
    eventually(lambda: not account.states(), 30, "no states that are left")


def test_a_source_that_failed_is_left_alone_and_reported(account: Unwatched) -> None:
    first, *_ = backfilled(account)
    account.happens(account.resource(first).becomes(COMPLIANT, 30, NON_COMPLIANT))
    account.changes(
        {"source": account.place() | {"status": "FAILED", "error": "the authorisation is gone"}}
    )
    report = account.reconcile()
    [unknown] = report["unknown"]
    assert (unknown["account"], unknown["status"]) == (account.account, "FAILED")
    assert "the authorisation is gone" in unknown["reason"]
    assert (report["places"], report["missed"]) == (0, 0)
    assert account.states()[first] == NON_COMPLIANT
    account.changes({"source": account.place() | {"status": "SUCCEEDED"}})
    assert account.reconcile()["found"]["missed_change"] == 1
    eventually(lambda: account.states()[first] == COMPLIANT, 30, "the repaired state")


def test_the_command_says_what_was_found(
    account: Unwatched, capsys: pytest.CaptureFixture[str]
) -> None:
    *_, compliant = backfilled(account)
    account.happens(account.resource(compliant).becomes(NON_COMPLIANT, 30, COMPLIANT))
    assert main(["--local", "--account", account.account]) == 0
    said = capsys.readouterr().out
    assert "1  results had changed" in said
    assert "3 states in 1 place compared by" in said
