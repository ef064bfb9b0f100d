"""Sends the digests of yesterday or of last week, or of the day that is asked for."""

from typing import Any

from lambdas.daily_digest import bootstrap
from lambdas.daily_digest.answers import answer
from lambdas.daily_digest.requests import read_request
from lambdas.daily_digest.telling import count, count_unusual_silences
from shared.domain.period import period_asked
from shared.observability import logger, masks_errors, metrics
from shared.usecases.post_digest import DigestNotSentError
from shared.usecases.send_digests import Sent, send_digests


@masks_errors
@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Take what `DigestRequest` describes ({} is yesterday's), return what was sent in numbers.

    Raises:
        BadRequestError: nothing that can be sent is asked for.
        BadDateError: the date names no day that a digest can be made of.
        DigestNotSentError: Slack did not take one. Lambda tries again twice, the schedule for some
            hours more; these runs only log it, since somebody has heard of it by then.
        StoreUnavailableError: the numbers could not be read; the schedule tries again.

    """
    settings, desk, asked = bootstrap.settings(), bootstrap.desk(), read_request(event)
    asked_at = asked.asked_at(desk.clock.now())
    period = period_asked(asked.date, settings.zone, asked_at, asked.kind)
    sent, expected = list[Sent](), settings.expectations
    repeats = asked.repeats(settings.zone)
    try:
        for each in send_digests(period, asked.audiences, expected, desk, again=asked.again):
            sent.append(each)
    except DigestNotSentError as error:
        if not repeats:
            raise
        logger.warning("a digest is still not sent", extra={"reason": str(error)})
    finally:
        count(period, sent, repeats=repeats)
        if asked.date is None:
            count_unusual_silences(period, sent, expected.retention, desk)
    numbers = answer(period, sent)
    logger.info("digests are sent", extra=numbers)
    return numbers
