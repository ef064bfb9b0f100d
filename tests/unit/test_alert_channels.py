"""What every channel promises: the webhook, the bot, and the fake that stands for them in tests."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest

from local.slack.record import Fault
from local.slack.server import SlackStub
from shared.domain.delivery import Delivered, Gone, Message, Reference, Refused, RetryLater
from shared.ports.channel import AlertChannel
from tests.builders.slack import bot_channel, slack, webhook_channel
from tests.fakes.clock import FakeClock
from tests.fakes.scripted_channel import ScriptedChannel

HELLO = Message("hello", ({"type": "divider"},))
MORE = Message("more")


@dataclass
class Subject:
    """A channel, a way to have it fail, and what it shows: each message with its thread."""

    channel: AlertChannel
    fail: Callable[[Fault], None]
    shown: Callable[[], Sequence[str]]


def in_slack(stub: SlackStub, channel: AlertChannel) -> Subject:
    def shown() -> list[str]:
        taken = [m for m in stub.record.messages() if m.taken]
        names = {m.ts: m.payload["text"] for m in taken}
        return [
            (f"{names[m.thread_ts]} < " if m.thread_ts else "") + m.payload["text"] for m in taken
        ]

    return Subject(channel, lambda fault: stub.record.set_faults([fault]), shown)


def fake(*, threads: bool) -> Subject:
    channel = ScriptedChannel(FakeClock(), threads=threads)
    channel.interval = timedelta(seconds=1)

    def fail(fault: Fault) -> None:
        after = timedelta(seconds=fault.retry_after) if fault.retry_after else None
        refused = fault.status == 400
        channel.answers.append(Refused("told to") if refused else RetryLater("told to", after))

    def shown() -> list[str]:
        if not threads:
            return channel.taken
        parents = {id(m): p for p, answers in channel.in_thread.items() for m in answers}
        return [
            (f"{channel.shown[parents[id(m)]].text} < " if id(m) in parents else "") + m.text
            for m in channel.shown.values()
        ]

    return Subject(channel, fail, shown)


@pytest.fixture(params=["webhook", "bot", "fake", "fake with threads"])
def subject(request: pytest.FixtureRequest) -> Iterator[Subject]:
    match request.param:
        case "webhook":
            with slack() as stub:
                yield in_slack(stub, webhook_channel(stub, interval=1))
        case "bot":
            with slack() as stub:
                yield in_slack(stub, bot_channel(stub, interval=1))
        case kind:
            yield fake(threads=kind == "fake with threads")


def post(subject: Subject, message: Message) -> Reference:
    """Post, and return where it is, as one who has to go on with it would."""
    delivery = subject.channel.post(message)
    assert isinstance(delivery, Delivered)
    assert (delivery.reference is not None) == subject.channel.threads
    return delivery.reference or Reference("nowhere", "nothing")


def test_a_message_is_taken_and_shown(subject: Subject) -> None:
    post(subject, HELLO)
    assert list(subject.shown()) == ["hello"]


def test_an_answer_stands_in_the_thread_where_there_are_threads(subject: Subject) -> None:
    parent = post(subject, HELLO)
    assert isinstance(subject.channel.post(MORE, parent), Delivered)
    answer = "hello < more" if subject.channel.threads else "more"
    assert list(subject.shown()) == ["hello", answer]


def test_a_change_takes_the_place_of_the_message_where_that_can_be(subject: Subject) -> None:
    reference = post(subject, HELLO)
    changed = subject.channel.update(reference, Message("over"))
    if subject.channel.threads:
        assert changed == Delivered(reference)
        assert list(subject.shown()) == ["over"]
    else:
        assert isinstance(changed, Gone)
        assert list(subject.shown()) == ["hello"]


def test_what_is_not_there_can_neither_be_answered_nor_changed(subject: Subject) -> None:
    nowhere = Reference("C0COMPLIANCE", "1.000000")
    assert isinstance(subject.channel.update(nowhere, MORE), Gone)
    answered = subject.channel.post(MORE, nowhere)
    assert isinstance(answered, Gone if subject.channel.threads else Delivered)


def test_a_channel_that_is_full_says_for_how_long(subject: Subject) -> None:
    subject.fail(Fault(status=429, retry_after=7))
    delivery = subject.channel.post(HELLO)
    assert isinstance(delivery, RetryLater)
    assert delivery.after == timedelta(seconds=7)
    assert list(subject.shown()) == []


def test_a_failure_may_be_over_later(subject: Subject) -> None:
    subject.fail(Fault(status=503))
    assert isinstance(subject.channel.post(HELLO), RetryLater)
    post(subject, HELLO)


def test_a_message_that_is_never_taken_is_refused(subject: Subject) -> None:
    subject.fail(Fault(status=400))
    assert isinstance(subject.channel.post(HELLO), Refused)


def test_the_next_message_waits_for_its_turn(subject: Subject) -> None:
    before = subject.channel.ready_at()
    assert subject.channel.interval == timedelta(seconds=1)
    post(subject, HELLO)
    assert subject.channel.ready_at() == before + timedelta(seconds=1)


def test_the_name_of_a_channel_stays_as_it_is(subject: Subject) -> None:
    assert subject.channel.name() == subject.channel.name() != ""
