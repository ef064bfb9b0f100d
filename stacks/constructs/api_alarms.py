"""Who hears of an API that does not answer, or not in time."""

from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from stacks.constructs.function_alarms import alarm_on_slowness
from stacks.constructs.metrics import FIVE_MINUTES, MOST_ERRORS_PERCENT, percent
from stacks.constructs.operations import Operations, Watch


def alarm_on_api(
    scope: Construct, operations: Operations, api: apigateway.HttpApi, function: lambda_.Function
) -> None:
    """Alarm on answers that are errors of ours, also where no function answers at all."""
    errors = api.metric_server_error(period=FIVE_MINUTES, statistic="Sum")
    requests = api.metric_count(period=FIVE_MINUTES, statistic="Sum")
    operations.alarm(
        scope,
        "ErrorRate",
        Watch(
            meaning="More than 5 % of the requests to the API were answered with an error of ours"
            " (5xx) within 5 minutes.",
            runbook="the-api-answers-with-errors",
            metric=percent(errors, requests, "Requests answered with 5xx, in percent"),
            above=MOST_ERRORS_PERCENT,
        ),
    )
    alarm_on_slowness(
        scope,
        operations,
        function,
        meaning="One in a hundred requests to the API takes more than 10 s; one that takes"
        " 29 s is not answered.",
        runbook="the-api-is-slow",
    )
