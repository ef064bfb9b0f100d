"""Decide what becomes of messages that were not recorded: they are given up, or come again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from shared.domain.dead_letters import DeadLetter, Received
from shared.ports.letters import DeadLetters, Redelivery
from shared.usecases.record_batch import Failure, FailureKind


@dataclass(frozen=True, slots=True)
class NotStored:
    """A message that was not recorded, why, and where that shows."""

    message: Received
    failure: Failure
    where: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The messages that are given up, and those that come again."""

    given_up: Sequence[NotStored] = ()
    again: Sequence[NotStored] = ()


def settle_failures(
    not_stored: Sequence[NotStored],
    *,
    dead_letters: DeadLetters,
    queue: Redelivery,
    most_receives: int,
    now: datetime,
) -> Settled:
    """Keep what is hopeless as dead letters; all else, and what cannot be kept, comes again."""
    kept = {
        letter.message
        for letter in dead_letters.keep(
            [
                DeadLetter(
                    message=one.message, reason=one.failure.reason, where=one.where, failed_at=now
                )
                for one in not_stored
                if _is_hopeless(one, most_receives)
            ]
        )
    }
    again = [one for one in not_stored if one.message not in kept]
    queue.put_off([one.message for one in again])
    return Settled([one for one in not_stored if one.message in kept], again)


def _is_hopeless(one: NotStored, most_receives: int) -> bool:
    match one.failure.kind:
        case FailureKind.REFUSED:
            return True
        case FailureKind.UNEXPECTED:
            return one.message.receives >= most_receives
        case FailureKind.UNAVAILABLE:
            return False
        case never:
            assert_never(never)
