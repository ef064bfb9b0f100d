"""Whatever ends a run at whatever step: each violation is told once, but for one window."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from shared.domain.delivery import Delivery, Message, Reference, Refused, RetryLater, Unavailable
from shared.domain.outbox import Fate, News
from shared.usecases.alert_desk import Desk
from shared.usecases.notify_violations import notify_violations
from tests.builders.notices import WINDOW, ended, opened, summary
from tests.builders.observations import key
from tests.builders.office import Office
from tests.fakes.scripted_channel import ScriptedChannel, told
from tests.faults.breaking import Killed
from tests.faults.dying import Steps, mortal

SECOND = timedelta(seconds=1)
NEWS: Sequence[News] = (
    opened(0, "volume-1"),
    opened(1, "volume-2"),
    ended(5, "volume-1"),
    opened(2, of=key("bucket", "another")),
    summary("333333333333", 3),
)
EACH_ONCE = {
    "opened volume-1": 1,
    "opened volume-2": 1,
    "ended volume-1": 1,
    "opened bucket": 1,
    "onboarded 333333333333": 1,
}
MESSAGES = 4  # the two volumes are one
ANSWERS: dict[str, list[Delivery]] = {
    "all is well": [],
    "429": [RetryLater("429", 3 * SECOND)],
    "500, then a timeout, then a reset": [RetryLater(why) for why in ("500", "timeout", "reset")],
    "refused blocks": [Refused("400 invalid_blocks")],
    "revoked": [Unavailable("404 no_service")],
}


def office_with(answers: Sequence[Delivery] = ()) -> Office:
    office = Office()
    office.channel.interval = SECOND
    office.channel.answers = list(answers)
    for notice in NEWS:
        office.add(notice)
    return office


def each_minute(office: Office, desk: Desk) -> None:
    """Run as the schedule does, until nothing is due soon."""
    for _ in range(60):
        if not office.outbox.waiting(office.clock.now() + 600 * SECOND):
            return
        notify_violations(office.clock.now() + 45 * SECOND, WINDOW, desk)
        office.clock.sleep(15 * SECOND)


def dying_at(last: int, answers: Sequence[Delivery]) -> tuple[str, Office]:
    """Return the step at which a run died, "" if it did not, and the office some time later."""
    office, steps = office_with(answers), Steps(last)
    try:
        each_minute(office, mortal(office.desk, steps))
    except Killed:
        each_minute(office, office.desk)
        return steps.taken[-1], office
    return "", office


@pytest.mark.parametrize("answers", ANSWERS.values(), ids=list(ANSWERS))
def test_whoever_dies_at_any_step_each_is_told_once_unless_it_had_just_been_posted(
    answers: Sequence[Delivery],
) -> None:
    twice = Counter[str]()
    for last in count():
        step, office = dying_at(last, answers)
        counted = told(office.channel)
        assert counted.keys() == EACH_ONCE.keys()
        assert all(office.outbox.fate_of(notice) is Fate.TOLD for notice in NEWS)
        if counted != EACH_ONCE:
            assert max(counted.values()) == 2
            twice[step] += 1
        if not step:
            break
    assert twice == {"after post": MESSAGES, "before record_told": MESSAGES}


class Refusing(ScriptedChannel):
    """Never takes anything of volumes, with blocks or without."""

    def post(self, message: Message, thread: Reference | None = None) -> Delivery:
        assert thread is None
        self.answers = [Refused("400 no_text")] if "volume" in message.text else []
        return super().post(message)


def test_what_is_refused_for_good_is_kept_whatever_dies_between() -> None:
    twice = set[str]()
    for last in count():
        office, steps = office_with(), Steps(last)
        office.channel = Refusing(office.clock)
        desk = replace(office.desk, channel=office.channel)
        with suppress(Killed):
            each_minute(office, mortal(desk, steps))
        each_minute(office, desk)
        kept = Counter(notice for notices, _, _ in office.dead_letters.kept for notice in notices)
        assert kept.keys() == {NEWS[0], NEWS[1]}
        assert [office.outbox.fate_of(n) for n in NEWS[:3]] == ["failed", "failed", "waiting"]
        twice |= {steps.taken[-1]} if max(kept.values()) > 1 else set()
        if len(steps.taken) <= last:
            break
    assert twice == {"after keep", "before record_failed"}


class LosingAnAnswer(ScriptedChannel):
    """Takes the first message and does not say so in time."""

    def post(self, message: Message, thread: Reference | None = None) -> Delivery:
        assert thread is None
        first = not self.posted
        delivery = super().post(message)
        return RetryLater("no answer: TimeoutError") if first else delivery


def test_an_answer_that_is_lost_after_slack_took_the_message_is_the_same_window() -> None:
    office = office_with()
    office.channel = LosingAnAnswer(office.clock)
    each_minute(office, replace(office.desk, channel=office.channel))
    volumes = {"opened volume-1": 2, "opened volume-2": 2}
    assert told(office.channel) == EACH_ONCE | volumes
