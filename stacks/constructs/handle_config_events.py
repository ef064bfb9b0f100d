"""The function that records every event, and how the queue feeds it."""

from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_lambda_event_sources as sources
from constructs import Construct

from stacks.constructs.event_intake import EventIntake
from stacks.constructs.runtime import Runtime
from stacks.constructs.stores import ConfigCompliance, Events, Notifications

TIMEOUT = Duration.seconds(30)
BATCHING_WINDOW = Duration.seconds(1)
# AWS asks for six times the function's timeout, and the batching window on top.
VISIBILITY_TIMEOUT = Duration.seconds(6 * 30 + 1)


@dataclass(frozen=True, kw_only=True)
class HandleConfigEventsProps:
    """Where events come from and where what they say is stored."""

    runtime: Runtime
    intake: EventIntake
    compliance: ConfigCompliance
    events: Events
    notifications: Notifications


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
            },
        )
        props.compliance.grant_record(self.function)
        props.events.grant_append(self.function)
        props.notifications.grant_enqueue(self.function)
        self.function.add_event_source(
            sources.SqsEventSource(
                props.intake.queue,
                batch_size=50,
                max_batching_window=BATCHING_WINDOW,
                report_batch_item_failures=True,
                max_concurrency=10,
            )
        )
