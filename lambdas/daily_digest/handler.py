"""Sends the digest of yesterday, or of the day that is asked for."""

from typing import Any

from aws_lambda_powertools.metrics import MetricUnit

from lambdas.daily_digest import bootstrap
from shared.domain.digest import Digest
from shared.domain.period import period_asked
from shared.observability import logger, metrics
from shared.usecases.send_daily_digest import send_daily_digest


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Take {} or {"date": "YYYY-MM-DD"}, return what was sent in numbers.

    Raises:
        BadDateError: the date names no day that a digest can be made of.
        DigestNotSentError: Slack did not take it; the schedule tries again.
        StoreUnavailableError: the numbers could not be read; the schedule tries again.

    """
    settings, desk = bootstrap.settings(), bootstrap.desk()
    date = event.get("date")
    period = period_asked(None if date is None else str(date), settings.zone, desk.clock.now())
    digest = send_daily_digest(period, settings.expectations, desk)
    metrics.add_metric(name="DigestsSent", unit=MetricUnit.Count, value=1)
    metrics.add_metric(name="SilentAccounts", unit=MetricUnit.Count, value=len(digest.silent))
    numbers = _numbers(digest)
    logger.info("the digest was sent", extra=numbers)
    return numbers


def _numbers(digest: Digest) -> dict[str, Any]:
    score, report = digest.standing.score(), digest.reconciled.report
    return {
        "date": digest.period.day.isoformat(),
        "total": score.counts.total,
        "compliance_percentage": score.percentage,
        "accounts": len(digest.accounts),
        "not_heard_from": len(digest.silent),
        "reconciled": report.finished.isoformat() if report else None,
        "missed": report.missed if report else None,
        "left_alone": report.left_alone if report else None,
    }
