"""Tells what waits in the outbox; what woke it says only since when there is something."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from lambdas.notify_violations import bootstrap
from lambdas.notify_violations.telling import count
from shared.adapters.dynamodb_notices import ENDS
from shared.observability import logger, masks_errors, metrics
from shared.usecases.notify_violations import notify_violations, stays_for

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from shared.usecases.alert_desk import Office

# Kept for the last message: a slow Slack (10 s) and recording what became of it.
RESERVE = timedelta(seconds=15)
# The schedule (stacks/constructs/notify_violations.py).
_EVERY = timedelta(minutes=1)
# In the answer of every run.
_ALWAYS = ("notices_told", "notices_failed", "channel_unavailable", "alerts_overdue")


@masks_errors
@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, int]:
    """Take a batch of the outbox's stream or a schedule, return the counted outcomes."""
    bootstrap.settings()
    office = bootstrap.office()
    remaining = timedelta(milliseconds=context.get_remaining_time_in_millis())
    now, records = office.clock.now(), event.get("Records", ())
    if records and not any(_may_be_told_soon(each, office) for each in records):
        count(nothing := dict.fromkeys(_ALWAYS, 0))
        return nothing
    newest = max(map(_written, records), default=None)
    stays = stays_for(newest, office.window) if newest else now
    tally = notify_violations(now + remaining - RESERVE, office, stays)
    counts = dict.fromkeys(_ALWAYS, 0) | tally
    count(counts)
    if tally["channel_unavailable"]:
        _tell_what_to_mend(office)
    if tally:
        logger.info("notices were dealt with", extra=counts)
    return counts


def _may_be_told_soon(record: dict[str, Any], office: "Office") -> bool:
    """Whether a record tells of more than an end, which is told after the flap window.

    Where that is as long as from one run of the schedule to the next, the schedule is in time.
    """
    is_end = record["dynamodb"]["Keys"]["sk"]["S"].endswith(ENDS)
    return not is_end or office.planning.judgement.policy.flap_window < _EVERY


def _written(record: dict[str, Any]) -> datetime:
    """Return when what a record of the stream tells of was written, rounded down to a second."""
    return datetime.fromtimestamp(float(record["dynamodb"]["ApproximateCreationDateTime"]), UTC)


def _tell_what_to_mend(office: "Office") -> None:
    """Say in one line why alerts wait, and what has to be put where."""
    troubles = {name: desk.channel.trouble() for name, desk in office.desks.items()}
    said = "; ".join(f"{name}: {why}" for name, why in troubles.items() if why)
    # This instance may be another one than the one that was refused.
    logger.error(f"alerts wait: {said or 'Slack refused them minutes ago; that run says why'}")
