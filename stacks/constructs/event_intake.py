"""Where events arrive: the bus with its policy and archive, and the queue behind it."""

from dataclasses import dataclass

from aws_cdk import Duration, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from stacks import names
from stacks.constructs.dead_letters import DeadLetters
from stacks.constructs.metrics import FIVE_MINUTES
from stacks.constructs.operations import Operations, Watch

# Each time a message comes again it waits longer, up to 15 minutes: an outage of four hours. What
# can never be recorded does not wait for this: the function gives it up by itself.
MOST_RECEIVES = 20
# Longer than a message that can never be recorded is tried, which takes under eight minutes.
_LATE = Duration.minutes(15)


@dataclass(frozen=True, kw_only=True)
class EventIntakeProps:
    """Who may send, how long the archive keeps, how long the consumer hides a message.

    `role_path` is the path of the roles with which agents send, `/` where they have none.
    """

    organisation_id: str | None
    agent_accounts: tuple[str, ...]
    role_path: str
    retention_days: int
    visibility_timeout: Duration
    operations: Operations


class EventIntake(Construct):
    """The bus that agents forward to; everything of AWS Config goes into one queue."""

    def __init__(self, scope: Construct, construct_id: str, *, props: EventIntakeProps) -> None:
        super().__init__(scope, construct_id)
        self.bus = events.EventBus(self, "Bus", event_bus_name=names.EVENT_BUS)
        self.bus.add_to_resource_policy(self._agents_may_send(props))
        pattern = events.EventPattern(source=[names.EVENT_SOURCE])
        self.bus.archive(
            "Archive", event_pattern=pattern, retention=Duration.days(props.retention_days)
        )
        self.dead_letters = DeadLetters(self, "DeadLetters")
        self.queue = sqs.Queue(
            self,
            "Queue",
            visibility_timeout=props.visibility_timeout,
            retention_period=Duration.days(14),
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            dead_letter_queue=sqs.DeadLetterQueue(
                queue=self.dead_letters.queue, max_receive_count=MOST_RECEIVES
            ),
        )
        rule = events.Rule(self, "ConfigEvents", event_bus=self.bus, event_pattern=pattern)
        rule.add_target(
            targets.SqsQueue(
                self.queue,
                dead_letter_queue=self.dead_letters.queue,
                max_event_age=Duration.hours(24),
                retry_attempts=185,
            )
        )
        self._add_alarms(props.operations)

    def _add_alarms(self, operations: Operations) -> None:
        self.dead_letters.alarm(
            operations, holds="Config events not processed", runbook="events-given-up"
        )
        operations.alarm(
            self,
            "EventsLate",
            Watch(
                meaning="An event has waited for more than 15 minutes to be recorded: states,"
                " alerts and the digest are behind by as much.",
                runbook="events-late",
                metric=self.queue.metric_approximate_age_of_oldest_message(
                    period=FIVE_MINUTES, statistic="Maximum"
                ),
                above=_LATE.to_seconds(),
            ),
        )

    def _agents_may_send(self, props: EventIntakeProps) -> iam.PolicyStatement:
        """Return the bus policy: senders, their roles, sources and detail-types, all limited.

        The pattern has the region open, so that agents can go to a new one before the master is
        told of it: who can make a role of such a name can also change the one that is there.
        """
        limits: dict[str, str | list[str]] = {
            "events:source": names.EVENT_SOURCE,
            "events:detail-type": list(names.DETAIL_TYPES),
        }
        senders: list[iam.IPrincipal] = [iam.AccountPrincipal(id_) for id_ in props.agent_accounts]
        if props.organisation_id:
            limits["aws:PrincipalOrgID"] = props.organisation_id
            senders = [iam.StarPrincipal()]
        return iam.PolicyStatement(
            sid="AgentsMaySend",
            principals=senders,
            actions=["events:PutEvents"],
            resources=[self.bus.event_bus_arn],
            conditions={
                "StringEquals": limits,
                "ArnLike": {
                    "aws:PrincipalArn": names.forwarding_roles(
                        partition=Stack.of(self).partition, path=props.role_path
                    )
                },
            },
        )
