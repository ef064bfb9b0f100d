"""Whatever arrives is recorded, of no concern, or a dead letter with its reason; nothing else.

Each malformed message is delivered among good ones, which are recorded all the same.
"""

import json
import random
from collections.abc import Iterator
from itertools import batched
from typing import Any

import pytest

from lambdas.handle_config_events import bootstrap
from tests.builders.events import changed, compliance_change
from tests.builders.recording import SENT_AT, Recording, recording
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.faults.malformed import KINDS, SEED, messages

BATCH = 20


@pytest.fixture(scope="module")
def function() -> Iterator[Recording]:
    with pytest.MonkeyPatch.context() as monkeypatch, recording(monkeypatch) as made:
        yield made


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> InMemoryComplianceStore:
    made = InMemoryComplianceStore()
    monkeypatch.setattr(bootstrap, "store", lambda: made)
    return made


def recorded(store: InMemoryComplianceStore) -> set[str]:
    """Return the resources in the history; each has a state, and no other has."""
    names = {str(item.resource_id) for item in store.items.values()}
    assert names == {key.resource_id for key in store.records}
    return names


def good(name: str, **members: str) -> str:
    event = compliance_change() | {"id": name, **members}
    event["detail"]["resourceId"] = name
    return json.dumps(event)


def of_no_concern(output: str) -> int:
    """Return how many messages the metrics count as no results: here those of no concern."""
    emf = [json.loads(line) for line in output.splitlines() if '"_aws"' in line]
    return int(sum(line["NoResult"][0] for line in emf if "NoResult" in line))


def test_there_are_messages_enough() -> None:
    assert len({body for kind in KINDS for body in messages(kind)}) >= 200


@pytest.mark.parametrize("kind", KINDS)
def test_malformed_messages_are_dead_letters_or_of_no_concern_and_neighbours_are_recorded(
    function: Recording,
    store: InMemoryComplianceStore,
    capsys: pytest.CaptureFixture[str],
    kind: str,
) -> None:
    chance, neighbours = random.Random(SEED), set()
    for number, bad in enumerate(batched(messages(kind), BATCH, strict=False)):
        names = [f"{kind}-{number}-{each}" for each in range(2)]
        bodies = [*bad, *map(good, names)]
        chance.shuffle(bodies)
        assert function.deliver(*bodies) == []
        neighbours |= set(names)
    letters = function.letters()
    assert recorded(store) == neighbours
    assert all(letter.reason and letter.where for letter in letters)
    dropped = messages(kind) if kind == "no_concern" else []
    assert of_no_concern(capsys.readouterr().out) == len(dropped)
    assert sorted([letter.body for letter in letters] + dropped) == sorted(messages(kind))


@pytest.mark.usefixtures("store")
def test_a_dead_letter_says_the_whole_path_of_the_member(function: Recording) -> None:
    function.deliver(changed(compliance_change(), "detail/newEvaluationResult/complianceType", 5))
    [letter] = function.letters()
    assert letter.where == "parse: detail.newEvaluationResult.complianceType"
    assert letter.reason == "detail.newEvaluationResult.complianceType is not a text but int"


@pytest.mark.parametrize("body", [None, 5, {"id": "x"}, b"bytes", ""])
def test_a_record_without_a_body_is_a_dead_letter(
    function: Recording, store: InMemoryComplianceStore, body: Any
) -> None:
    name = f"beside {body}"
    assert function.deliver(body, good(name)) == []
    assert len(function.letters()) == 1
    assert recorded(store) == {name}


def test_records_that_lack_everything_lose_nothing(
    function: Recording, store: InMemoryComplianceStore
) -> None:
    whole = {"messageId": "m", "body": good("a")}
    assert function.invoke([{}, whole, {"body": good("b")}, {"attributes": None}]) == []
    assert recorded(store) == {"a", "b"}
    assert len(function.letters()) == 2


def test_an_empty_batch_is_no_failure(function: Recording, store: InMemoryComplianceStore) -> None:
    assert function.invoke([]) == []
    assert not recorded(store)


def test_an_account_is_who_the_envelope_says_whatever_the_detail_says(
    function: Recording, store: InMemoryComplianceStore, caplog: pytest.LogCaptureFixture
) -> None:
    """One that is not watched is recorded as itself: the bus keeps strangers out, not this."""
    function.deliver(good("somebody's", account="999999999999"))
    assert {key.account for key in store.records} == {"999999999999"}
    assert "the envelope wins over the detail" in caplog.text


@pytest.mark.parametrize("more", ["5", "NaN", '"\\u0000"', "[1e999]", "[" * 99 + "]" * 99])
def test_what_is_not_read_is_not_judged_and_of_two_members_the_last_counts(
    function: Recording, store: InMemoryComplianceStore, more: str
) -> None:
    name = f"unread {more}"
    body = f'{{"unread": {more}, "account": "none", {good(name)[1:]}'
    assert function.deliver(body) == []
    assert not function.letters()
    assert {key.account for key in store.records} == {"222222222222"}


def test_an_annotation_loses_its_control_characters(
    function: Recording, store: InMemoryComplianceStore
) -> None:
    event = json.loads(good("annotated"))
    said = "\nNo tag\x00\x1b[31m \u009bhere\x7f.\n"
    function.deliver(changed(event, "detail/newEvaluationResult/annotation", said))
    assert [item.annotation for item in store.items.values()] == ["No tag[31m here."]


def test_a_poisoned_queue_drains(function: Recording, store: InMemoryComplianceStore) -> None:
    poison = [*messages("truncated"), *messages("statuses")]
    for body in (*poison, good("last")):
        function.sqs.send_message(QueueUrl=function.events_url, MessageBody=body)
    function.drain()
    letters = function.letters()
    assert sorted(letter.body for letter in letters) == sorted(poison)
    assert all(letter.attributes["SentAt"] != SENT_AT for letter in letters)
    assert recorded(store) == {"last"}
