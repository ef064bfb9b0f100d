"""Slack takes nothing for hours: nobody hammers it, nothing is lost, then all goes out in order."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from operator import itemgetter

import pytest

from shared.domain.alert import Alert, AlertKind
from shared.domain.delivery import Delivered, Delivery, Message, Reference, RetryLater, Unavailable
from shared.domain.observations import StateKey
from tests.builders.notices import ended, opened
from tests.builders.observations import key
from tests.builders.office import Office
from tests.fakes.clock import FakeClock
from tests.fakes.scripted_channel import ScriptedChannel, told

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
DOWN = 6 * HOUR
MINUTES, LASTS, RULES = 360, 45, 12
# Of each rule what began; and what ended, which is the case for every third of them.
GROUPS = RULES + RULES // 4


class Unsteady(ScriptedChannel):
    """Answers by what time it is."""

    def __init__(self, clock: FakeClock, answer: Callable[[datetime], Delivery]) -> None:
        super().__init__(clock)
        self.interval = SECOND
        self.answers_at = answer
        self.never_takes = "nothing"
        self.taken_at: list[datetime] = []

    def post(self, message: Message, thread: Reference | None = None) -> Delivery:
        assert thread is None
        fails = self.never_takes in message.text
        self.answers = [RetryLater("500") if fails else self.answers_at(self._clock.now())]
        delivery = super().post(message)
        self.taken_at += [self.times[-1]] if isinstance(delivery, Delivered) else []
        return delivery


def office_with(answer: Callable[[datetime], Delivery]) -> tuple[Office, Unsteady]:
    office = Office()
    office.channel = channel = Unsteady(office.clock, answer)
    office.desk = replace(office.desk, channel=channel)
    return office, channel


def run_for(office: Office, time: timedelta) -> None:
    """Run each minute, as the schedule does."""
    until = office.clock.now() + time
    while office.clock.now() < until:
        begun = office.clock.now()
        office.run(budget=55)
        office.clock.sleep(max(begun + 60 * SECOND - office.clock.now(), timedelta()))


@pytest.mark.parametrize("said", ["403 invalid_token", "404 no_service", "410 channel_is_archived"])
def test_a_revoked_webhook_is_left_alone_until_the_secret_is_mended(said: str) -> None:
    office, channel = office_with(lambda _: Unavailable(said))
    for number in range(50):
        office.add(opened(number, of=key(rule=f"rule-{number}")))
    run_for(office, HOUR)
    assert 1 <= len(channel.times) <= 12
    assert office.run()["channel_unavailable"] == 1  # which is what the alarm is about
    channel.address, channel.answers_at = "mended", lambda _: Delivered()
    counted = office.run(budget=55)
    assert counted["notices_told"] == 50
    assert told(channel) == {"opened bucket-1": 50}


def happening(number: int) -> Iterator[tuple[float, Alert]]:
    """Yield what happens to one resource, and in which minute: every fourth is repaired in time."""
    account, rule = f"{number % 2}" * 12, f"rule-{number % RULES}"
    of = StateKey(account, "eu-central-1", rule, "AWS::S3::Bucket", str(number))
    yield number, opened(number, of=of)
    if number % 4 == 0 and number + LASTS < MINUTES:
        yield number + LASTS, ended(number + LASTS, of=of, began=number)


def oldest(message: str) -> int:
    """Return in which minute the oldest of what a message tells happened."""
    what, *numbers = message.split()
    return min(map(int, numbers)) + (LASTS if what == "ended" else 0)


@pytest.mark.parametrize("failure", [RetryLater("500"), RetryLater("no answer: TimeoutError")])
def test_after_hours_the_backlog_goes_out_grouped_the_oldest_first_one_a_second(
    failure: Delivery,
) -> None:
    begun = FakeClock().now()
    back = begun + DOWN
    office, channel = office_with(lambda now: failure if now < back else Delivered())
    ahead = sorted((each for n in range(MINUTES) for each in happening(n)), key=itemgetter(0))
    recorded: list[Alert] = []

    def record() -> None:
        """Record what has happened by now, as fast as ever."""
        minutes = (office.clock.now() - begun).total_seconds() / 60
        while ahead and ahead[0][0] <= minutes:
            minute, notice = ahead.pop(0)
            recorded.append(office.add(notice, due=minute * 60 + 10))

    office.clock.waking = record
    run_for(office, DOWN)
    assert not ahead
    assert not channel.posted
    assert all(
        later - time > HOUR for time, later in zip(channel.times, channel.times[130:], strict=False)
    )

    run_for(office, HOUR)
    said = {AlertKind.OPENED: "opened", AlertKind.RESOLVED: "ended"}
    assert told(channel) == Counter(f"{said[n.kind]} {n.key.resource_id}" for n in recorded)
    assert len(channel.posted) == GROUPS
    assert [oldest(text) for text in channel.taken] == sorted(map(oldest, channel.taken))
    taken = channel.taken_at
    assert taken[0] - back < 65 * SECOND
    assert all(after - before >= SECOND for before, after in pairwise(taken))
    assert taken[-1] - taken[0] < 60 * SECOND


def test_messages_that_are_never_taken_hold_back_nobody_for_long() -> None:
    office, channel = office_with(lambda _: Delivered())
    channel.never_takes = "bucket-1"
    started = office.clock.now()
    for number in range(30):
        name = "bucket-1" if number in {0, 1} else f"{number}"
        office.add(opened(number, of=key(name, rule=f"rule-{number}")), due=number * 60)
    run_for(office, HOUR)
    assert told(channel) == {f"opened {number}": 1 for number in range(2, 30)}
    waited = [at - (started + 60 * n * SECOND) for n, at in enumerate(channel.taken_at, start=2)]
    assert waited[0] < 90 * SECOND  # until then nothing told a broken Slack from two broken alerts
    assert max(waited[1:]) < 20 * SECOND
