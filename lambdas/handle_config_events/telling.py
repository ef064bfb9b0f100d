"""What the log and the metrics say of a batch."""

from typing import Any

from aws_lambda_powertools.metrics import MetricUnit

from shared.observability import logger, metrics
from shared.usecases.record_batch import Report
from shared.usecases.settle_failures import Settled, Unrecorded


def tell(report: Report, settled: Settled, **counts: int) -> None:
    """Log each message that was not recorded, and count what became of all of them."""
    for one in settled.given_up:
        logger.error("a message is given up: it is a dead letter now", extra=_described(one))
    for one in settled.again:
        logger.warning("a message was not recorded and comes again", extra=_described(one))
    counts |= {
        "failed": len(report.failed),
        "dead_letters": len(settled.given_up),
        "put_off": len(settled.again),
    }
    for name, value in {**counts, **report.counted}.items():
        metrics.add_metric(
            name="".join(word.title() for word in name.replace("-", "_").split("_")),
            unit=MetricUnit.Count,
            value=value,
        )
    logger.info("a batch was recorded", extra={**counts, **report.counted})


def _described(one: Unrecorded) -> dict[str, Any]:
    return {
        "message_id": one.message.message_id,
        "receives": one.message.receives,
        "reason": one.failure.reason,
        "where": one.where,
        "kind": one.failure.kind.value,
    }
