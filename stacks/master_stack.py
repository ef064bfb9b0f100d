"""The stack of the master account."""

from typing import Any

from aws_cdk import CfnOutput, Stack
from constructs import Construct

from shared.endpoints import INTERACTIONS
from stacks.constructs.compliance_api import ComplianceApi, ComplianceApiProps
from stacks.constructs.config_aggregator import ConfigAggregator, ConfigAggregatorProps
from stacks.constructs.daily_digest import DailyDigest, DailyDigestProps
from stacks.constructs.dashboard import Dashboard, DashboardProps
from stacks.constructs.dead_letters import DeadLetters
from stacks.constructs.event_intake import EventIntake, EventIntakeProps
from stacks.constructs.exports import WriteExports, WriteExportsProps
from stacks.constructs.handle_config_events import (
    VISIBILITY_TIMEOUT,
    HandleConfigEvents,
    HandleConfigEventsProps,
)
from stacks.constructs.link_key import LinkKey
from stacks.constructs.notify_violations import NotifyViolations, NotifyViolationsProps
from stacks.constructs.operations import Operations
from stacks.constructs.reconcile import Reconcile, ReconcileProps
from stacks.constructs.reports_bucket import ReportsBucket
from stacks.constructs.runtime import Runtime
from stacks.constructs.slack_interactions import SlackInteractions, SlackInteractionsProps
from stacks.constructs.slack_secret import SlackSecret, slack_secrets
from stacks.constructs.stores import ConfigCompliance, Events, Notifications
from stacks.constructs.throttle_alarm import alarm_on_throttles
from stacks.constructs.update_totals import UpdateTotals, UpdateTotalsProps
from stacks.encryption import settle_encryption
from stacks.retention import keep_what_is_stored
from stacks.roles import settle_roles


