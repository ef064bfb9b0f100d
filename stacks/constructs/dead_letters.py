"""A queue for what could not be delivered or understood, and the alarm that says so."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from stacks.acknowledgements import acknowledge
from stacks.constructs.runtime import allow


class DeadLetters(Construct):
    """Keep undelivered messages for 14 days, the longest that SQS offers; alarm on the first."""

    def __init__(self, scope: Construct, construct_id: str, *, holds: str) -> None:
        super().__init__(scope, construct_id)
        self.queue = sqs.Queue(
            self,
            "Queue",
            retention_period=Duration.days(14),
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
        )
        acknowledge(self, "SQS3", "it is a dead-letter queue; not all that use it are queues")
        self.alarm = cloudwatch.Alarm(
            self,
            "NotEmpty",
            alarm_description=f"{holds}: look at the messages, then redrive or delete them.",
            metric=self.queue.metric_approximate_number_of_messages_visible(
                period=Duration.minutes(1), statistic="Maximum"
            ),
            threshold=0,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            evaluation_periods=1,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )

    def grant_send(self, function: lambda_.Function) -> None:
        """Let the function put a message in that it gives up, with its reason."""
        allow(function, actions=["sqs:SendMessage"], resources=[self.queue.queue_arn])
