"""Whatever ends a run at whatever step: in threads, too, each is told once but for one window."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import count

import pytest

from shared.domain.delivery import Change, RetryLater
from shared.domain.outbox import Fate
from shared.usecases import alert_desk
from shared.usecases.notify_violations import notify_violations
from tests.builders.notices import ended, opened
from tests.builders.observations import key
from tests.builders.office import Office
from tests.fakes.scripted_channel import told
from tests.faults.breaking import Killed
from tests.faults.dying import Steps, mortal

SECOND = timedelta(seconds=1)
NEWS = (
    opened(0, "volume-1"),
    ended(5, "volume-1"),
    opened(2, of=key("bucket", "another")),
)
LATER = opened(1, "volume-2")
EACH_ONCE = dict.fromkeys(
    ("opened volume-1", "opened volume-2", "ended volume-1", "opened bucket"), 1
)
MESSAGES = len(EACH_ONCE)
ANSWERS: dict[str, list[Change]] = {
    "all is well": [],
    "429, then a timeout": [RetryLater("429", 3 * SECOND), RetryLater("timeout")],
}


def office_with(answers: Sequence[Change]) -> Office:
    office = Office()
    office.channel.threads = True
    office.channel.interval = SECOND
    office.channel.answers = list(answers)
    for alert in NEWS:
        office.add(alert)
    office.add(LATER, 100)
    return office


def each_minute(office: Office, through: alert_desk.Office) -> None:
    """Run as the schedule does, until nothing is due soon and everything is shown."""
    for _ in range(60):
        soon = office.clock.now() + 600 * SECOND
        if not office.outbox.waiting(soon) and not office.threads.stale(soon):
            return
        now = office.clock.now()
        notify_violations(now + 45 * SECOND, through, now)
        office.clock.sleep(15 * SECOND)


def dying_at(last: int, answers: Sequence[Change]) -> tuple[str, Office]:
    """Return the step at which a run died, "" if it did not, and the office some time later."""
    office, steps = office_with(answers), Steps(last)
    with suppress(Killed):
        each_minute(office, mortal(office.office, steps))
    died = len(steps.taken) > last
    each_minute(office, office.office)
    return steps.taken[-1] if died else "", office


@pytest.mark.parametrize("answers", ANSWERS.values(), ids=list(ANSWERS))
def test_whoever_dies_at_any_step_each_is_told_once_unless_it_had_just_been_posted(
    answers: Sequence[Change],
) -> None:
    twice = Counter[str]()
    for last in count():
        step, office = dying_at(last, answers)
        counted = told(office.channel)
        assert counted.keys() == EACH_ONCE.keys()
        assert all(office.outbox.fate_of(alert) is Fate.TOLD for alert in (*NEWS, LATER))
        assert_threads_stand_as_they_should(office)
        if counted != EACH_ONCE:
            assert max(counted.values()) == 2
            twice[step] += 1
        if not step:
            break
    assert twice == {"after post": MESSAGES, "before record_told": MESSAGES}


def assert_threads_stand_as_they_should(office: Office) -> None:
    threads = office.threads.kept.values()
    assert sum(thread.told for thread in threads) == 3
    assert sum(thread.over for thread in threads) == 1
    assert not any(thread.is_stale for thread in threads)
    for thread in threads:
        if thread.parent and thread.is_open:
            _, _, stand = office.channel.shown[thread.parent].text.partition(" | ")
            assert stand in {f"{thread.over}/{thread.told}", ""}  # "": an answer to what is lost


@pytest.mark.parametrize("deleted", range(8))
def test_whichever_answer_says_that_the_message_is_gone_nothing_is_lost(deleted: int) -> None:
    office = office_with([])
    channel = office.channel
    asked = count()

    def delete() -> None:
        if next(asked) == deleted:
            channel.shown.clear()

    channel.during_post = delete
    each_minute(office, office.office)
    assert told(channel) == EACH_ONCE
    assert all(office.outbox.fate_of(alert) is Fate.TOLD for alert in (*NEWS, LATER))
