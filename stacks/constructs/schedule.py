"""A function run by EventBridge Scheduler."""

import json
from collections.abc import Mapping
from typing import Any

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_destinations as destinations
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_sqs as sqs
from constructs import Construct


class Schedule(Construct):
    """Invoke one function by one expression, with a role that can do nothing else."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        function: lambda_.Function,
        expression: str,
        time_zone: str = "UTC",
        retry_for_seconds: int,
        retry_attempts: int,
        dead_letters: sqs.Queue,
    ) -> None:
        super().__init__(scope, construct_id)
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal(
                "scheduler.amazonaws.com",
                conditions={"StringEquals": {"aws:SourceAccount": Stack.of(self).account}},
            ),
        )
        role.add_to_policy(
            iam.PolicyStatement(
                actions=["lambda:InvokeFunction"], resources=[function.function_arn]
            )
        )
        role.add_to_policy(
            iam.PolicyStatement(actions=["sqs:SendMessage"], resources=[dead_letters.queue_arn])
        )
        if not function.node.try_find_child("EventInvokeConfig"):
            _keep_failed_runs(function, dead_letters, retry_for_seconds)
        self._schedule = scheduler.CfnSchedule(
            self,
            "Schedule",
            schedule_expression=expression,
            schedule_expression_timezone=time_zone,
            flexible_time_window=scheduler.CfnSchedule.FlexibleTimeWindowProperty(mode="OFF"),
            target=scheduler.CfnSchedule.TargetProperty(
                arn=function.function_arn,
                role_arn=role.role_arn,
                input="{}",
                retry_policy=scheduler.CfnSchedule.RetryPolicyProperty(
                    maximum_event_age_in_seconds=retry_for_seconds,
                    maximum_retry_attempts=retry_attempts,
                ),
                dead_letter_config=scheduler.CfnSchedule.DeadLetterConfigProperty(
                    arn=dead_letters.queue_arn
                ),
            ),
        )
        self._schedule.node.add_dependency(role)

    def pass_on(self, event: Mapping[str, Any]) -> None:
        """Invoke the function with this event, instead of an empty one."""
        self._schedule.add_property_override("Target.Input", json.dumps(event))


def _keep_failed_runs(function: lambda_.Function, dead_letters: sqs.Queue, seconds: int) -> None:
    """Let no run be lost, whichever schedule of the function it was for.

    The scheduler only hands over: Lambda runs it asynchronously, tries a failed run twice more
    (Lambda developer guide, "Asynchronous invocation") and keeps it here after that.
    """
    function.configure_async_invoke(
        on_failure=destinations.SqsDestination(dead_letters),
        max_event_age=Duration.seconds(seconds),
        retry_attempts=2,
    )
