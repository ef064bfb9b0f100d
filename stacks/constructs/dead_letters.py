"""A queue for what could not be delivered or understood, and the alarm that says so."""

from aws_cdk import Duration
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from stacks.acknowledgements import acknowledge
from stacks.constructs.operations import Operations, Watch
from stacks.constructs.runtime import allow


class DeadLetters(Construct):
    """Keep undelivered messages for 14 days, the longest that SQS offers."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        self.queue = sqs.Queue(
            self,
            "Queue",
            retention_period=Duration.days(14),
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
        )
        acknowledge(self, "SQS3", "it is a dead-letter queue; not all that use it are queues")

    def alarm(self, operations: Operations, *, holds: str, runbook: str) -> None:
        """Alarm on the first message, until the queue is empty again."""
        operations.alarm(
            self,
            "NotEmpty",
            Watch(
                meaning=f"{holds}: look at the messages, then redrive or delete them.",
                runbook=runbook,
                metric=self.queue.metric_approximate_number_of_messages_visible(
                    period=Duration.minutes(1), statistic="Maximum"
                ),
                above=0,
            ),
        )

    def grant_send(self, function: lambda_.Function) -> None:
        """Let the function put a message in that it gives up, with its reason."""
        allow(function, actions=["sqs:SendMessage"], resources=[self.queue.queue_arn])
