"""The function: an SQS batch in, the messages that come again out, and dead letters."""

import json
import random
from collections.abc import Iterator

import pytest

from lambdas.handle_config_events import bootstrap
from lambdas.handle_config_events.settings import HandleConfigEventsSettings, SettingsError
from shared.adapters.dead_letter_format import LARGEST
from shared.adapters.eventbridge_observations import read_observation
from shared.ports.errors import StoreRefusedError
from tests.builders.events import changed, compliance_change, item_change
from tests.builders.recording import ENVIRONMENT, Recording, recording
from tests.builders.tables import TABLES, everything

GOOD = json.dumps(compliance_change())
BROKEN = changed(compliance_change(), "detail/newEvaluationResult/resultRecordedTime", "soon")


@pytest.fixture
def function(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recording]:
    with recording(monkeypatch) as made:
        yield made


def test_what_was_recorded_is_acknowledged(function: Recording) -> None:
    assert function.deliver(GOOD, json.dumps(item_change())) == []
    assert len(everything(function.tables, TABLES.events)) == 2
    assert len(everything(function.tables, TABLES.notifications)) == 1
    assert function.letters() == []


def test_what_cannot_be_understood_is_a_dead_letter_at_once_and_its_neighbours_are_recorded(
    function: Recording,
) -> None:
    assert function.deliver("not json", GOOD, BROKEN, receives=2) == []
    assert len(everything(function.tables, TABLES.events)) == 1
    unreadable, broken = function.letters()
    assert (unreadable.body, unreadable.where) == ("not json", "parse: line 1, character 1")
    assert "the message is not readable JSON" in unreadable.reason
    assert broken.body == BROKEN
    assert broken.where == "parse: detail.newEvaluationResult.resultRecordedTime"
    assert "resultRecordedTime cannot be read" in broken.reason
    assert {name: broken.attributes[name] for name in ("MessageId", "Receives", "SentAt")} == {
        "MessageId": "m-2",
        "Receives": "2",
        "SentAt": "2026-11-20T10:00:00.000Z",
    }
    assert broken.attributes["FailedAt"] >= "2026"


def test_what_the_store_refuses_for_good_is_a_dead_letter(
    function: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, StoreRefusedError("DynamoDB: the item is too large"))
    assert function.deliver(GOOD) == []
    [letter] = function.letters()
    assert (letter.where, letter.reason) == ("store", "DynamoDB: the item is too large")


def test_what_fails_for_an_unknown_reason_is_tried_again_before_it_is_a_dead_letter(
    function: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, KeyError("surprise"))
    assert function.deliver(GOOD, receives=4) == ["m-0"]
    assert function.letters() == []
    assert function.deliver(GOOD, receives=5) == []
    assert "KeyError: 'surprise'" in function.letters()[0].reason


def refuse(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def commit(_plan: object) -> None:
        raise error

    monkeypatch.setattr(bootstrap.store(), "commit", commit)


def test_whatever_reading_a_message_does_its_neighbours_are_recorded(
    function: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(body: str) -> object:
        if body == "surprise":
            raise RuntimeError("nobody thought of this")
        return read_observation(body)

    monkeypatch.setattr("lambdas.handle_config_events.handler.read_observation", read)
    assert function.deliver("surprise", GOOD, receives=1) == ["m-0"]
    assert function.deliver("surprise", receives=5) == []
    assert len(everything(function.tables, TABLES.events)) == 1
    assert function.letters()[0].reason == "RuntimeError: nobody thought of this"


def test_a_message_that_fits_into_no_dead_letter_comes_again_and_the_others_are_kept(
    function: Recording,
) -> None:
    noise = random.Random(2026).randbytes(LARGEST).hex()  # twice as large as a message can be
    assert function.deliver(noise, "not json") == ["m-0"]
    assert [letter.body for letter in function.letters()] == ["not json"]


def test_a_batch_that_the_tables_do_not_take_comes_again_however_often_it_came(
    function: Recording,
) -> None:
    function.tables.delete_table(TableName=TABLES.events)
    assert function.deliver(GOOD, receives=19) == ["m-0"]
    assert function.letters() == []


def test_what_cannot_be_put_into_the_dead_letter_queue_comes_again(function: Recording) -> None:
    function.sqs.delete_queue(QueueUrl=function.dead_letters_url)
    assert function.deliver(BROKEN, GOOD, "not json") == ["m-0", "m-2"]
    assert len(everything(function.tables, TABLES.events)) == 1


@pytest.mark.parametrize("name", [*ENVIRONMENT, "CONFIG_EVENTS_URL", "DEAD_LETTERS_URL"])
def test_a_setting_that_is_missing_is_named(name: str) -> None:
    given = {**ENVIRONMENT, "CONFIG_EVENTS_URL": "https://q", "DEAD_LETTERS_URL": "https://d"}
    with pytest.raises(SettingsError, match=name):
        HandleConfigEventsSettings.read({**given, name: ""})


def test_a_pause_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    for attempt in range(12):
        bootstrap.pause(attempt)
    assert max(slept) <= 1
