"""What is redriven is tried again; twice, or only half, changes nothing more."""

import json
import time
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.builders.dlq import Dlq
from tests.builders.events import changed, compliance_change
from tests.builders.recording import Recording
from tests.builders.tables import TABLES
from tools.dlq import acting
from tools.dlq.queue import HeldQueue

GOOD = json.dumps(compliance_change("NON_COMPLIANT", "COMPLIANT"))


def stored(function: Recording) -> dict[str, list[Any]]:
    """Return all that is stored but when accounts were heard from last."""
    items = function.stored()
    return {
        name: [item for item in some if item["pk"] != {"S": "ACCOUNTS"}]
        for name, some in items.items()
    }


def test_what_is_redriven_is_recorded_and_leaves_the_queue(function: Recording, dlq: Dlq) -> None:
    dlq.put(GOOD)
    assert dlq.run("redrive", "--all", "--dry-run") == 0
    function.drain()
    assert not function.stored()[TABLES.events]
    assert dlq.run("redrive", "--all", "--yes") == 0
    assert "1 of 1 letter is redriven" in dlq.out
    function.drain()
    before = stored(function)
    assert [len(before[name]) for name in (TABLES.events, TABLES.notifications)] == [1, 1]
    assert dlq.run("redrive", "--all", "--yes") == 0
    assert "Nothing is redriven" in dlq.out
    function.drain()
    assert stored(function) == before


def test_a_crash_between_sending_and_deleting_makes_a_repetition_which_changes_nothing(
    function: Recording, dlq: Dlq, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = dlq.put(GOOD)
    with monkeypatch.context() as patched:
        patched.setattr(HeldQueue, "delete", refused)
        assert dlq.run("redrive", "--all", "--yes") == 1
    assert f"{letter[:8]}  " in dlq.err
    assert "0 of 1 letter are redriven" in dlq.out
    function.drain()
    before = stored(function)
    assert len(before[TABLES.notifications]) == 1
    assert dlq.run("redrive", "--all", "--yes") == 0
    function.drain()
    assert stored(function) == before
    assert not dlq.listed()


def refused(*_: object) -> None:
    error: Any = {"Error": {"Code": "InternalError", "Message": "on purpose"}}
    raise ClientError(error, "DeleteMessage")


def test_what_is_still_broken_comes_back_with_its_reason_once(
    function: Recording, dlq: Dlq
) -> None:
    function.deliver(changed(compliance_change(), "account", "nobody"))
    for _ in range(2):
        assert dlq.run("redrive", "--all", "--yes") == 0
        function.drain()
        [letter] = dlq.listed()
        assert letter["where"] == "parse: account"


def test_a_compressed_body_is_sent_as_it_was(function: Recording, dlq: Dlq) -> None:
    body = json.dumps({"unread": "x" * (1024 * 1024 - 14)})
    function.deliver(body)
    assert dlq.run("redrive", "--all", "--yes") == 0
    sent = function.sqs.receive_message(QueueUrl=function.events_url)["Messages"]
    assert [message["Body"] for message in sent] == [body]


def test_a_body_that_sqs_never_takes_stays_and_the_others_go(function: Recording, dlq: Dlq) -> None:
    function.deliver("\x00", "not json")
    assert dlq.run("redrive", "--all", "--yes") == 1
    assert "1 of 2 letters is redriven" in dlq.out
    assert "SQS takes no message" in dlq.err
    assert [letter["body"] for letter in dlq.listed()] == ["\x00"]


def test_ctrl_c_while_redriving_leaves_the_rest_as_it_was(
    function: Recording, dlq: Dlq, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        dlq.put(str(number))
    delete = HeldQueue.delete

    def slowly(queue: HeldQueue, message_id: str) -> None:
        time.sleep(2)  # longer than a busy machine takes to be interrupted
        delete(queue, message_id)

    def impatient(_: object) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(HeldQueue, "delete", slowly)
    monkeypatch.setattr(acting, "as_completed", impatient)
    assert dlq.run("redrive", "--all", "--yes") == 1
    assert "Interrupted: 4 are as they were" in dlq.err
    assert "8 of 12 letters are redriven" in dlq.out
    assert len(function.letters()) == 4
