"""The function that tells, and the two things that wake it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aws_cdk import Duration
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from constructs import Construct

from stacks.acknowledgements import acknowledge
from stacks.constructs.compliance_api import ComplianceApi
from stacks.constructs.config_aggregator import ConfigAggregator
from stacks.constructs.dead_letters import DeadLetters
from stacks.constructs.function_alarms import alarm_on_errors
from stacks.constructs.link_key import LinkKey
from stacks.constructs.metrics import counted
from stacks.constructs.operations import Operations, Watch
from stacks.constructs.runtime import Runtime
from stacks.constructs.schedule import Schedule
from stacks.constructs.slack_secret import SlackSecret
from stacks.constructs.stores import ConfigCompliance, Notifications
from stacks.routing import looks_up_units, routing_of

# New notices, summaries of accounts and news of recorders (docs/data-model.md), not what the
# function itself writes.
SOMETHING_TO_TELL: Mapping[str, Any] = {
    "eventName": lambda_.FilterRule.is_equal("INSERT"),
    "dynamodb": {"Keys": {"pk": {"S": [{"prefix": "V#"}, {"prefix": "F#"}, {"prefix": "C#"}]}}},
}
# What Lambda gathers a batch for at most (Lambda API, "CreateEventSourceMapping").
_LONGEST_GATHERING = 300

_ALARMS = (
    ("ChannelUnavailable", "Alerts wait until the Slack secret is mended.", "slack-unavailable"),
    (
        "AlertsOverdue",
        "Alerts have been due for more than 15 minutes and are not told: the log says why.",
        "alerts-wait",
    ),
)


@dataclass(frozen=True, kw_only=True)
class NotifyViolationsProps:
    """The outbox and the ways to Slack; `alerts` is for what Slack refuses for good.

    Messages link to the `api`.
    `channels` are the secrets of channels beside the default one; the aggregator and the registry
    of `compliance` know the tags and organisational units that routes may ask for.
    """

    runtime: Runtime
    notifications: Notifications
    compliance: ConfigCompliance
    aggregator: ConfigAggregator
    api: ComplianceApi
    links: LinkKey
    slack: SlackSecret
    channels: Sequence[SlackSecret]
    alerts: DeadLetters
    dead_letters: DeadLetters
    operations: Operations


class NotifyViolations(Construct):
    """Tell what is due: woken by the stream of the outbox, by a schedule in any case.

    The stream is only a nudge, with keys alone and few retries: what it misses is due at the next
    minute. Lambda gathers it for the grouping window: a function that waits is paid for waiting.
    It is read from its oldest record, because from the latest what is written while AWS still
    connects the two would wait for the next minute.
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, props: NotifyViolationsProps
    ) -> None:
        super().__init__(scope, construct_id)
        settings = props.runtime.settings
        self.function = props.runtime.function(
            self,
            stem="notify_violations",
            # A minute has at most 60 messages, and the function keeps 15 s for the last of them.
            timeout=Duration.seconds(90),
            memory_mib=512,
            environment={
                "NOTIFICATIONS_TABLE": props.notifications.table.table_name,
                "CONFIG_COMPLIANCE_TABLE": props.compliance.table.table_name,
                "CONFIG_AGGREGATOR_NAME": props.aggregator.name,
                **props.slack.environment(settings),
                **props.links.environment(settings),
                "API_URL": props.api.url,
                "SLACK_MUTERS": ",".join(settings.slack_muters),
                "MOST_MUTE_DAYS": str(settings.most_mute_days),
                "ALERT_DEAD_LETTERS_URL": props.alerts.queue.queue_url,
                "GROUPING_WINDOW_SECONDS": str(settings.grouping_window_seconds),
                "SLACK_MESSAGE_INTERVAL_SECONDS": f"{settings.slack_message_interval_seconds:g}",
                "RETENTION_DAYS": str(settings.retention_days),
            },
        )
        props.notifications.grant_deliver(self.function)
        props.compliance.grant_know_rules(self.function)
        props.compliance.grant_see_open_violations(self.function)
        for secret in (props.slack, *props.channels):
            secret.grant_read(self.function)
        props.links.grant_sign(self.function)
        self._grant_what_routes_need(props)
        props.alerts.grant_send(self.function)
        self.function.add_event_source(
            sources.DynamoEventSource(
                props.notifications.table,
                starting_position=lambda_.StartingPosition.TRIM_HORIZON,
                batch_size=100,
                retry_attempts=2,
                max_batching_window=Duration.seconds(
                    min(settings.grouping_window_seconds, _LONGEST_GATHERING)
                ),
                filters=[lambda_.FilterCriteria.filter(SOMETHING_TO_TELL)],
            )
        )
        acknowledge(self, "IAM5[Resource::*]", "dynamodb:ListStreams knows no resource")
        self._add_alarms(props.operations)
        Schedule(
            self,
            "EveryMinute",
            function=self.function,
            expression="rate(1 minute)",
            retry_for_seconds=60,
            retry_attempts=1,
            dead_letters=props.dead_letters.queue,
        )

    def _grant_what_routes_need(self, props: NotifyViolationsProps) -> None:
        settings = props.runtime.settings
        if routing_of(settings).needs_tags:
            props.aggregator.grant_read_tags(self.function)
        if looks_up_units(settings):
            props.compliance.grant_read_registry(self.function)

    def _add_alarms(self, operations: Operations) -> None:
        """Alarm on what the function counts in every run, and on runs that count nothing.

        None is on how long runs take: they wait for Slack, a message a second.
        """
        for name, meaning, runbook in _ALARMS:
            watch = Watch(
                meaning=meaning,
                runbook=runbook,
                metric=counted(name, "notify-violations", statistic="Maximum"),
                above=0,
            )
            operations.alarm(self, name, watch)
        alarm_on_errors(
            self,
            operations,
            self.function,
            runs="tell",
            then="alerts wait for the next run",
            runbook="telling-fails",
        )
