"""Answers whoever presses a button in Slack within 3 seconds, and then does what was asked for.

Invoked by the API with what Slack sends, and by itself with what takes longer.
"""

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.metrics import MetricUnit

from lambdas.slack_interactions import bootstrap, web
from lambdas.slack_interactions.receiving import receive
from shared.adapters.lambda_errands import KIND, read_errand
from shared.domain.delivery import Unavailable
from shared.domain.signed_requests import Refusal
from shared.observability import logger, masks_errors, metrics
from shared.ports.errors import StoreUnavailableError
from shared.usecases.run_errand import run_errand

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

# Kept for the last message: a slow Slack (10 s) and recording what became of it.
RESERVE = timedelta(seconds=15)


@masks_errors
@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Take an HTTP API event (payload format 2.0), return the response; or run an errand.

    Raises:
        StoreUnavailableError: the errand was not done; Lambda tries again.
        ValueError: it is no errand.

    """
    if KIND in event:
        return _run(event, context)
    try:
        outcome = receive(web.signed_request(event), bootstrap.reception(context.function_name))
    except StoreUnavailableError:
        logger.exception("an interaction was not taken")
        _count("InteractionsNotTaken")
        return web.problem(HTTPStatus.SERVICE_UNAVAILABLE, "Press again in a moment.", event)
    if isinstance(outcome, Refusal):
        return _refused(outcome, event)
    _count("InteractionsTaken")
    return web.taken(outcome)


def _refused(refusal: Refusal, event: dict[str, Any]) -> dict[str, Any]:
    """Count and log why, and say nothing of it: whoever forges learns nothing."""
    if refusal is Refusal.UNVERIFIABLE:
        logger.error(f"an interaction was refused, and no button does anything: {_to_mend()}")
    else:
        logger.warning("an interaction was refused", reason=refusal, source=web.source(event))
    _count("InteractionsRefused")
    _count(f"InteractionsRefused{refusal.title()}")
    return web.problem(HTTPStatus.UNAUTHORIZED, "This request is refused.", event)


def _to_mend() -> str:
    held = bootstrap.credentials().read()
    if isinstance(held, Unavailable):
        return held.reason
    return "the Slack secret holds no signing_secret: put the Signing Secret of the app into it"


def _run(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    errand, desk = read_errand(event), bootstrap.errands()
    left = timedelta(milliseconds=context.get_remaining_time_in_millis())
    try:
        run_errand(errand, bootstrap.clock().now() + left - RESERVE, desk)
    except StoreUnavailableError:
        _count("ErrandsFailed")
        raise
    _count("ErrandsRun")
    held = bootstrap.credentials().read()
    if isinstance(held, Unavailable):
        logger.error(f"what a button asked for is done, and nobody is told: {held.reason}")
    return {"ran": type(errand).__name__}


def _count(name: str) -> None:
    metrics.add_metric(name=name, unit=MetricUnit.Count, value=1)
