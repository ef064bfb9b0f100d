"""Who hears of a function that ends in errors, or takes very long."""

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from stacks.constructs.metrics import FIVE_MINUTES, MOST_ERRORS_PERCENT, SLOW, percent, slowest
from stacks.constructs.operations import Operations, Watch


def alarm_on_errors(
    scope: Construct,
    operations: Operations,
    function: lambda_.Function,
    *,
    runs: str,
    then: str,
    runbook: str,
) -> None:
    """Alarm when more than one run in twenty ends in an error; `then` is what becomes of those."""
    operations.alarm(
        scope,
        "ErrorRate",
        Watch(
            meaning=f"More than 5 % of the runs that {runs} ended in an error within"
            f" 5 minutes; {then}.",
            runbook=runbook,
            metric=percent(
                function.metric_errors(period=FIVE_MINUTES),
                function.metric_invocations(period=FIVE_MINUTES),
                "Runs that ended in an error, in percent",
            ),
            above=MOST_ERRORS_PERCENT,
        ),
    )


def alarm_on_slowness(
    scope: Construct,
    operations: Operations,
    function: lambda_.Function,
    *,
    meaning: str,
    runbook: str,
) -> None:
    """Alarm when one run in a hundred takes more than 10 s, for longer than a moment."""
    operations.alarm(
        scope,
        "Slow",
        Watch(
            meaning=meaning,
            runbook=runbook,
            metric=slowest(function),
            above=SLOW.to_milliseconds(),
            spans=3,
            times=2,
        ),
    )
