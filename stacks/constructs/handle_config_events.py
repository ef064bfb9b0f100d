"""The function that records every event, and how the queue feeds it."""

from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_lambda_event_sources as sources
from constructs import Construct

from stacks.constructs.event_intake import EventIntake
from stacks.constructs.function_alarms import alarm_on_errors, alarm_on_slowness
from stacks.constructs.metrics import counted
from stacks.constructs.operations import Operations, Watch
from stacks.constructs.runtime import Runtime
from stacks.constructs.stores import ConfigCompliance, Events, Notifications

TIMEOUT = Duration.seconds(30)
# A transaction takes a hundred actions. A change of a known state costs at most five of them
# (state, history, rollup, activity, notice): a batch of such changes is one transaction.
BATCH_SIZE = 20
BATCHING_WINDOW = Duration.seconds(1)
# AWS asks for six times the function's timeout, and the batching window on top.
VISIBILITY_TIMEOUT = Duration.seconds(6 * 30 + 1)
# How often a message is tried that fails for a reason that nobody thought of.
MAX_RECEIVES = 5


@dataclass(frozen=True, kw_only=True)
class HandleConfigEventsProps:
    """Where events come from and where what they say is stored."""

    runtime: Runtime
    intake: EventIntake
    compliance: ConfigCompliance
    events: Events
    notifications: Notifications
    operations: Operations


class HandleConfigEvents(Construct):
    """Record state, history and what has to be told; failed messages return alone."""

    def __init__(
        self, scope: Construct, construct_id: str, *, props: HandleConfigEventsProps
    ) -> None:
        super().__init__(scope, construct_id)
        settings = props.runtime.settings
        self.function = props.runtime.function(
            self,
            stem="handle_config_events",
            timeout=TIMEOUT,
            memory_mib=512,
            environment={
                "CONFIG_COMPLIANCE_TABLE": props.compliance.table.table_name,
                "EVENTS_TABLE": props.events.table.table_name,
                "NOTIFICATIONS_TABLE": props.notifications.table.table_name,
                "RETENTION_DAYS": str(settings.retention_days),
                "GROUPING_WINDOW_SECONDS": str(settings.grouping_window_seconds),
                "CONFIG_EVENTS_URL": props.intake.queue.queue_url,
                "DEAD_LETTERS_URL": props.intake.dead_letters.queue.queue_url,
                "MAX_RECEIVES": str(MAX_RECEIVES),
                "HISTORY_ANNOTATIONS": str(settings.history_annotations).lower(),
            },
        )
        props.compliance.grant_record(self.function)
        props.events.grant_append(self.function)
        props.notifications.grant_enqueue(self.function)
        props.intake.dead_letters.grant_send(self.function)
        self.function.add_event_source(
            sources.SqsEventSource(
                props.intake.queue,
                batch_size=BATCH_SIZE,
                max_batching_window=BATCHING_WINDOW,
                report_batch_item_failures=True,
                max_concurrency=10,
            )
        )
        self._alarm_when_events_wait(props.operations)
        self._alarm_on_the_function(props.operations)

    def _alarm_when_events_wait(self, operations: Operations) -> None:
        """Alarm on an outage: long before the queue gives up, and not on a short one.

        What is put off comes back in up to 15 minutes, so it is two spans out of half an hour.
        """
        operations.alarm(
            self,
            "EventsWait",
            Watch(
                meaning="Events cannot be recorded and are tried again: the log says why.",
                runbook="events-wait",
                metric=counted("PutOff", "handle-config-events"),
                above=0,
                spans=6,
                times=2,
            ),
        )

    def _alarm_on_the_function(self, operations: Operations) -> None:
        """Alarm on what it cannot count itself: that it ends in errors, or takes very long."""
        alarm_on_errors(
            self,
            operations,
            self.function,
            runs="record events",
            then="their events come again",
            runbook="recording-fails",
        )
        alarm_on_slowness(
            self,
            operations,
            self.function,
            meaning="One in a hundred batches of events takes more than 10 s to record; a"
            " function that takes 30 s is ended.",
            runbook="recording-is-slow",
        )
