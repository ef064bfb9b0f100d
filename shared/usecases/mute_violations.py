"""Mute violations, and end a mute before its time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import uuid4

from shared.domain.mute_audit import Actor, AuditEntry, MuteAction
from shared.domain.mute_rules import MOST_ACTIVE, Problem, Wish, problems_of
from shared.domain.mutes import Mute, MuteOrigin
from shared.ports.muting import Mutes

PREFIX = "m-"  # what ids begin with that are given here; those of settings do not
_DIGITS = 20


class BadMuteError(Exception):
    """A mute that may not be; `problems` says all that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{each.member} {each.words}" for each in problems))
        self.problems = problems


class TooManyMutesError(Exception):
    """So many mutes are active that there can be no other."""


class MuteOfSettingsError(Exception):
    """A mute that stands in the settings of the deployment, and is ended there."""


def mute_id(caller: str, idempotency_key: str | None) -> str:
    """Return an id for a mute: the same for the same key of the same caller."""
    if idempotency_key is None:
        return PREFIX + uuid4().hex[:_DIGITS]
    named = f"{len(caller)}:{caller}{idempotency_key}"
    return PREFIX + sha256(named.encode()).hexdigest()[:_DIGITS]


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which id something is muted, by whom, when, and how long a mute may be."""

    id: str
    actor: Actor
    now: datetime
    longest: timedelta


def mute_violations(wish: Wish, terms: Terms, mutes: Mutes) -> Mute:
    """Mute what is wished for; return the mute. Asked again under the same id, it is one mute.

    Raises:
        BadMuteError: it may not be.
        TooManyMutesError: there are too many.
        MuteConflictError: the id is that of a mute which asks for something else.
        StoreUnavailableError: it could not be kept now.

    """
    now, actor = terms.now, terms.actor
    mute = Mute(
        id=terms.id,
        selector=wish.selector,
        owner=wish.owner.strip(),
        reason=wish.reason.strip(),
        created_at=now,
        until=wish.until,
        origin=actor.origin,
        created_by=actor.name,
    )
    before = mutes.get(mute.id, now)
    if before is not None and before.same_as(mute):
        return before
    if problems := problems_of(wish, now, terms.longest):
        raise BadMuteError(problems)
    if len(mutes.active(now)) >= MOST_ACTIVE:
        raise TooManyMutesError
    return mutes.add(AuditEntry(now, MuteAction.CREATED, actor, mute))


def end_mute(mute: Mute, actor: Actor, now: datetime, mutes: Mutes) -> Mute:
    """End a mute before its time; one that is over stays as it is. Return it as it is then.

    Raises:
        MuteOfSettingsError: it stands in the settings.
        StoreUnavailableError: it could not be kept now.

    """
    if mute.origin is MuteOrigin.SETTINGS:
        raise MuteOfSettingsError(mute.id)
    if not mute.is_active(now):
        return mute
    ended = replace(mute, ended_at=now, ended_by=actor.name)
    return mutes.end(AuditEntry(now, MuteAction.ENDED, actor, ended))
