"""Answer somebody who pressed a button, at once; what takes longer is handed over.

Slack waits 3 seconds for the answer, and as long for a form that is to be opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, assert_never

from shared.domain.buttons import Act, Covers, days_offered
from shared.domain.delivery import Delivered
from shared.domain.errands import MuteFor, Said, Say, Take
from shared.domain.interactions import (
    Field,
    Interaction,
    Nothing,
    Place,
    Pressed,
    Submitted,
    Unread,
    User,
)
from shared.domain.mute_rules import Wish, problems_of
from shared.ports.conversing import Conversation
from shared.ports.interacting import Errands, InteractionWriter, Muters


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionDesk:
    """The ports through which whoever pressed is answered; no mute is longer than `longest`."""

    conversation: Conversation
    errands: Errands
    muters: Muters
    writer: InteractionWriter
    longest: timedelta


@dataclass(frozen=True, slots=True)
class Answer:
    """What Slack is answered: nothing, or what is wrong with a form, by the ids of its inputs."""

    errors: Mapping[str, str] | None = None


def answer_interaction(interaction: Interaction, now: datetime, desk: InteractionDesk) -> Answer:
    """Do what has to be done within 3 seconds, and hand over the rest.

    Raises:
        StoreUnavailableError: what was pressed is not handed over; Slack says so.

    """
    match interaction:
        case Pressed():
            _press(interaction, now, desk)
        case Submitted():
            return _mute(interaction, now, desk)
        case Unread(by=User() as by, place=Place() as place):
            desk.errands.hand_over(Say(by=by, place=place, said=Said.NOT_UNDERSTOOD))
        case Unread() | Nothing():
            pass
        case never:
            assert_never(never)
    return Answer()


def _press(pressed: Pressed, now: datetime, desk: InteractionDesk) -> None:
    match pressed.act:
        case Act.MUTE:
            _offer_mute(pressed, desk)
        case Act.STEPS:
            _open(pressed, desk.writer.steps(pressed.about), desk)
        case Act.ACKNOWLEDGE | Act.ASSIGN:
            _take(pressed, now, desk)
        case never:
            assert_never(never)


def _take(pressed: Pressed, now: datetime, desk: InteractionDesk) -> None:
    take = Take(
        by=pressed.by,
        place=pressed.place,
        about=pressed.about,
        at=now,
        to_do=pressed.act is Act.ASSIGN,
    )
    desk.errands.hand_over(take)


def _offer_mute(pressed: Pressed, desk: InteractionDesk) -> None:
    """Open the form, also where it is not known yet who may: it is asked again when it comes."""
    if desk.muters.may_mute(pressed.by) is False:
        said = Say(by=pressed.by, place=pressed.place, said=Said.MAY_NOT_MUTE)
        desk.errands.hand_over(said)
        return
    offered = days_offered(desk.longest)
    view = desk.writer.mute_form(pressed.about, pressed.place, pressed.days, offered)
    _open(pressed, view, desk)


def _open(pressed: Pressed, view: Mapping[str, Any], desk: InteractionDesk) -> None:
    if not isinstance(desk.conversation.open_view(pressed.trigger, view), Delivered):
        late = Say(by=pressed.by, place=pressed.place, said=Said.TOO_LATE)
        desk.errands.hand_over(late)


def _mute(form: Submitted, now: datetime, desk: InteractionDesk) -> Answer:
    offered = {str(days): days for days in days_offered(desk.longest)}
    if form.days not in offered:
        return Answer({Field.DAYS: "Choose one of these."})
    errand = MuteFor(
        by=form.by,
        place=form.place,
        about=form.about,
        at=now,
        name=form.view,
        covers=Covers.RESOURCE if form.covers == Covers.RESOURCE else Covers.RULE,
        reason=form.reason,
        days=offered[form.days],
    )
    if problems := problems_of(wish_of(errand), now, desk.longest):
        said = (f"The {each.member} {each.words}." for each in problems)
        return Answer({Field.REASON: " ".join(said)})
    desk.errands.hand_over(errand)
    return Answer()


def wish_of(errand: MuteFor) -> Wish:
    """Return the mute that somebody in Slack wishes for."""
    return Wish(
        selector=errand.about.selector(errand.covers),
        owner=errand.by.title,
        reason=errand.reason,
        until=errand.until,
    )
