"""A message that was not recorded is given up with its reason, or comes again."""

from datetime import timedelta

import pytest

from shared.domain.dead_letters import Received
from shared.usecases.record_batch import Failure, FailureKind
from shared.usecases.settle_failures import NotStored, Settled, settle_failures
from tests.builders.observations import at
from tests.fakes.dead_letters import KeptLetters, PatientQueue

REFUSED, UNAVAILABLE, UNEXPECTED = FailureKind


def message(name: str, receives: int = 1) -> Received:
    return Received(message_id=name, receipt="r", body="{}", receives=receives)


def not_stored(kind: FailureKind, name: str = "m", receives: int = 1) -> NotStored:
    return NotStored(message(name, receives), Failure(kind, f"why {name}"), "parse: detail")


def settle(letters: KeptLetters, queue: PatientQueue, *failed: NotStored) -> Settled:
    return settle_failures(failed, dead_letters=letters, queue=queue, most_receives=5, now=at(0))


def test_what_is_refused_is_given_up_at_once_with_its_reason() -> None:
    letters, queue = KeptLetters(), PatientQueue()
    settled = settle(letters, queue, not_stored(REFUSED))
    [letter] = letters.letters
    assert (letter.reason, letter.where, letter.failed_at) == ("why m", "parse: detail", at(0))
    assert letter.message == message("m")
    assert [one.message.message_id for one in settled.given_up] == ["m"]
    assert not queue.again


def test_an_unavailable_store_is_never_the_fault_of_a_message() -> None:
    letters, queue = KeptLetters(), PatientQueue()
    settled = settle(letters, queue, not_stored(UNAVAILABLE, receives=19))
    assert not letters.letters
    assert queue.again == [message("m", 19)] == [one.message for one in settled.again]


@pytest.mark.parametrize(("receives", "given_up"), [(1, 0), (4, 0), (5, 1), (6, 1)])
def test_what_nobody_thought_of_is_tried_a_few_times(receives: int, given_up: int) -> None:
    letters, queue = KeptLetters(), PatientQueue()
    settle(letters, queue, not_stored(UNEXPECTED, receives=receives))
    assert (len(letters.letters), len(queue.again)) == (given_up, 1 - given_up)


def test_what_cannot_be_kept_comes_again() -> None:
    letters, queue = KeptLetters(refuses=frozenset({"b"})), PatientQueue()
    names = ("a", "b", "c")
    settled = settle(letters, queue, *(not_stored(REFUSED, name) for name in names))
    assert [one.message.message_id for one in settled.given_up] == ["a", "c"]
    assert [one.message_id for one in queue.again] == ["b"]


def test_a_message_waits_longer_each_time_up_to_a_quarter_of_an_hour() -> None:
    waits = [message("m", receives).wait for receives in (0, 1, 2, 3, 4, 5, 6, 7, 20)]
    assert waits == [
        timedelta(seconds=seconds) for seconds in (30, 30, 60, 120, 240, 480, 900, 900, 900)
    ]
