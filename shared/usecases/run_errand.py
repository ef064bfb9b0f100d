"""Run what was handed over for somebody who pressed a button.

It may be run again: what is done is done once, only what is said of it may be heard twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from shared.domain.delivery import Message, RetryLater
from shared.domain.errands import Errand, MuteFor, Said, Say, Take
from shared.domain.mute_audit import Actor
from shared.domain.mute_rules import MOST_ACTIVE
from shared.domain.mutes import MuteOrigin
from shared.domain.threads import Person, Thread
from shared.ports.conversing import Conversation
from shared.ports.errors import StoreUnavailableError
from shared.ports.interacting import InteractionWriter, Muters
from shared.ports.muting import Mutes
from shared.usecases.answer_for_thread import acknowledge_thread, assign_thread
from shared.usecases.answer_interaction import wish_of
from shared.usecases.mute_violations import (
    BadMuteError,
    Terms,
    TooManyMutesError,
    mute_id,
    mute_violations,
)
from shared.usecases.thread_desk import ThreadDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrandDesk:
    """The ports through which errands are run; `threads` gives the desk of a channel, by name."""

    conversation: Conversation
    writer: InteractionWriter
    muters: Muters
    mutes: Mutes
    threads: Callable[[str], ThreadDesk | None]
    longest: timedelta


def run_errand(errand: Errand, until: datetime, desk: ErrandDesk) -> None:
    """Do it, and tell whoever pressed what they cannot see; no post begins at `until` or later.

    Raises:
        StoreUnavailableError: it is not done, or not told; again does no harm.

    """
    match errand:
        case Take():
            message = _take(errand, until, desk)
        case MuteFor():
            message = _mute(errand, desk)
        case Say(said=said):
            message = desk.writer.said(said, desk.muters.named)
        case never:
            assert_never(never)
    if message is not None:
        _whisper(errand, message, desk)


def _take(take: Take, until: datetime, desk: ErrandDesk) -> Message | None:
    """Take it on, in the thread, where all see it; return what only whoever pressed is told."""
    key, who = take.about.thread, Person(take.by.id, take.by.name, take.at)
    of_channel = desk.threads(key.channel)
    if of_channel is None:
        return desk.writer.said(Said.NOT_KEPT)
    act = assign_thread if take.to_do else acknowledge_thread
    thread = act(key, who, until, of_channel)
    return desk.writer.said(Said.NOT_KEPT) if thread is None else _told(take, thread, desk)


def _told(take: Take, thread: Thread, desk: ErrandDesk) -> Message | None:
    taken = thread.assigned if take.to_do else thread.acknowledged
    if taken is not None and taken.user == take.by.id:
        return None
    if taken is None or not thread.is_open:
        return desk.writer.said(Said.OVER)
    return desk.writer.was_first(taken)


def _mute(errand: MuteFor, desk: ErrandDesk) -> Message:
    may = desk.muters.may_mute(errand.by)
    if may is None:
        raise StoreUnavailableError("Slack does not say who is in a group of the muters")
    if not may:
        return desk.writer.said(Said.MAY_NOT_MUTE, desk.muters.named)
    terms = Terms(
        mute_id(errand.by.id, errand.name),
        Actor(errand.by.title, MuteOrigin.SLACK),
        errand.at,
        desk.longest,
    )
    try:
        mute = mute_violations(wish_of(errand), terms, desk.mutes)
    except BadMuteError as error:
        return desk.writer.not_muted(str(error))
    except TooManyMutesError:
        return desk.writer.not_muted(
            f"{MOST_ACTIVE:,} mutes are active, as many as there can be; end some of them"
        )
    return desk.writer.muted(mute)


def _whisper(errand: Errand, message: Message, desk: ErrandDesk) -> None:
    told = desk.conversation.whisper(errand.place, errand.by.id, message)
    if isinstance(told, RetryLater):
        raise StoreUnavailableError(f"Slack did not take a whisper: {told.reason}")
