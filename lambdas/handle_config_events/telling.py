"""What the log says of a batch: a line for each event, by whose id it can be followed to Slack."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from lambdas.handle_config_events.counting import OF_NO_CONCERN, count
from shared.adapters.dynamodb_items import key_members
from shared.adapters.json_objects import glimpse_of_id
from shared.domain.observations import Evaluation, OfNoConcern
from shared.domain.plan import Taken
from shared.domain.transition import Step
from shared.observability import logger
from shared.usecases.record_batch import Message, Report
from shared.usecases.settle_failures import NotStored, Settled


def tell(
    report: Report, settled: Settled, messages: Sequence[Message], received: int, now: datetime
) -> None:
    """Log what became of each message, and count what became of all of them."""
    for one in settled.given_up:
        logger.error("a message is given up: it is a dead letter now", extra=_described(one))
    for one in settled.again:
        logger.warning("a message was not recorded and comes again", extra=_described(one))
    for line in _lines(report, messages):
        logger.info("an event was recorded", extra=line)
    counts = {
        "received": received,
        "failed": len(report.failed),
        "dead_letters": len(settled.given_up),
        "put_off": len(settled.again),
        **report.counted,
    }
    logger.info("a batch was recorded", extra=counts)
    count(counts, settled.given_up, report, now)


def _lines(report: Report, messages: Iterable[Message]) -> Iterator[dict[str, Any]]:
    """Yield what is said of each event, and of each violation that was closed with one."""
    steps = set[str]()
    for taken in report.taken:
        steps.add(taken.heard.version.event_id)
        if isinstance(taken.heard, Evaluation) or taken.step is Step.CLOSED:
            yield _of_state(taken)
    for message in messages:
        says = message.says
        is_told = isinstance(says, Evaluation) and says.origin.event_id in steps
        if not is_told and message.message_id not in report.failed:
            yield _of_message(message)


def _of_state(taken: Taken) -> dict[str, Any]:
    line = {
        "event_id": taken.heard.version.event_id,
        "outcome": taken.step.value,
        **key_members(taken.heard.key),
    }
    return line | {"gap": True} if taken.gap else line


def _of_message(message: Message) -> dict[str, Any]:
    origin = message.says.origin
    return {
        "event_id": origin.event_id,
        "outcome": _outcome(message),
        "detail_type": origin.detail_type,
        "account": origin.account,
        "region": origin.region,
    }


def _outcome(message: Message) -> str:
    match message.says:
        case Evaluation():
            return "repeated"
        case OfNoConcern(reason=reason):
            return f"{OF_NO_CONCERN}{reason}"
        case _:
            return "no_result"


def _described(one: NotStored) -> dict[str, Any]:
    return {
        "message_id": one.message.message_id,
        "event_id": glimpse_of_id(one.message.body),
        "receives": one.message.receives,
        "reason": one.failure.reason,
        "where": one.where,
        "kind": one.failure.kind.value,
    }
