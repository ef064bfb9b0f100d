"""Turns and pauses on DynamoDB and in memory keep the same promises."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest

from shared.adapters.dynamodb_pacing import DynamoDbPacing
from shared.domain.outbox import Pause
from shared.domain.tickets import Ticket
from shared.ports.errors import StoreUnavailableError
from shared.ports.pacing import Pacing
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.fakes.clock import NOW
from tests.fakes.in_memory_pacing import InMemoryPacing

SECOND = timedelta(seconds=1)


def after(seconds: float) -> datetime:
    return NOW + seconds * SECOND


@contextmanager
def in_memory() -> Iterator[Pacing]:
    yield InMemoryPacing()


@contextmanager
def on_dynamodb() -> Iterator[Pacing]:
    with mocked_tables() as client:
        yield DynamoDbPacing(client, TABLES.notifications)


@pytest.fixture(params=[in_memory, on_dynamodb])
def pacing(request: pytest.FixtureRequest) -> Iterator[Pacing]:
    with request.param() as each:
        yield each


def test_a_turn_is_taken_by_one_only(pacing: Pacing) -> None:
    assert pacing.take_turn("channel", NOW, SECOND) == NOW
    assert pacing.take_turn("channel", NOW, SECOND) == after(1)
    assert pacing.take_turn("channel", after(0.4), SECOND) == after(1)
    assert pacing.take_turn("channel", after(1), SECOND) == after(1)


def test_each_channel_has_turns_of_its_own(pacing: Pacing) -> None:
    for channel in ("one", "two"):
        assert pacing.take_turn(channel, NOW, SECOND) == NOW


def test_without_an_interval_everybody_has_a_turn(pacing: Pacing) -> None:
    for _ in range(2):
        assert pacing.take_turn("channel", NOW, timedelta()) == NOW
    assert pacing.take_turn("channel", NOW, SECOND) == NOW


def test_nobody_has_a_turn_while_the_channel_is_paused(pacing: Pacing) -> None:
    pacing.keep_pause("channel", Pause(after(30)))
    assert pacing.take_turn("channel", NOW, SECOND) == after(30)
    assert pacing.take_turn("channel", after(30), SECOND) == after(30)
    assert pacing.take_turn("channel", after(30), SECOND) == after(31)


def test_a_pause_is_kept_for_its_channel(pacing: Pacing) -> None:
    assert pacing.pause("channel") is None
    pacing.take_turn("channel", NOW, SECOND)
    assert pacing.pause("channel") is None
    for pause in (Pause(after(5), 3), Pause(after(9), 4, unavailable=True), Pause(after(10))):
        pacing.keep_pause("channel", pause)
        assert pacing.pause("channel") == pause
    assert pacing.pause("mended channel") is None


def test_a_longer_pause_stays(pacing: Pacing) -> None:
    for seconds in (30, 5):
        pacing.keep_pause("channel", Pause(after(seconds)))
    assert pacing.pause("channel") == Pause(after(30))


def test_failures_are_counted_though_a_longer_pause_stays(pacing: Pacing) -> None:
    pacing.keep_pause("channel", Pause(after(30)))
    for failures in (2, 1):
        pacing.keep_pause("channel", Pause(after(5), failures))
        assert pacing.pause("channel") == Pause(after(30), 2)


def test_a_channel_that_takes_messages_again_has_no_failures_and_stays_paused(
    pacing: Pacing,
) -> None:
    pacing.forget_failures("channel")
    pacing.keep_pause("channel", Pause(after(30), 7))
    pacing.forget_failures("channel")
    assert pacing.pause("channel") == Pause(after(30), 0)


def test_a_channel_has_so_many_tickets_of_each_kind_in_a_minute(pacing: Pacing) -> None:
    for _ in range(2):
        assert pacing.take_ticket("channel", Ticket.MESSAGE, NOW, 2)
    assert not pacing.take_ticket("channel", Ticket.MESSAGE, after(59), 2)
    assert pacing.take_ticket("channel", Ticket.ROLL_UP, after(59), 1)
    assert pacing.tickets("channel", NOW) == {Ticket.MESSAGE: 2, Ticket.ROLL_UP: 1}
    for channel, seconds in (("another", 0), ("channel", 60)):
        assert pacing.tickets(channel, after(seconds)) == dict.fromkeys(Ticket, 0)
        assert pacing.take_ticket(channel, Ticket.MESSAGE, after(seconds), 2)


def test_a_ticket_that_is_given_back_can_be_taken_again(pacing: Pacing) -> None:
    pacing.return_ticket("channel", Ticket.ROLL_UP, NOW)
    assert pacing.take_ticket("channel", Ticket.ROLL_UP, NOW, 1)
    for _ in range(2):
        pacing.return_ticket("channel", Ticket.ROLL_UP, NOW)
    assert pacing.take_ticket("channel", Ticket.ROLL_UP, after(5), 1)
    assert not pacing.take_ticket("channel", Ticket.ROLL_UP, NOW, 1)


def test_a_channel_that_nobody_uses_is_forgotten() -> None:
    with mocked_tables() as client:
        pacing = DynamoDbPacing(client, TABLES.notifications)
        pacing.forget_failures("never used")
        pacing.take_turn("channel", NOW, SECOND)
        [item] = everything(client, TABLES.notifications)
    assert item["expires_at"] == {"N": str(int(after(30 * 86400).timestamp()))}


def test_a_table_that_is_gone_is_an_error_that_the_use_case_knows() -> None:
    with mocked_tables() as client:
        pacing = DynamoDbPacing(client, "gone")
        with pytest.raises(StoreUnavailableError):
            pacing.pause("channel")
        with pytest.raises(StoreUnavailableError):
            pacing.take_turn("channel", NOW, SECOND)
