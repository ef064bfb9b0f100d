"""Letters are listed and shown with their reasons, and stay where they are."""

import json
from typing import Any

import pytest

from tests.builders.dlq import Dlq
from tests.builders.events import api_call, changed, compliance_change, item_change
from tests.builders.recording import Recording
from tools.dlq import queue, showing

BROKEN = changed(compliance_change(), "detail/newEvaluationResult/resultRecordedTime", "soon")
REASON = "detail.newEvaluationResult.resultRecordedTime cannot be read"


def test_letters_are_listed_with_what_they_are_about_and_counted_by_reason(
    function: Recording, dlq: Dlq
) -> None:
    function.deliver(BROKEN, BROKEN, "not json")
    assert dlq.run("list") == 0
    assert dlq.out.count("222222222222  restricted-ssh / sg-020e5918d504d1a76") == 2
    assert dlq.out.count("2026-11-20 10:00:00") == 3
    assert f"      2  {REASON}" in dlq.out
    assert "      1  the message is not readable JSON" in dlq.out
    assert "3 letters in https://" in dlq.out


def test_an_empty_queue_is_said_to_be_empty(dlq: Dlq) -> None:
    assert dlq.run("list") == 0
    assert dlq.out.startswith("no letters in https://")
    assert dlq.run("redrive", "--all", "--yes") == 0
    assert "Nothing is redriven" in dlq.out


def test_more_letters_than_sqs_gives_at_once_are_listed_and_stay(
    function: Recording, dlq: Dlq
) -> None:
    ids = {dlq.put(f"letter {number}") for number in range(35)}
    assert {letter["id"] for letter in dlq.listed()} == ids
    assert {letter["id"] for letter in dlq.listed()} == ids
    assert len(function.letters()) == 35


def test_a_long_list_is_cut_and_still_counted(dlq: Dlq, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "MOST_ROWS", 2)
    monkeypatch.setattr(showing, "MOST_REASONS", 1)
    for number in range(4):
        dlq.put("x", Reason=f"reason {number}")
    assert dlq.run("list") == 0
    assert "... and 2 more" in dlq.out
    assert "3  for 3 other reasons" in dlq.out
    assert "4 letters in" in dlq.out


def test_a_narrow_terminal_gets_the_reason_below(dlq: Dlq, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "PIPE_WIDTH", 80)
    dlq.put(BROKEN)
    assert dlq.run("list", "--reason", "cannot be READ") == 0
    assert "about, and reason" in dlq.out
    assert max(map(len, dlq.out.splitlines()[:-1])) <= 80


@pytest.mark.parametrize(
    ("body", "attributes", "about", "reason", "where"),
    [
        (BROKEN, {}, "restricted-ssh / sg-020e5918d504d1a76", REASON, "parse: detail.new"),
        ("{", {}, "", "the message is not readable JSON", "parse: line 1, character 2"),
        ("[" * 100_000, {}, "", "the message is nested too deep", "parse"),
        (json.dumps(api_call()), {}, "StopConfigurationRecorder", "it can be understood", "queue"),
        (
            json.dumps(item_change()),
            {"ERROR_CODE": "NO_PERMISSIONS", "ERROR_MESSAGE": "denied"},
            "AWS::EC2::SecurityGroup / sg-020e5918d504d1a76",
            "it could not be delivered: NO_PERMISSIONS: denied",
            "delivery",
        ),
    ],
)  # fmt: skip
def test_a_letter_of_another_service_gets_its_reason_by_being_read_again(
    dlq: Dlq, body: str, attributes: Any, about: str, reason: str, where: str
) -> None:
    dlq.put(body, **attributes)
    [letter] = dlq.listed()
    assert letter["about"] == about
    assert letter["reason"].startswith(reason)
    assert letter["where"].startswith(where)
    assert letter["first_enqueued"]


def test_a_letter_is_shown_whole_and_steers_no_terminal(function: Recording, dlq: Dlq) -> None:
    event = compliance_change() | {"id": "\x1b[2Jevil\u202e"}
    function.deliver(json.dumps(event, ensure_ascii=False), "\x1b[31m")
    for letter in dlq.listed():
        assert dlq.run("show", letter["id"][:8]) == 0
        assert letter["id"] in dlq.out
        assert letter["reason"] in dlq.out
        assert "\x1b" not in dlq.out
        assert "\u202e" not in dlq.out
        assert dlq.run("show", letter["id"], "--json") == 0
        assert json.loads(dlq.out)["letters"] == [letter]


def test_an_id_that_no_letter_has_is_said_and_one_that_fits_two_is_refused(dlq: Dlq) -> None:
    assert dlq.run("show", "00000000") == 1
    assert "No letter has an id that begins with 00000000" in dlq.err
    dlq.put("x", MessageId="m-1")
    dlq.put("y", MessageId="m-1")
    assert dlq.run("show", "m-1") == 2
    assert "2 letters have an id that begins with m-1" in dlq.err


def test_letters_that_somebody_else_looks_at_are_mentioned(dlq: Dlq) -> None:
    dlq.put("x")
    dlq.sqs.receive_message(QueueUrl=dlq.url, VisibilityTimeout=60)
    dlq.put("y")
    assert dlq.run("list") == 0
    assert "1 letter in" in dlq.out
    assert "About 1 more are hidden" in dlq.out


def test_ctrl_c_gives_back_what_was_hidden(
    function: Recording, dlq: Dlq, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(15):
        dlq.put(str(number))
    receive, calls = queue.HeldQueue._receive, []  # noqa: SLF001 - while it is being done

    def impatient(held: queue.HeldQueue) -> Any:
        calls.append(held)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return receive(held)

    monkeypatch.setattr(queue.HeldQueue, "_receive", impatient)
    assert dlq.run("list") == 1
    assert "Interrupted" in dlq.err
    assert len(function.letters()) == 15
