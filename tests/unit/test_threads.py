"""A thread counts what it tells and knows how it stands, whatever happens in whatever order."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.domain import threads as steps
from shared.domain.delivery import Reference
from shared.domain.thread_keys import group_of
from shared.domain.threads import LISTED, QUIET_FOR, Person, Thread
from tests.builders.notices import ended, opened
from tests.builders.observations import at
from tests.fakes.clock import NOW

ADA, BOB = Person("U1", "Ada", NOW), Person("U2", "Bob", NOW)
PARENT = Reference("C1", "1.0")
LATER = NOW + timedelta(minutes=1)


def new(*names: str) -> Thread:
    told = [opened(n, name) for n, name in enumerate(names)]
    return steps.joined(steps.following(None, group_of(told[0]), told[0]), told, NOW)


def shown(thread: Thread) -> Thread:
    return steps.posted(thread, PARENT, thread.changes, NOW)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6), st.data())
def test_it_is_closed_when_all_of_it_is_over_and_lists_what_is_open(
    parts: list[int], data: st.DataObject
) -> None:
    names = [f"r{number}" for number in range(sum(parts))]
    thread, waiting = shown(new(names[0])), [names[0]]
    left = names[1:]
    while left or waiting:
        if left and (not waiting or data.draw(st.booleans())):
            some, left = left[:7], left[7:]
            if not thread.is_open:
                return
            thread = steps.joined(thread, [opened(3, name) for name in some], NOW)
            waiting += some
        else:
            count = data.draw(st.integers(1, len(waiting)))
            some, waiting = waiting[:count], waiting[count:]
            over = [ended(9, n, began=0 if n == names[0] else 3) for n in some]
            thread = steps.ended(thread, over, NOW)
        assert thread.told - thread.over == len(waiting)
        assert thread.is_open == bool(waiting)
        assert len(thread.listed) == min(LISTED, thread.told)
        open_ones = [each for each in thread.listed if each.over is None]
        assert {each.alert.key.resource_id for each in open_ones} <= set(waiting)


def test_it_lasts_from_the_first_beginning_to_the_last_end_whichever_is_heard_first() -> None:
    thread = steps.joined(new("b"), [opened(-5, "a")], NOW)
    thread = steps.ended(thread, [ended(30, "a", began=-5)], NOW)
    assert thread.lasted == timedelta(minutes=35)
    thread = steps.ended(thread, [ended(20, "b")], NOW)
    assert (thread.began, thread.ended) == (at(-5), at(30))
    assert new("a").lasted == timedelta()


def test_what_changed_is_to_be_shown_until_it_is() -> None:
    thread = shown(new("a", "b"))
    assert thread.show_at is None
    thread = steps.ended(thread, [ended(5, "a")], NOW)
    assert thread.show_at == NOW
    thread = steps.ended(thread, [ended(5, "b", began=1)], LATER)
    assert thread.show_at == NOW
    assert steps.shown(thread, thread.changes - 1, LATER).show_at == NOW
    assert steps.shown(thread, thread.changes, LATER).show_at is None


def test_what_changed_while_its_first_message_was_posted_is_to_be_shown() -> None:
    before = new("a")
    after = steps.joined(before, [opened(1, "b")], NOW)
    assert after.show_at is None
    assert steps.posted(after, PARENT, before.changes, LATER).show_at == LATER


def test_an_edit_that_failed_is_due_later_unless_there_is_nothing_to_edit() -> None:
    thread = steps.ended(shown(new("a", "b")), [ended(5, "a")], NOW)
    assert steps.put_off(thread, LATER).show_at == LATER
    assert steps.put_off(shown(new("a")), LATER).show_at is None


def test_one_at_a_time_has_its_first_message() -> None:
    thread = steps.taken(new("a"), LATER, NOW)
    assert steps.taken(thread, LATER + timedelta(hours=1), NOW).taken_until == LATER
    again = LATER + timedelta(hours=1)
    assert steps.taken(thread, again, LATER).taken_until == again
    assert not steps.released(thread, LATER).is_taken(NOW)
    assert not steps.posted(thread, PARENT, 0, NOW, LATER).is_taken(NOW)


def test_who_was_too_slow_gives_back_nothing_of_who_has_it_now() -> None:
    mine, now = LATER, LATER + timedelta(seconds=1)
    theirs = steps.taken(steps.taken(new("a"), mine, NOW), LATER + timedelta(hours=1), now)
    for late in (
        steps.released(theirs, mine),
        steps.posted(theirs, PARENT, theirs.changes, now, mine),
        steps.shown(theirs, theirs.changes, now, mine),
        steps.put_off(theirs, now, mine),
    ):
        assert late.taken_until == theirs.taken_until


def test_only_the_first_message_that_it_has_can_be_lost() -> None:
    thread = shown(new("a"))
    assert steps.orphaned(thread, Reference("C1", "0.9")) == thread
    lost = steps.orphaned(steps.ended(thread, [ended(5, "a")], NOW), PARENT)
    assert (lost.parent, lost.show_at, lost.is_stale) == (None, None, False)


def test_the_channel_sees_what_is_new_not_more_often_than_it_is_told_to() -> None:
    thread = shown(new("a"))
    assert new("a").is_news(NOW)
    assert not thread.is_news(LATER)
    assert thread.is_news(NOW + QUIET_FOR)
    assert not steps.seen(thread, NOW + QUIET_FOR).is_news(NOW + QUIET_FOR)


def test_the_first_to_notice_stays_and_whoever_takes_it_over_has_it() -> None:
    thread = steps.acknowledged(shown(new("a")), ADA)
    assert steps.acknowledged(thread, BOB) == thread
    thread = steps.assigned(thread, BOB)
    assert (thread.acknowledged, thread.assigned) == (ADA, BOB)
    assert steps.assigned(thread, replace(BOB, at=LATER)) == thread
    assert steps.assigned(thread, ADA).assigned == ADA
    assert thread.show_at == NOW


def test_to_take_it_over_is_to_notice() -> None:
    assert steps.assigned(new("a"), BOB).acknowledged == BOB


def test_what_is_over_is_nobodys() -> None:
    closed = steps.ended(new("a"), [ended(5, "a")], NOW)
    assert steps.acknowledged(closed, ADA) == closed
    assert steps.assigned(closed, ADA) == closed
