"""A Slack that answers 429, 500, late, or breaks the connection off, at random: told once each."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from local.slack.record import Fault
from local.slack.server import SlackStub
from shared.adapters.slack_webhook_alert_channel import SlackWebhookAlertChannel
from shared.domain.alert import Alert
from shared.domain.observations import StateKey
from shared.domain.outbox import Fate
from tests.builders.notices import opened
from tests.builders.office import Office

VIOLATIONS = 500
SECOND = timedelta(seconds=1)
# How long the channel waits for an answer, and how long Slack takes that gives none: in seconds.
PATIENCE, NEVER = 1.0, 1.3
OFTEN = [
    Fault(status=429, retry_after=1),
    Fault(status=429, retry_after=7),
    Fault(status=500),
    Fault(status=503),
    Fault(reset=True),
]
NO_ANSWER = Fault(delay=NEVER, reset=True)


class Url:
    """The address of the stub."""

    def __init__(self, stub: SlackStub) -> None:
        self._url = f"http://127.0.0.1:{stub.server_address[1]}/services/T/B/hidden"

    def read(self) -> str:
        return self._url

    def renew(self, refused: str) -> str:
        return refused


@pytest.fixture
def stub() -> Iterator[SlackStub]:
    server = SlackStub(0)
    server.start()
    yield server
    server.shutdown()
    server.server_close()


def at_random(number: int, seed: int = 2026) -> list[Fault]:
    """Return answers for so many posts: two of five fail, a few of them because none comes."""
    chance = random.Random(seed)
    faults = [chance.choice(OFTEN) if chance.random() < 0.4 else Fault() for _ in range(number)]
    for at in chance.sample(range(number), min(6, number // 4)):
        faults[at] = NO_ANSWER
    return faults


def one_of_each(number: int) -> Alert:
    """Return a violation of a rule and account of its own: a message of its own."""
    account = f"{number:012d}"
    key = StateKey(account, "eu-central-1", f"rule-{number}", "AWS::S3::Bucket", f"bucket-{number}")
    return opened(number, of=key)


def of_few(number: int) -> Alert:
    """Return a violation of one of ten rules."""
    key = StateKey(
        "1" * 12, "eu-central-1", f"rule-{number % 10}", "AWS::S3::Bucket", f"b-{number}"
    )
    return opened(number, of=key)


@pytest.mark.parametrize(("violation", "messages"), [(one_of_each, 500), (of_few, 10)])
def test_five_hundred_violations_are_told_and_none_twice(
    stub: SlackStub, violation: Callable[[int], Alert], messages: int
) -> None:
    office = Office()
    channel = SlackWebhookAlertChannel(Url(stub), SECOND, office.clock, timeout_seconds=PATIENCE)
    office.desk = replace(office.desk, channel=channel)
    notices = [office.add(violation(number)) for number in range(VIOLATIONS)]
    stub.record.set_faults(at_random(messages))
    for _ in range(120):
        office.run()

    received = stub.record.messages()
    told = Counter(word for each in received if each.status == 200 for word in names(each.payload))
    assert told == dict.fromkeys((notice.key.resource_id for notice in notices), 1)
    assert sum(each.status == 200 for each in received) == messages
    assert len(received) > messages
    assert all(office.outbox.fate_of(notice) is Fate.TOLD for notice in notices)


def names(payload: dict[str, str]) -> list[str]:
    return payload["text"].split()[1:]
