"""Whatever ends a run at whatever step: each violation is told once, but for one window."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from shared.domain.alert import Alert
from shared.domain.delivery import Delivery, Message, Reference, Refused, RetryLater, Unavailable
from shared.domain.notices import Notice
from shared.domain.outbox import Fate, News
from shared.domain.recorder import RecorderNews
from shared.usecases import alert_desk
from shared.usecases.notify_violations import notify_violations
from tests.builders.notices import began, summary, went
from tests.builders.observations import key
from tests.builders.office import Office
from tests.fakes.scripted_channel import ScriptedChannel, told
from tests.faults.breaking import Killed
from tests.faults.dying import Steps, mortal

SECOND = timedelta(seconds=1)
HEARD: Sequence[Notice] = (
    began(0, key("volume-1")),
    began(1, key("volume-2")),
    went(5, key("volume-1")),
    began(2, key("bucket", "another")),
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
    office.hear(*HEARD)
    office.add(summary("333333333333", 3))
    return office


def each_minute(office: Office, through: alert_desk.Office) -> None:
    """Run as the schedule does, until nothing is due soon."""
    for _ in range(60):
        if not office.outbox.waiting(office.clock.now() + 600 * SECOND):
            return
        now = office.clock.now()
        notify_violations(now + 45 * SECOND, through, now)
        office.clock.sleep(15 * SECOND)


def fates(office: Office) -> dict[str, Fate]:
    """Return what became of what, by what happened and to what."""
    return {name_of(news): entry.fate for news, entry in office.outbox.entries.items()}


def name_of(news: News) -> str:
    if isinstance(news, Alert):
        return f"{news.kind} {news.key.resource_id}"
    if isinstance(news, RecorderNews):
        return f"{news.recording} {news.place.account}"
    return f"onboarded {news.account}"


def dying_at(last: int, answers: Sequence[Delivery]) -> tuple[str, Office]:
    """Return the step at which a run died, "" if it did not, and the office some time later."""
    office, steps = office_with(answers), Steps(last)
    try:
        each_minute(office, mortal(office.office, steps))
    except Killed:
        each_minute(office, office.office)
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
        assert set(fates(office).values()) == {Fate.TOLD}
        if counted != EACH_ONCE:
            assert max(counted.values()) == 2
            twice[step] += 1
        if not step:
            break
    assert twice == {"after post": MESSAGES, "before record_told": MESSAGES}


class Refusing(ScriptedChannel):
    """Never takes anything of volumes, with blocks or without."""

    def post(
        self, message: Message, thread: Reference | None = None, *, broadcast: bool = False
    ) -> Delivery:
        assert (thread, broadcast) == (None, False)
        self.answers = [Refused("400 no_text")] if "volume" in message.text else []
        return super().post(message)


def test_what_is_refused_for_good_is_kept_whatever_dies_between() -> None:
    twice = set[str]()
    for last in count():
        office, steps = office_with(), Steps(last)
        office.channel = Refusing(office.clock)
        office.desk = replace(office.desk, channel=office.channel)
        with suppress(Killed):
            each_minute(office, mortal(office.office, steps))
        each_minute(office, office.office)
        kept = Counter(
            name_of(news) for all_of, _, _ in office.dead_letters.kept for news in all_of
        )
        assert kept.keys() == {"opened volume-1", "opened volume-2"}
        assert fates(office) == {
            "opened volume-1": Fate.FAILED,
            "opened volume-2": Fate.FAILED,
            "resolved volume-1": Fate.WAITING,
            "opened bucket": Fate.TOLD,
            "onboarded 333333333333": Fate.TOLD,
        }
        twice |= {steps.taken[-1]} if max(kept.values()) > 1 else set()
        if len(steps.taken) <= last:
            break
    assert twice == {"after keep", "before record_failed"}


class LosingAnAnswer(ScriptedChannel):
    """Takes the first message on volumes and does not say so in time."""

    def post(
        self, message: Message, thread: Reference | None = None, *, broadcast: bool = False
    ) -> Delivery:
        assert (thread, broadcast) == (None, False)
        first = "volume" in message.text and not any("volume" in text for text in self.taken)
        delivery = super().post(message)
        return RetryLater("no answer: TimeoutError") if first else delivery


def test_an_answer_that_is_lost_after_slack_took_the_message_is_the_same_window() -> None:
    office = office_with()
    office.channel = LosingAnAnswer(office.clock)
    office.desk = replace(office.desk, channel=office.channel)
    each_minute(office, office.office)
    volumes = {"opened volume-1": 2, "opened volume-2": 2}
    assert told(office.channel) == EACH_ONCE | volumes
