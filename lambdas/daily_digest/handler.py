"""Sends the digests of yesterday or of last week, or of the day that is asked for."""

from typing import Any

from aws_lambda_powertools.metrics import MetricUnit

from lambdas.daily_digest import bootstrap
from lambdas.daily_digest.answers import answer
from lambdas.daily_digest.requests import read_request
from shared.domain.period import period_asked
from shared.observability import logger, masks_errors, metrics
from shared.usecases.send_digests import Sent, send_digests


@masks_errors
@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Take what `DigestRequest` describes ({} is yesterday's), return what was sent in numbers.

    Raises:
        BadRequestError: nothing that can be sent is asked for.
        BadDateError: the date names no day that a digest can be made of.
        DigestNotSentError: Slack did not take one; the schedule tries again.
        StoreUnavailableError: the numbers could not be read; the schedule tries again.

    """
    settings, desk, asked = bootstrap.settings(), bootstrap.desk(), read_request(event)
    asked_at = asked.asked_at(desk.clock.now())
    period = period_asked(asked.date, settings.zone, asked_at, asked.kind)
    sent = send_digests(period, asked.audiences, settings.expectations, desk, again=asked.again)
    _count(sent)
    numbers = answer(period, sent)
    logger.info("digests are sent", extra=numbers)
    return numbers


def _count(sent: list[Sent]) -> None:
    """Count what was sent; silent accounts are those of the organisation, counted once."""
    made = [each for each in sent if each.digest]
    metrics.add_metric(name="DigestsSent", unit=MetricUnit.Count, value=len(made))
    missing = sum(each.report is None for each in made)
    metrics.add_metric(name="ReportsMissing", unit=MetricUnit.Count, value=missing)
    if sent[0].digest:
        silent = len(sent[0].digest.silent)
        metrics.add_metric(name="SilentAccounts", unit=MetricUnit.Count, value=silent)
