"""What is done for whoever pressed a button: once, however often it is run."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from shared.adapters.jinja_interactions import JinjaInteractions
from shared.adapters.lambda_errands import read_errand, write_errand
from shared.domain.buttons import About, Covers
from shared.domain.delivery import Delivered, Gone, RetryLater, Unavailable
from shared.domain.errands import Errand, MuteFor, Said, Say, Take
from shared.domain.interactions import User
from shared.domain.mute_rules import MOST_ACTIVE
from shared.domain.mutes import MuteOrigin
from shared.domain.thread_keys import ThreadKey, group_of
from shared.domain.threads import orphaned, posted
from shared.ports.errors import StoreUnavailableError
from shared.usecases.run_errand import ErrandDesk, run_errand
from shared.usecases.thread_desk import ThreadDesk
from tests.builders.mutes import muting
from tests.builders.notices import ended, opened
from tests.builders.presses import ADA, GRACE, PLACE, REASON
from tests.fakes.clock import NOW, FakeClock
from tests.fakes.in_memory_mutes import InMemoryMutes
from tests.fakes.in_memory_pacing import InMemoryPacing
from tests.fakes.in_memory_threads import InMemoryThreads
from tests.fakes.recorded_conversation import ListedMuters, RecordedConversation
from tests.fakes.scripted_channel import PlainWriter, ScriptedChannel

LATER = NOW + timedelta(minutes=1)


@dataclass
class Office:
    """A thread that was told in the channel, and whoever answers for it."""

    clock: FakeClock = field(default_factory=FakeClock)
    threads: InMemoryThreads = field(default_factory=InMemoryThreads)
    mutes: InMemoryMutes = field(default_factory=InMemoryMutes)
    muters: ListedMuters = field(default_factory=ListedMuters)
    conversation: RecordedConversation = field(default_factory=RecordedConversation)

    def __post_init__(self) -> None:
        self.channel = ScriptedChannel(self.clock, threads=True)
        thread = self.threads.join(group_of(opened()), [opened()], NOW)
        delivered = self.channel.post(PlainWriter().thread(thread))
        assert isinstance(delivered, Delivered)
        assert delivered.reference
        parent = delivered.reference
        self.threads.change(thread.key, lambda it: posted(it, parent, it.changes, NOW))
        self.key, self.parent = thread.key, parent

    def run(self, errand: Errand) -> None:
        desk = ErrandDesk(
            conversation=self.conversation,
            writer=JinjaInteractions(),
            muters=self.muters,
            mutes=self.mutes,
            threads={"default": self._desk()}.get,
            longest=timedelta(days=90),
        )
        run_errand(read_errand(write_errand(errand)), LATER, desk)

    def take(self, by: User = ADA, second: float = 1, *, to_do: bool = False) -> Take:
        at = self.clock.after(second)
        return Take(by=by, place=PLACE, about=About(self.key), at=at, to_do=to_do)

    def mute(self, **more: Any) -> MuteFor:
        plain = MuteFor(
            by=ADA,
            place=PLACE,
            about=About(self.key),
            at=NOW,
            name="V1",
            covers=Covers.RULE,
            reason=REASON,
            days=7,
        )
        return replace(plain, **more)

    @property
    def answers(self) -> list[str]:
        return [message.text for message in self.channel.in_thread.get(self.parent, [])]

    def _desk(self) -> ThreadDesk:
        return ThreadDesk(
            threads=self.threads,
            channel=self.channel,
            pacing=InMemoryPacing(),
            writer=PlainWriter(),
            clock=self.clock,
        )


@pytest.fixture
def office() -> Office:
    return Office()


def test_who_acknowledges_is_named_in_the_thread_and_in_the_first_message(office: Office) -> None:
    office.run(office.take())
    assert office.answers == ["acknowledged ada"]
    assert "by ada" in office.channel.shown[office.parent].text
    assert not office.conversation.whispers


def test_who_assigns_it_to_themselves_is_named_too(office: Office) -> None:
    office.run(office.take(to_do=True))
    assert office.answers == ["assigned ada"]


def test_a_second_press_of_the_same_person_does_nothing(office: Office) -> None:
    office.run(office.take())
    office.run(office.take(second=2))
    assert office.answers == ["acknowledged ada"]
    assert not office.conversation.whispers


def test_who_comes_second_is_told_who_was_first(office: Office) -> None:
    office.run(office.take())
    office.run(office.take(GRACE, 2))
    assert office.answers == ["acknowledged ada"]
    [(place, user, message)] = office.conversation.whispers
    assert (place, user) == (PLACE, GRACE.id)
    assert "ada had taken this on before you" in message.text
    assert "<@U000ADA>" in str(message.blocks)


def test_what_is_assigned_can_be_taken_over(office: Office) -> None:
    office.run(office.take(to_do=True))
    office.run(office.take(GRACE, 2, to_do=True))
    assert office.answers == ["assigned ada", "assigned grace"]
    assert not office.conversation.whispers


@pytest.mark.parametrize("to_do", [True, False])
def test_what_is_over_is_said_to_be(office: Office, *, to_do: bool) -> None:
    office.threads.end([replace(ended(), period=opened().period)], NOW)
    office.run(office.take(to_do=to_do))
    assert office.conversation.said == ["This is over already."]
    assert not office.answers


@pytest.mark.parametrize(
    "key",
    [
        ThreadKey("default", "222222222222", "long-gone", 1),
        ThreadKey("a-channel-of-before", "222222222222", "restricted-ssh", 1),
    ],
)
def test_what_is_not_kept_any_more_is_said_to_be(office: Office, key: ThreadKey) -> None:
    office.run(replace(office.take(), about=About(key)))
    assert "too long ago" in office.conversation.said[0]


def test_an_answer_that_slack_is_too_full_for_is_said_when_slack_asked_for_it(
    office: Office,
) -> None:
    office.channel.interval = timedelta(seconds=1)
    office.channel.answers = [Delivered(), RetryLater("429", timedelta(seconds=7))]
    office.run(office.take())
    assert office.answers == ["acknowledged ada"]
    assert office.channel.times[-1] == office.clock.after(8)


def test_an_answer_that_slack_does_not_take_in_time_is_said_by_the_next_run(
    office: Office,
) -> None:
    office.channel.answers = [Delivered(), RetryLater("429", timedelta(minutes=2))]
    with pytest.raises(StoreUnavailableError, match="Slack"):
        office.run(office.take())
    assert office.clock.now() == LATER
    office.clock.time = NOW
    office.run(office.take())
    assert office.answers == ["acknowledged ada"]


def test_an_answer_that_has_nowhere_to_stand_is_no_failure(office: Office) -> None:
    office.channel.answers = [Delivered(), Gone("thread_not_found")]
    office.run(office.take())
    assert not office.answers


def test_what_has_no_first_message_any_more_is_kept_and_answered_nowhere(office: Office) -> None:
    office.threads.change(office.key, lambda it: orphaned(it, office.parent))
    office.run(office.take())
    thread = office.threads.get(office.key)
    assert thread
    assert thread.acknowledged
    assert not office.answers


def test_a_run_that_died_before_it_was_said_is_finished_by_the_next(office: Office) -> None:
    def die() -> None:
        office.channel.during_post = lambda: None
        raise KeyboardInterrupt

    office.channel.during_post = die
    with pytest.raises(KeyboardInterrupt):
        office.run(office.take())
    office.clock.time += timedelta(seconds=40)
    office.run(office.take())
    assert office.answers == ["acknowledged ada"]
    assert not office.conversation.whispers


def test_a_mute_is_made_in_the_name_of_whoever_sent_the_form_off(office: Office) -> None:
    office.run(office.mute())
    [mute] = office.mutes.active(NOW)
    assert mute.origin is MuteOrigin.SLACK
    assert mute.created_by == mute.owner == "ada (Slack user U000ADA)"
    assert (mute.reason, mute.until) == (REASON, NOW + timedelta(days=7))
    [entry] = office.mutes.entries
    assert (entry.actor.name, entry.actor.origin) == (mute.created_by, MuteOrigin.SLACK)


def test_whoever_muted_is_told_until_when_and_how_it_is_ended(office: Office) -> None:
    office.run(office.mute())
    [mute] = office.mutes.active(NOW)
    [said] = office.conversation.said
    assert "Muted until 2026-11-27 12:00:00 UTC" in said
    assert f"python -m tools.mute end {mute.id}" in said
    assert f"DELETE /mutes/{mute.id}" in said


def test_a_form_that_is_run_twice_is_one_mute(office: Office) -> None:
    office.run(office.mute())
    office.clock.time += timedelta(hours=1)
    office.run(office.mute())
    assert len(office.mutes.entries) == 1


def test_two_forms_are_two_mutes_also_of_the_same(office: Office) -> None:
    office.run(office.mute())
    office.run(office.mute(name="V2"))
    office.run(office.mute(by=GRACE))
    assert len(office.mutes.entries) == 3


def test_a_run_that_died_before_it_was_confirmed_mutes_once_and_confirms(office: Office) -> None:
    office.conversation.answers = [RetryLater("429")]
    with pytest.raises(StoreUnavailableError):
        office.run(office.mute())
    office.run(office.mute())
    assert len(office.mutes.entries) == 1
    assert len(office.conversation.said) == 2


@pytest.mark.parametrize("gone", [Gone("user_not_in_channel"), Unavailable("token_revoked")])
def test_who_cannot_be_told_is_muted_for_all_the_same(office: Office, gone: Any) -> None:
    office.conversation.answers = [gone]
    office.run(office.mute())
    assert office.mutes.active(NOW)


def test_who_may_not_mute_mutes_nothing_and_is_told_whom_to_ask(office: Office) -> None:
    office.muters.answer, office.muters.named = False, ("U000GRACE", "S000ONCALL")
    office.run(office.mute())
    assert not office.mutes.entries
    [(_, user, message)] = office.conversation.whispers
    assert user == ADA.id
    assert "U000GRACE, S000ONCALL" in message.text
    assert "<@U000GRACE>, <!subteam^S000ONCALL>" in str(message.blocks)


def test_where_nobody_may_no_name_is_said(office: Office) -> None:
    office.muters.answer = False
    office.run(office.mute())
    assert "Ask whoever looks after this deployment" in office.conversation.said[0]


def test_a_guest_from_another_workspace_may_not_mute(office: Office) -> None:
    office.run(office.mute(by=User("U0FAR", "far", is_guest=True)))
    assert not office.mutes.entries


def test_where_slack_does_not_say_who_may_it_is_tried_again(office: Office) -> None:
    office.muters.answer = None
    with pytest.raises(StoreUnavailableError, match="group"):
        office.run(office.mute())
    assert not office.mutes.entries


def too_many(office: Office) -> None:
    many = (muting(f"m{n}", account="222222222222") for n in range(MOST_ACTIVE))
    office.mutes.mutes = {mute.id: replace(mute, until=LATER) for mute in many}


def nothing(_office: Office) -> None:
    """Leave it as it is."""


@pytest.mark.parametrize(
    ("before", "more", "why"),
    [
        (too_many, {}, "1,000 mutes are active"),
        (nothing, {"days": 365}, "at most 90 days ahead"),
        (nothing, {"reason": "short"}, "10 to 1,000 characters"),
    ],
)
def test_a_mute_that_may_not_be_is_said_not_to_be(
    office: Office, before: Callable[[Office], None], more: dict[str, Any], why: str
) -> None:
    before(office)
    office.run(office.mute(**more))
    assert not office.mutes.entries
    assert "Nothing was muted" in office.conversation.said[0]
    assert why in office.conversation.said[0]


@pytest.mark.parametrize(
    ("said", "words"), [(Said.NOT_UNDERSTOOD, "another release"), (Said.TOO_LATE, "press again")]
)
def test_what_was_not_done_is_said_to_one_alone(office: Office, said: Said, words: str) -> None:
    office.run(Say(by=ADA, place=PLACE, said=said))
    [(place, user, message)] = office.conversation.whispers
    assert (place, user) == (PLACE, ADA.id)
    assert words in message.text


@pytest.mark.parametrize("event", [{"errand": "Forget", "of": {}}, {"errand": "Say"}, {}])
def test_what_is_no_errand_is_refused(event: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not an errand"):
        read_errand(event)