class MasterStack(Stack):
    """Receive events, record them, tell people, answer questions."""

    def __init__(
        self, scope: Construct, construct_id: str, *, runtime: Runtime, **stack: Any
    ) -> None:
        super().__init__(scope, construct_id, **stack)
        settings = runtime.settings
        compliance = ConfigCompliance(self, "ConfigCompliance")
        events = Events(self, "Events")
        notifications = Notifications(self, "Notifications")
        reports = ReportsBucket(self, "Reports", retention_days=settings.retention_days)
        slack = SlackSecret(self, "SlackSecret", name=settings.slack_secret_name)
        operations = Operations(self, "Operations", settings=settings)
        schedules = DeadLetters(self, "ScheduleDeadLetters")
        schedules.alarm(operations, holds="Scheduled runs that failed", runbook="runs-failed")
        alerts = DeadLetters(self, "AlertDeadLetters")
        alerts.alarm(
            operations, holds="Alerts that Slack refused for good", runbook="alerts-refused"
        )
        intake = EventIntake(
            self,
            "EventIntake",
            props=EventIntakeProps(
                organisation_id=settings.organisation_id,
                agent_accounts=settings.agent_accounts,
                role_path=settings.role_path or "/",
                retention_days=settings.retention_days,
                visibility_timeout=VISIBILITY_TIMEOUT,
                operations=operations,
            ),
        )
        handle = HandleConfigEvents(
            self,
            "HandleConfigEvents",
            props=HandleConfigEventsProps(
                runtime=runtime,
                intake=intake,
                compliance=compliance,
                events=events,
                notifications=notifications,
                operations=operations,
            ),
        )
        totals = UpdateTotals(
            self,
            "UpdateTotals",
            props=UpdateTotalsProps(
                runtime=runtime,
                compliance=compliance,
                dead_letters=schedules,
                operations=operations,
            ),
        )
        aggregator = ConfigAggregator(
            self,
            "ConfigAggregator",
            props=ConfigAggregatorProps(
                organisation_id=settings.organisation_id,
                agent_accounts=settings.agent_accounts,
                agent_regions=settings.agent_regions,
            ),
        )
        links = LinkKey(self, "ReportLinks")
        exports = WriteExports(
            self,
            "WriteExports",
            props=WriteExportsProps(
                runtime=runtime,
                compliance=compliance,
                notifications=notifications,
                events=events,
                reports=reports,
                dead_letters=schedules,
                operations=operations,
            ),
        )
        api = ComplianceApi(
            self,
            "ComplianceApi",
            props=ComplianceApiProps(
                runtime=runtime,
                compliance=compliance,
                events=events,
                exports=exports,
                reports=reports,
                notifications=notifications,
                links=links,
                operations=operations,
            ),
        )
        notify = NotifyViolations(
            self,
            "NotifyViolations",
            props=NotifyViolationsProps(
                runtime=runtime,
                notifications=notifications,
                compliance=compliance,
                aggregator=aggregator,
                api=api,
                links=links,
                slack=slack,
                channels=slack_secrets(self, settings.channels),
                alerts=alerts,
                dead_letters=schedules,
                operations=operations,
            ),
        )
        digest = DailyDigest(
            self,
            "DailyDigest",
            props=DailyDigestProps(
                runtime=runtime,
                compliance=compliance,
                events=events,
                notifications=notifications,
                api=api,
                reports=reports,
                links=links,
                slack=slack,
                dead_letters=schedules,
                operations=operations,
            ),
        )
        reconcile = Reconcile(
            self,
            "Reconcile",
            props=ReconcileProps(
                runtime=runtime,
                aggregator=aggregator,
                compliance=compliance,
                notifications=notifications,
                intake=intake,
                dead_letters=schedules,
                operations=operations,
            ),
        )
        outputs = {
            "EventBusArn": intake.bus.event_bus_arn,
            "ConfigComplianceTableName": compliance.table.table_name,
            "EventsTableName": events.table.table_name,
            "NotificationsTableName": notifications.table.table_name,
            "ConfigEventsQueueUrl": intake.queue.queue_url,
            "ConfigEventsDlqUrl": intake.dead_letters.queue.queue_url,
            "AlertDeadLettersUrl": alerts.queue.queue_url,
            "ScheduleDeadLettersUrl": schedules.queue.queue_url,
            "HandleConfigEventsFunctionName": handle.function.function_name,
            "NotifyViolationsFunctionName": notify.function.function_name,
            "ComplianceApiFunctionName": api.function.function_name,
            "DailyDigestFunctionName": digest.function.function_name,
            "ReconcileFunctionName": reconcile.function.function_name,
            "UpdateTotalsFunctionName": totals.function.function_name,
            "WriteExportsFunctionName": exports.function.function_name,
            "ReportsBucketName": reports.bucket.bucket_name,
            "ConfigAggregatorName": aggregator.name,
            "ComplianceApiUrl": api.url,
            "ComplianceApiId": api.api.http_api_id,
            "SlackSecretArn": slack.secret.secret_arn,
            "OperationsTopicArn": operations.topic.topic_arn,
        }
        if settings.slack_mode == "bot":
            pressed = DeadLetters(self, "InteractionDeadLetters")
            pressed.alarm(
                operations,
                holds="Buttons pressed in Slack, for nothing",
                runbook="buttons-failed",
            )
            interactions = SlackInteractions(
                self,
                "SlackInteractions",
                props=SlackInteractionsProps(
                    runtime=runtime,
                    api=api,
                    notifications=notifications,
                    links=links,
                    slack=slack,
                    dead_letters=pressed,
                    operations=operations,
                ),
            )
            outputs |= {
                "SlackInteractionsFunctionName": interactions.function.function_name,
                "SlackInteractionsUrl": f"{api.url}{INTERACTIONS.path}",
                "InteractionDeadLettersUrl": pressed.queue.queue_url,
            }
        alarm_on_throttles(operations, {"record": handle.function, "tell": notify.function})
        if settings.dashboard:
            dashboard = Dashboard(
                self,
                "Dashboard",
                props=DashboardProps(
                    events=intake.queue,
                    record=handle.function,
                    tell=notify.function,
                    api=api.api,
                ),
            )
            outputs["DashboardName"] = dashboard.dashboard.dashboard_name
        for key, value in outputs.items():
            CfnOutput(self, key, value=value)
        settle_encryption(self, settings)
        keep_what_is_stored(self)
        settle_roles(self, settings)
