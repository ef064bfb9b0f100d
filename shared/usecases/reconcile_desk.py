"""What comparing the table with AWS Config needs of the world."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from shared.ports.channel import Clock
from shared.ports.onboarding import Onboardings
from shared.ports.reconciling import ConfigResults, Reconciliations, Repairs, StoredPlaces


class OutOfTimeError(Exception):
    """The invocation has to end; the next one continues."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReconcileDesk:
    """The ports that a run goes through."""

    config: ConfigResults
    stored: StoredPlaces
    repairs: Repairs
    runs: Reconciliations
    onboardings: Onboardings
    clock: Clock


def while_there_is_time[T](answers: Iterable[T], until: datetime, clock: Clock) -> Iterator[T]:
    """Yield what is answered.

    Raises:
        OutOfTimeError: it is too late for more.

    """
    for answer in answers:
        if clock.now() >= until:
            raise OutOfTimeError
        yield answer
