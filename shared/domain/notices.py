"""What has to be told: one notice for each violation that opened or ended."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from shared.domain.observations import Evaluation, StateKey, Version
from shared.domain.state import Closing
from shared.domain.transition import Step


class NoticeKind(StrEnum):
    """What happened to the violation."""

    OPENED = "opened"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Notice:
    """A violation opened or ended, to be told once.

    `since` is when the violation began or ended by the event's own time; `reason` says why it
    ended where that is not a new result (a deleted resource), or is the rule's own annotation.
    `first_result` says that nothing was known of the state before.
    """

    kind: NoticeKind
    key: StateKey
    version: Version
    status: str
    since: datetime
    reason: str | None = None
    first_result: bool = False


def notice_of(step: Step, heard: Evaluation | Closing) -> Notice | None:
    """Return what a step gives to tell, if anything.

    A violation from a replay or a backfill is never told. The end of one is: it is told only to
    those who were told of the beginning, and would else leave that alert open for good.
    """
    match step:
        case Step.OPENED:
            kind = NoticeKind.OPENED
        case Step.RESOLVED | Step.CLOSED:
            kind = NoticeKind.RESOLVED
        case Step.STALE | Step.UNCHANGED | Step.FIRST_SEEN_COMPLIANT | Step.CHANGED:
            return None
        case never:
            assert_never(never)
    if isinstance(heard, Closing):
        return Notice(
            kind, heard.key, heard.version, "CLOSED", heard.version.recorded, heard.reason
        )
    if heard.origin.quiet and kind is NoticeKind.OPENED:
        return None
    return Notice(
        kind,
        heard.key,
        heard.version,
        heard.status,
        heard.version.recorded,
        heard.annotation,
        first_result=heard.old_status is None,
    )
