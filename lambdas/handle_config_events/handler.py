"""Records what the queue delivers; the messages that fail, and only those, come again."""

from typing import Any

from aws_lambda_powertools.metrics import MetricUnit

from lambdas.handle_config_events import bootstrap
from shared.adapters.eventbridge_observations import read_observation
from shared.domain.observations import MalformedEventError
from shared.observability import logger, metrics
from shared.usecases.record_batch import Message, Report, record_batch


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], _context: object) -> dict[str, list[dict[str, str]]]:
    """Take an SQS batch, return the partial batch response (AWS Lambda guide, SQS errors)."""
    understood, failed = _read(event["Records"])
    report = record_batch(understood, bootstrap.store(), bootstrap.now(), bootstrap.pause)
    _tell(report, len(event["Records"]), len(failed))
    return {"batchItemFailures": [{"itemIdentifier": name} for name in [*failed, *report.failed]]}


def _read(records: list[dict[str, Any]]) -> tuple[list[Message], list[str]]:
    understood: list[Message] = []
    failed: list[str] = []
    for record in records:
        try:
            understood.append(Message(record["messageId"], read_observation(record["body"])))
        except MalformedEventError as error:
            failed.append(record["messageId"])
            logger.error(
                "a message cannot be understood and goes to the dead-letter queue",
                message_id=record["messageId"],
                reason=str(error),
                received=record.get("attributes", {}).get("ApproximateReceiveCount"),
            )
    return understood, failed


def _tell(report: Report, received: int, malformed: int) -> None:
    for message_id, reason in report.failed.items():
        logger.error("a message was not recorded", message_id=message_id, reason=reason)
    counts = {"received": received, "malformed": malformed, "failed": len(report.failed)}
    for name, value in {**counts, **report.counted}.items():
        metrics.add_metric(
            name="".join(word.title() for word in name.replace("-", "_").split("_")),
            unit=MetricUnit.Count,
            value=value,
        )
    logger.info("a batch was recorded", extra={**counts, **report.counted})
