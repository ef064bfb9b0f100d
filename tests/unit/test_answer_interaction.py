"""What happens within the three seconds that Slack waits, and what is left for later."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from shared.adapters.jinja_interactions import JinjaInteractions
from shared.domain.buttons import About, Act, Covers
from shared.domain.delivery import Gone, RetryLater
from shared.domain.errands import MuteFor, Said, Say, Take
from shared.domain.interactions import Nothing, Pressed, Submitted, Unread
from shared.ports.errors import StoreUnavailableError
from shared.usecases.answer_interaction import Answer, InteractionDesk, answer_interaction
from tests.builders.observations import at
from tests.builders.presses import ABOUT, ADA, PLACE, REASON, THREAD
from tests.fakes.recorded_conversation import KeptErrands, ListedMuters, RecordedConversation

NOW = at(0)
FORM = Submitted(
    by=ADA, place=PLACE, about=ABOUT, view="V1", reason=REASON, covers="resource", days="7"
)


def press(act: Act, days: int | None = None) -> Pressed:
    return Pressed(by=ADA, place=PLACE, act=act, about=ABOUT, trigger="t", days=days)


@dataclass
class Front:
    conversation: RecordedConversation = field(default_factory=RecordedConversation)
    errands: KeptErrands = field(default_factory=KeptErrands)
    muters: ListedMuters = field(default_factory=ListedMuters)
    longest: timedelta = timedelta(days=90)

    def answer(self, interaction: Any) -> Answer:
        desk = InteractionDesk(
            conversation=self.conversation,
            errands=self.errands,
            muters=self.muters,
            writer=JinjaInteractions(),
            longest=self.longest,
        )
        return answer_interaction(interaction, NOW, desk)

    @property
    def view(self) -> Any:
        [(trigger, view)] = self.conversation.views
        assert trigger == "t"
        return view


@pytest.fixture
def front() -> Front:
    return Front()


@pytest.mark.parametrize(("act", "to_do"), [(Act.ACKNOWLEDGE, False), (Act.ASSIGN, True)])
def test_taking_something_on_is_done_later(front: Front, act: Act, *, to_do: bool) -> None:
    assert front.answer(press(act)) == Answer()
    [errand] = front.errands.errands
    assert errand == Take(by=ADA, place=PLACE, about=ABOUT, at=NOW, to_do=to_do)
    assert not front.conversation.views
    assert not front.conversation.whispers


def test_the_steps_to_fix_are_shown_at_once(front: Front) -> None:
    front.answer(press(Act.STEPS))
    assert "Steps to fix" in str(front.view["title"])
    assert not front.errands.errands


def test_a_mute_asks_for_its_reason_with_the_days_that_were_chosen(front: Front) -> None:
    front.answer(press(Act.MUTE, days=30))
    inputs = {block["block_id"]: block["element"] for block in inputs_of(front.view)}
    assert list(inputs) == ["covers", "days", "reason"]
    assert inputs["days"]["initial_option"]["value"] == "30"
    assert not front.errands.errands


def inputs_of(view: Any) -> list[Any]:
    return [block for block in view["blocks"] if block["type"] == "input"]


def test_who_may_not_mute_sees_no_form_and_is_told_whom_to_ask(front: Front) -> None:
    front.muters.answer = False
    front.answer(press(Act.MUTE, days=7))
    assert not front.conversation.views
    assert front.errands.errands == [Say(by=ADA, place=PLACE, said=Said.MAY_NOT_MUTE)]


def test_where_slack_does_not_say_who_may_it_is_asked_again_when_the_form_comes(
    front: Front,
) -> None:
    front.muters.answer = None
    front.answer(press(Act.MUTE, days=7))
    assert front.view


@pytest.mark.parametrize("failure", [Gone("expired_trigger_id"), RetryLater("no answer: Timeout")])
@pytest.mark.parametrize("act", [Act.MUTE, Act.STEPS])
def test_a_form_that_slack_did_not_open_is_excused(front: Front, act: Act, failure: Any) -> None:
    front.conversation.answers = [failure]
    assert front.answer(press(act)) == Answer()
    assert front.errands.errands == [Say(by=ADA, place=PLACE, said=Said.TOO_LATE)]


def test_a_form_that_is_right_is_muted_later_and_closes(front: Front) -> None:
    assert front.answer(FORM) == Answer()
    [errand] = front.errands.errands
    assert isinstance(errand, MuteFor)
    assert (errand.until, errand.covers, errand.name) == (at(7 * 1440), Covers.RESOURCE, "V1")


@pytest.mark.parametrize("reason", ["", "too short", "         x         ", "x" * 1001])
def test_a_reason_that_is_none_is_said_in_the_form(front: Front, reason: str) -> None:
    errors = front.answer(replace(FORM, reason=reason)).errors
    assert errors == {"reason": "The reason must have 10 to 1,000 characters."}
    assert not front.errands.errands


def test_whatever_else_may_not_be_is_said_in_the_form_too(front: Front) -> None:
    everything = About(replace(THREAD, rule="*"))
    errors = front.answer(replace(FORM, about=everything)).errors
    assert errors == {"reason": "The rule_name must have more than * in it."}


@pytest.mark.parametrize("days", ["", "8", "-1", "365", "1e9"])
def test_days_that_were_not_offered_are_said_in_the_form(front: Front, days: str) -> None:
    errors = front.answer(replace(FORM, days=days)).errors
    assert errors is not None
    assert errors.keys() == {"days"}


def test_no_mute_is_longer_than_the_settings_allow(front: Front) -> None:
    front.longest = timedelta(days=7)
    assert front.answer(FORM) == Answer()
    assert front.answer(replace(FORM, days="30")).errors
    front.answer(press(Act.MUTE, days=30))
    [_, days, _] = inputs_of(front.view)
    assert [each["value"] for each in days["element"]["options"]] == ["1", "7"]
    assert days["element"]["initial_option"]["value"] == "1"


def test_without_a_resource_the_whole_rule_is_muted(front: Front) -> None:
    front.answer(replace(FORM, about=About(THREAD), covers=""))
    [errand] = front.errands.errands
    assert isinstance(errand, MuteFor)
    assert errand.covers is Covers.RULE


def test_what_is_not_understood_is_answered_to_whoever_did_it(front: Front) -> None:
    assert front.answer(Unread("why", ADA, PLACE)) == Answer()
    assert front.errands.errands == [Say(by=ADA, place=PLACE, said=Said.NOT_UNDERSTOOD)]


@pytest.mark.parametrize(
    "interaction", [Nothing(), Unread("why"), Unread("why", ADA), Unread("why", None, PLACE)]
)
def test_what_nobody_waits_for_is_taken_in_silence(front: Front, interaction: Any) -> None:
    assert front.answer(interaction) == Answer()
    assert not front.errands.errands


def test_what_cannot_be_handed_over_is_not_said_to_be_taken(front: Front) -> None:
    front.errands.broken = True
    for interaction in (press(Act.ACKNOWLEDGE), FORM):
        with pytest.raises(StoreUnavailableError):
            front.answer(interaction)
