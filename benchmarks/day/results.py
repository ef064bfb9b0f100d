"""What AWS Config says in a day: results of rules on resources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.domain.observations import Evaluation, Origin, StateKey, Version
from shared.domain.status import Status

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Result:
    """A rule's result on a resource; `before` is None where it is the first one."""

    at: datetime
    key: StateKey
    status: Status
    before: Status | None

    @property
    def is_violation(self) -> bool:
        """Whether a violation begins."""
        return self.status is Status.NON_COMPLIANT

    def heard(self, event_id: str) -> Evaluation:
        """Return it as it is heard of by an event."""
        origin = Origin(
            event_id,
            "aws.config",
            "Config Rules Compliance Change",
            self.key.account,
            self.key.region,
        )
        version = Version(self.at, self.at, event_id)
        return Evaluation(origin, self.key, version, self.status, self.before)


def fails(at: datetime, key: StateKey) -> Result:
    """Return that what complied no longer does."""
    return Result(at, key, Status.NON_COMPLIANT, Status.COMPLIANT)


def fails_at_first(at: datetime, key: StateKey) -> Result:
    """Return a first result that is a violation."""
    return Result(at, key, Status.NON_COMPLIANT, None)


def complies_at_first(at: datetime, key: StateKey) -> Result:
    """Return a first result that is none."""
    return Result(at, key, Status.COMPLIANT, None)


def mended(at: datetime, key: StateKey) -> Result:
    """Return that what did not comply does now."""
    return Result(at, key, Status.COMPLIANT, Status.NON_COMPLIANT)
