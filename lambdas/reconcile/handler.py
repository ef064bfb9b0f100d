"""Compares the table with AWS Config, for as long as an invocation lasts."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from lambdas.reconcile import bootstrap
from lambdas.reconcile.answers import busy, finished, nothing_due, unfinished
from lambdas.reconcile.enrolling import enrol
from lambdas.reconcile.recorders import count_stopped
from lambdas.reconcile.requests import read_request
from lambdas.reconcile.telling import tell
from lambdas.reconcile.units import keep_units
from shared.observability import logger, masks_errors
from shared.ports.reconciling import RunUnderWayError
from shared.usecases.reconcile import reconcile

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

# Kept for what is under way when the time is nearly over: a page of AWS Config, answered late.
RESERVE = timedelta(seconds=60)


@masks_errors
@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Take {} or {"force": true, "accounts": [...], "confirm_closing": true}; return how far it is.

    Raises:
        BadRequestError: the event asks for what there is not.
        SourceRefusedError: AWS Config answers nothing; the message says what to mend.
        SourceUnavailableError: AWS Config does not say where it collects from; the next run asks.
        StoreUnavailableError: something was not read or written; the next run does it.

    """
    asked = read_request(event)
    settings, desk = bootstrap.settings(), bootstrap.desk()
    left = timedelta(milliseconds=context.get_remaining_time_in_millis())
    until = desk.clock.now() + left - RESERVE
    if settings.look_up_units:
        keep_units(until, desk.clock)
    if not asked.now:
        count_stopped(desk.stored)
        enrol(settings, until, desk)
    try:
        progress = reconcile(asked, settings.wanted, settings.every, until, desk)
    except RunUnderWayError as error:
        return busy(error)
    if progress.run is None:
        return nothing_due()
    if progress.report is None:
        return unfinished(progress.run)
    tell(progress.report)
    return finished(progress.run, progress.report)
