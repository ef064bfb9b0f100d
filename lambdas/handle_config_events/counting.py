"""What the metrics say of a batch: what became of events, and how soon results were stored."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from shared import measuring
from shared.domain.observations import RECONCILE, Evaluation
from shared.domain.transition import Step
from shared.metric_names import STORED_AFTER
from shared.usecases.record_batch import FailureKind, Report
from shared.usecases.settle_failures import NotStored

PARSE = "parse"  # where a message fails that is not understood
OF_NO_CONCERN = "of_no_concern_"
# Why messages are given up.
MALFORMED = "DeadLettersMalformed"
REFUSED = "DeadLettersRefused"
UNEXPECTED = "DeadLettersUnexpected"
# Which metric what is counted belongs to: few, because each is billed.
METRIC_OF: Mapping[str, str] = {
    Step.OPENED: "Opened",
    Step.RESOLVED: "Resolved",
    Step.CLOSED: "Closed",
    Step.CHANGED: "Changed",
    Step.FIRST_SEEN_COMPLIANT: "Changed",
    Step.UNCHANGED: "NothingNew",
    "repeated": "NothingNew",
    Step.STALE: "Stale",
    "remembered": "NoResult",
    "deletion": "NoResult",
    "gap": "Gap",
    "put_off": "PutOff",
}


def count(
    counts: Mapping[str, int], given_up: Iterable[NotStored], report: Report, now: datetime
) -> None:
    """Measure a batch that was dealt with until `now`."""
    counted = Counter(map(_why, given_up))
    for name, value in counts.items():
        metric = "NoResult" if name.startswith(OF_NO_CONCERN) else METRIC_OF.get(name)
        if metric:
            counted[metric] += value
    measuring.count(counted)
    measuring.time(STORED_AFTER, (now - recorded for recorded in _live(report)))
    measuring.flush()


def _why(one: NotStored) -> str:
    if one.failure.kind is FailureKind.REFUSED:
        return MALFORMED if one.where.startswith(PARSE) else REFUSED
    return UNEXPECTED


def _live(report: Report) -> Iterator[datetime]:
    """Yield when results were recorded that came as they should: as events, not from the past."""
    for taken in report.taken:
        heard = taken.heard
        if not isinstance(heard, Evaluation) or heard.origin.quiet:
            continue
        if heard.origin.source != RECONCILE:
            yield heard.version.recorded
