"""Records what the queue delivers; what fails comes again, alone, or is a dead letter at once."""

from typing import Any

from lambdas.handle_config_events import bootstrap
from lambdas.handle_config_events.counting import PARSE
from lambdas.handle_config_events.telling import tell
from shared.adapters.eventbridge_observations import read_observation
from shared.adapters.json_objects import where_in
from shared.adapters.sqs_records import read_records
from shared.domain.dead_letters import Received
from shared.domain.observations import MalformedEventError, without_annotation
from shared.observability import logger, masks_errors
from shared.usecases.record_batch import Failure, FailureKind, Message, record_batch
from shared.usecases.settle_failures import NotStored, Settled, settle_failures


@masks_errors
@logger.inject_lambda_context
def handler(event: dict[str, Any], _context: object) -> dict[str, list[dict[str, str]]]:
    """Take an SQS batch, return the partial batch response (AWS Lambda guide, SQS errors)."""
    received = read_records(event["Records"])
    read = [_read(one) for one in received.values()]
    understood = [one for one in read if isinstance(one, Message)]
    malformed = [one for one in read if isinstance(one, NotStored)]
    report = record_batch(understood, bootstrap.store(), bootstrap.now(), bootstrap.pause)
    failed = [NotStored(received[name], why, "store") for name, why in report.failed.items()]
    settled = _settle([*malformed, *failed])
    tell(report, settled, understood, len(received), bootstrap.now())
    return {"batchItemFailures": [{"itemIdentifier": o.message.message_id} for o in settled.again]}


def _read(received: Received) -> Message | NotStored:
    try:
        heard = read_observation(received.body)
        keeps_all = bootstrap.settings().history_annotations
        return Message(received.message_id, heard if keeps_all else without_annotation(heard))
    except MalformedEventError as error:
        where = ": ".join(filter(None, [PARSE, where_in(error)]))
        return NotStored(received, Failure(FailureKind.REFUSED, str(error)), where)
    except Exception as error:  # noqa: BLE001 - whatever it holds, it must not touch its neighbours
        failure = Failure(FailureKind.UNEXPECTED, f"{type(error).__name__}: {error}")
        return NotStored(received, failure, PARSE)


def _settle(not_stored: list[NotStored]) -> Settled:
    if not not_stored:
        return Settled()
    return settle_failures(
        not_stored,
        dead_letters=bootstrap.dead_letters(),
        queue=bootstrap.queue(),
        most_receives=bootstrap.settings().max_receives,
        now=bootstrap.now(),
    )
