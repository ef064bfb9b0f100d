"""Who hears of it when the account has no room to run functions."""

from collections.abc import Mapping

from aws_cdk import aws_lambda as lambda_

from stacks.constructs.metrics import throttled
from stacks.constructs.operations import Operations, Watch


def alarm_on_throttles(operations: Operations, functions: Mapping[str, lambda_.Function]) -> None:
    """Alarm when functions are refused for longer than a moment, all of them in one alarm."""
    operations.alarm(
        operations,
        "Throttled",
        Watch(
            meaning="Lambda had no room to run functions: the account's concurrent runs are"
            " used up.",
            runbook="functions-are-throttled",
            metric=throttled(functions),
            above=0,
            spans=3,
            times=2,
        ),
    )
