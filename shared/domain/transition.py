"""What an observation means to people: the step from what was known to what is known now."""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from shared.domain.observations import Evaluation
from shared.domain.state import Closing, Record, insert
from shared.domain.status import Status, known


class Step(StrEnum):
    """The step that a state takes."""

    STALE = "stale"  # older than what is known, or heard before
    UNCHANGED = "unchanged"  # the same status again
    OPENED = "opened"  # a violation begins
    RESOLVED = "resolved"  # a violation ended: compliant
    CLOSED = "closed"  # a violation ended: resource, rule or account gone, or not applicable
    FIRST_SEEN_COMPLIANT = "first_seen_compliant"
    CHANGED = "changed"  # any other change


@dataclass(frozen=True, slots=True)
class Transition:
    """The step, the record after it, and whether something between was lost or is late (`gap`)."""

    step: Step
    record: Record
    gap: bool = False


def decide(record: Record | None, heard: Evaluation | Closing) -> Transition:
    """Return what `heard` does to what is known of its state."""
    after = insert(record, heard)
    was = record.status if record else None
    if record is not None and heard.version <= record.version:
        # It may still move the beginning of the status, or end what began before a late deletion.
        return Transition(Step.STALE, after)
    if isinstance(heard, Closing):
        return Transition(Step.CLOSED if _may_be_told(was) else Step.CHANGED, after)
    gap = was is not None and heard.old_status not in {None, was}
    return Transition(_step(was, heard), after, gap)


def follow(heard: Evaluation) -> Transition:
    """Return what `heard`, which says itself what it changed, does to the state it names."""
    return Transition(_step(heard.old_status, heard), insert(None, heard))


def _step(was: str | None, heard: Evaluation) -> Step:
    if was == heard.status and not heard.is_change:
        return Step.UNCHANGED
    before = heard.old_status if heard.is_change else was
    match known(heard.status):
        case Status.NON_COMPLIANT:
            return Step.OPENED
        case Status.COMPLIANT:
            return _became_compliant(before)
        case Status.NOT_APPLICABLE:
            return Step.CLOSED if _may_be_told(before) else Step.CHANGED
        case Status.INSUFFICIENT_DATA | None:
            return Step.CHANGED
        case never:
            assert_never(never)


def _became_compliant(before: str | None) -> Step:
    if before is None:
        return Step.FIRST_SEEN_COMPLIANT
    return Step.RESOLVED if _may_be_told(before) else Step.CHANGED


def _may_be_told(before: str | None) -> bool:
    """Whether a violation may be open for people: it is not over while the result is unknown."""
    return before not in {None, Status.COMPLIANT, Status.NOT_APPLICABLE}
