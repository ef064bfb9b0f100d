"""With a bot, what follows is told in a thread, whose first message says how all of it stands."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from shared.domain import threads as steps
from shared.domain.alert import Alert, AlertKind
from shared.domain.alert_policy import AlertPolicy
from shared.domain.delivery import (
    Change,
    Delivered,
    Gone,
    Reference,
    Refused,
    RetryLater,
    Unavailable,
)
from shared.domain.outbox import Fate
from shared.domain.thread_keys import ThreadKey, group_of
from shared.domain.threads import QUIET_FOR, Person
from shared.ports.errors import StoreUnavailableError
from shared.ports.threads import Threads
from shared.usecases.answer_for_thread import acknowledge_thread, assign_thread
from shared.usecases.show_thread import AGAIN_AFTER, show_thread
from tests.builders.notices import ended, opened
from tests.builders.observations import key
from tests.builders.office import POLICY, Office
from tests.fakes.clock import NOW

ADA, BOB = Person("U1", "Ada", NOW), Person("U2", "Bob", NOW)


def with_threads(policy: AlertPolicy = POLICY) -> Office:
    office = Office(policy)
    office.channel.threads = True
    return office


@pytest.fixture
def office() -> Office:
    return with_threads()


def tell(office: Office, *alerts: Alert) -> None:
    """Have alerts told, and shown, in a run of their own."""
    for alert in alerts:
        if alert.kind is AlertKind.REMINDER:
            office.keep_open(alert)
        office.add(alert, (office.clock.now() - office.clock.after(0)).total_seconds())
    office.run()


def shown(office: Office) -> list[str]:
    """Return what a channel sees, as it stands now."""
    answers = [id(each) for some in office.channel.in_thread.values() for each in some]
    every = office.channel.shown.values()
    return [each.text for each in every if id(each) not in answers]


def answers(office: Office) -> list[list[str]]:
    """Return what is said in each thread."""
    return [[each.text for each in some] for some in office.channel.in_thread.values()]


def reminder(resource: str = "bucket-1", number: int = 1) -> Alert:
    return replace(opened(0, resource), kind=AlertKind.REMINDER, number=number)


def the_key(number: int = 1) -> ThreadKey:
    group = group_of(opened())
    return ThreadKey(group.channel, group.account, group.rule, number)


def test_what_follows_is_an_answer_and_the_first_message_counts_it(office: Office) -> None:
    tell(office, opened(0, "a"))
    tell(office, opened(1, "b"), opened(2, "c"))
    assert shown(office) == ["opened a b c | 0/3"]
    assert answers(office) == [["opened b c"]]


def test_a_thread_closes_itself(office: Office) -> None:
    tell(office, opened(0, "a"), opened(1, "b"))
    tell(office, ended(5, "a"))
    assert shown(office) == ["opened a b | 1/2"]
    tell(office, ended(9, "b", began=1))
    assert shown(office) == ["opened a b | resolved"]
    assert answers(office) == [["ended a", "ended b"]]
    thread = office.threads.get(the_key())
    assert thread
    assert thread.lasted == timedelta(minutes=9)


def test_what_opens_after_that_is_another_thread(office: Office) -> None:
    tell(office, opened(0, "a"))
    tell(office, ended(5, "a"))
    tell(office, opened(9, "a"))
    assert shown(office) == ["opened a | resolved", "opened a | 0/1"]


def test_rules_accounts_and_channels_have_threads_of_their_own(office: Office) -> None:
    other = office.another("other")
    other.threads = True
    tell(office, opened(0, "a"), opened(0, of=key("a", "another")), opened(0, "a", channel="other"))
    assert shown(office) == ["opened a | 0/1", "opened a | 0/1"]
    assert other.taken == ["opened a | 0/1"]


def test_the_same_rule_by_another_name_is_the_same_thread(office: Office) -> None:
    tell(office, opened(0, of=key("a", "restricted-ssh")))
    tell(office, opened(0, of=key("b", "securityhub-restricted-ssh-1a2b3c4d")))
    assert shown(office) == ["opened a b | 0/2"]


def test_without_threads_everything_is_a_message(office: Office) -> None:
    office.channel.threads = False
    tell(office, opened(0, "a"), opened(1, "b"))
    tell(office, ended(5, "a"))
    assert office.channel.taken == ["opened a b", "ended a"]
    assert not office.threads.kept


def test_what_is_new_in_an_old_thread_is_seen_in_the_channel_now_and_then(office: Office) -> None:
    tell(office, opened(0, "a"))
    tell(office, opened(1, "b"))
    office.clock.time += QUIET_FOR
    tell(office, opened(2, "c"))
    tell(office, opened(3, "d"))
    assert office.channel.broadcast == ["opened c"]


def test_reminders_are_answers_that_the_channel_sees(office: Office) -> None:
    tell(office, opened(0, "a"))
    tell(office, reminder("a"))
    assert answers(office) == [["open a"]]
    assert office.channel.broadcast == ["open a"]


def test_nobody_is_reminded_of_what_somebody_answers_for(office: Office) -> None:
    tell(office, opened(0, "a"), opened(0, of=key("b", "another")))
    until = office.clock.after(1_000)
    acknowledge_thread(the_key(), ADA, until, office.desk.for_threads)
    others = replace(reminder(), violation=opened(0, of=key("b", "another")).violation)
    tell(office, reminder("a"), replace(others, key=key("b", "another")))
    assert office.outbox.fate_of(reminder("a")) is Fate.DROPPED
    assert office.outbox.reasons[reminder("a")] == "it was acknowledged by Ada"
    assert office.channel.broadcast == ["open b"]


def test_who_answers_for_it_is_shown_and_said(office: Office) -> None:
    tell(office, opened(0, "a"))
    until = office.clock.after(1_000)
    acknowledge_thread(the_key(), ADA, until, office.desk.for_threads)
    assert shown(office) == ["opened a | 0/1 by Ada"]
    assign_thread(the_key(), BOB, until, office.desk.for_threads)
    assert shown(office) == ["opened a | 0/1 by Ada by Bob"]
    assert answers(office) == [["acknowledged Ada", "assigned Bob"]]


def test_whoever_answers_for_it_is_kept_though_nothing_can_be_said(office: Office) -> None:
    tell(office, opened(0, "a"))
    delete_parent(office)
    tell(office, ended(5, "a"))
    tell(office, opened(9, "b"))
    with pytest.raises(StoreUnavailableError):
        acknowledge_thread(the_key(2), ADA, office.clock.now(), office.desk.for_threads)
    thread = office.threads.get(the_key(2))
    assert thread
    assert thread.acknowledged == ADA
    assert answers(office) == []


def test_nothing_is_shown_of_what_there_is_not_and_by_whoever_has_no_turn(office: Office) -> None:
    desk, until = office.desk.for_threads, office.clock.after(1_000)
    assert show_thread(the_key(), until, desk) is None
    tell(office, opened(0, "a"))
    assert show_thread(the_key(), until, desk) is None  # it shows all there is
    office.threads.change(the_key(), lambda it: steps.acknowledged(it, ADA))
    assert show_thread(the_key(), office.clock.now(), desk) is None
    office.threads.change(the_key(), lambda it: steps.taken(it, until, office.clock.now()))
    assert show_thread(the_key(), until, desk) is None
    assert shown(office) == ["opened a | 0/1"]


def test_a_first_message_that_is_lost_while_its_turn_comes_is_not_edited(office: Office) -> None:
    tell(office, opened(0, "a"))
    office.threads.change(the_key(), lambda it: steps.acknowledged(it, ADA))
    lost = parent_of(office)

    class Losing:
        """The place of the threads, in which the first message is lost as it is taken."""

        get = office.threads.get

        def change(
            self, key: ThreadKey, step: Callable[[steps.Thread], steps.Thread]
        ) -> steps.Thread | None:
            if (it := office.threads.get(key)) and it.parent == lost and not it.taken_until:
                office.threads.change(key, lambda it: steps.orphaned(it, lost))
            return office.threads.change(key, step)

    desk = replace(office.desk.for_threads, threads=cast("Threads", Losing()))
    assert show_thread(the_key(), office.clock.after(1_000), desk) is None
    after = office.threads.get(the_key())
    assert after
    assert not after.is_taken(office.clock.now())


@pytest.mark.parametrize("outcome", [RetryLater("500", timedelta(minutes=2)), Unavailable("403")])
def test_an_edit_that_is_not_taken_is_due_again(office: Office, outcome: Change) -> None:
    tell(office, opened(0, "a"))
    office.threads.change(the_key(), lambda it: steps.acknowledged(it, ADA))
    office.channel.answers = [outcome]
    until = office.clock.after(1_000)
    assert show_thread(the_key(), until, office.desk.for_threads) == outcome
    thread = office.threads.get(the_key())
    assert thread
    assert thread.show_at
    waits = thread.show_at - office.clock.now()
    assert waits == (timedelta(minutes=2) if isinstance(outcome, RetryLater) else AGAIN_AFTER)


def test_an_end_that_is_not_taken_is_told_later_and_once(office: Office) -> None:
    tell(office, opened(0, "a"))
    office.channel.answers = [RetryLater("500")]
    tell(office, ended(5, "a"))
    assert answers(office) == [["ended a"]]


def test_an_end_is_said_for_all_where_the_first_message_is_known_to_be_lost(office: Office) -> None:
    tell(office, opened(0, "a"), opened(0, "b"))
    gone = delete_parent(office)
    office.threads.change(the_key(), lambda it: steps.orphaned(it, gone))
    tell(office, ended(5, "a"))
    assert shown(office) == ["ended a"]


def test_who_comes_second_or_late_changes_nothing(office: Office) -> None:
    tell(office, opened(0, "a"))
    until, desk = office.clock.after(1_000), office.desk.for_threads
    acknowledge_thread(the_key(), ADA, until, desk)
    thread = acknowledge_thread(the_key(), BOB, until, desk)
    assert thread
    assert thread.acknowledged == ADA
    tell(office, ended(5, "a"))
    thread = assign_thread(the_key(), BOB, until, desk)
    assert thread
    assert thread.assigned is None
    assert answers(office) == [["acknowledged Ada", "ended a"]]
    assert acknowledge_thread(the_key(9), ADA, until, desk) is None


def parent_of(office: Office) -> Reference:
    thread = office.threads.get(the_key())
    assert thread
    assert thread.parent
    return thread.parent


def delete_parent(office: Office) -> Reference:
    parent = parent_of(office)
    del office.channel.shown[parent]
    return parent


def test_where_the_first_message_was_deleted_there_is_a_new_one(office: Office) -> None:
    tell(office, opened(0, "a"))
    gone = delete_parent(office)
    tell(office, opened(1, "b"))
    assert shown(office) == ["opened a b | 0/2"]
    tell(office, opened(2, "c"))
    assert shown(office) == ["opened a b c | 0/3"]
    assert gone not in office.channel.in_thread


@pytest.mark.parametrize(("alert", "said"), [(ended(5, "a"), "ended a"), (reminder("a"), "open a")])
def test_what_cannot_be_answered_is_said_for_all(office: Office, alert: Alert, said: str) -> None:
    tell(office, opened(0, "a"), opened(0, "b"))
    delete_parent(office)
    tell(office, alert)
    assert shown(office) == [said]
    tell(office, opened(1, "c"))
    assert answers(office) == [["opened c"]]
    assert shown(office)[0].startswith("opened a b c | ")


def test_an_edit_of_what_was_deleted_is_not_tried_again(office: Office) -> None:
    tell(office, opened(0, "a"), opened(0, "b"))
    office.channel.answers = [Delivered(Reference("channel", "answer")), Gone("message_not_found")]
    tell(office, ended(5, "a"))
    asked = len(office.channel.times)
    office.run()
    assert len(office.channel.times) == asked


def test_an_edit_that_fails_waits_and_holds_back_no_alert(office: Office) -> None:
    tell(office, opened(0, "a"), opened(0, "b"))
    office.channel.answers = [Delivered(), RetryLater("500")]
    tell(office, ended(5, "a"))
    assert shown(office)[0] == "opened a b | 0/2"
    tell(office, opened(0, of=key("z", "another")))
    assert office.channel.taken[-1] == "opened z | 0/1"
    office.clock.time += timedelta(minutes=1)
    assert office.run() == {"messages_edited": 1}
    assert shown(office)[0] == "opened a b | 1/2"


def test_an_edit_whose_blocks_are_refused_is_text(office: Office) -> None:
    tell(office, opened(0, "a"))
    office.channel.answers = [Delivered(), Refused("invalid_blocks")]
    tell(office, opened(1, "b"))
    parent, _ = office.channel.shown.values()
    assert (parent.text, parent.blocks) == ("opened a b | 0/2", ())


def test_an_edit_that_is_refused_for_good_is_not_tried_again(office: Office) -> None:
    tell(office, opened(0, "a"))
    taken, refused = Delivered(Reference("channel", "x")), Refused("msg_too_long")
    office.channel.answers = [taken, refused, refused]
    tell(office, opened(1, "b"))
    assert office.run() == {}
    assert not office.threads.stale(office.clock.after(100_000))


def test_many_changes_are_one_edit(office: Office) -> None:
    tell(office, opened(0, "a"), opened(0, "b"), opened(0, "c"))
    for alert in (ended(5, "a"), ended(5, "b"), opened(6, "d")):
        office.add(alert)
    assert office.run()["messages_edited"] == 1
    assert shown(office) == ["opened a b c d | 2/4"]


def test_alerts_go_before_edits(office: Office) -> None:
    for number in range(5):
        tell(office, opened(0, of=key("a", f"rule-{number}")))
    for number in range(5):
        office.add(ended(5, of=key("a", f"rule-{number}")))
    office.channel.interval = timedelta(seconds=1)
    late = opened(9, of=key("late", "late"))
    office.add(late, 8)
    assert office.run()["messages_edited"] == 5
    first_edits = [text for text in office.channel.taken if "late" in text]
    assert first_edits == ["opened late | 0/1"]
    assert len(shown(office)) == 6


def test_the_end_of_what_was_told_among_first_results_is_a_message(office: Office) -> None:
    office = with_threads(replace(POLICY, few_first_results=2))
    firsts = [replace(opened(0, name), first_result=True) for name in "abc"]
    tell(office, *firsts)
    tell(office, ended(5, "a"))
    assert shown(office) == ["first a b c", "ended a"]


def test_what_ended_among_what_was_held_back_is_over_in_its_thread(office: Office) -> None:
    office = with_threads(replace(POLICY, messages_per_minute=1))
    tell(office, opened(0, "a"), opened(0, of=key("z", "another")))
    office.clock.time += timedelta(minutes=5)
    others = [opened(9, of=key("y", "third")), opened(9, of=key("x", "fourth"))]
    tell(office, *others, ended(20, "a"))
    assert [text for text in office.channel.taken if text.startswith("held")]
    office.clock.time += timedelta(minutes=5)
    office.run()
    assert "opened a | resolved" in shown(office)


def test_the_end_of_what_could_never_be_told_closes_its_thread(office: Office) -> None:
    office.channel.answers = [Refused("400"), Refused("400")]
    tell(office, opened(0, "a"))
    office.clock.time += timedelta(days=15)
    tell(office, ended(5, "a"))
    thread = office.threads.get(the_key())
    assert thread
    assert not thread.is_open


def test_a_thousand_violations_are_two_messages_and_one_thread(office: Office) -> None:
    tell(office, *[opened(n / 100, f"b{n:04}") for n in range(1_000)])
    assert len(office.channel.taken) == 2
    assert [len(some) for some in answers(office)] == [1]
    assert shown(office)[0].endswith("| 0/1000")
    tell(office, *[ended(500, f"b{n:04}", began=n / 100) for n in range(1_000)])
    assert shown(office)[0].endswith("| resolved")
    assert len(office.channel.taken) == 4


def test_what_somebody_else_is_just_beginning_waits_and_is_an_answer(office: Office) -> None:
    first = opened(0, "a")
    thread = office.threads.join(group_of(first), [first], NOW)
    until = office.clock.after(30)
    office.threads.change(thread.key, lambda it: steps.taken(it, until, NOW))

    def begin_elsewhere() -> None:
        if office.clock.slept > timedelta(seconds=5) and not office.channel.posted:
            parent = office.desk.channel.post(office.desk.writer.thread(thread))
            assert isinstance(parent, Delivered)
            office.threads.change(
                thread.key,
                lambda it: steps.posted(it, parent.reference, thread.changes, NOW, until),
            )

    office.clock.waking = begin_elsewhere
    tell(office, opened(1, "b"))
    assert shown(office) == ["opened a b | 0/2"]
    assert answers(office) == [["opened b"]]


def told_once(office: Office, names: Sequence[str]) -> bool:
    said = " ".join(office.channel.taken).split()
    return all(said.count(name) == 1 for name in names)


def test_what_a_late_run_is_told_in_no_order_is_told_and_closed_all_the_same(
    office: Office,
) -> None:
    for alert in (ended(5, "a"), opened(6, "b"), opened(0, "a"), ended(9, "b", began=6)):
        office.add(alert)
    office.run()
    assert told_once(office, ["resolved"]) is False
    assert all(text.endswith("resolved") for text in shown(office))
