"""The function that writes the day's snapshot and sends the digests, and when it does."""

from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from stacks.constructs.compliance_api import ComplianceApi
from stacks.constructs.dead_letters import DeadLetters
from stacks.constructs.link_key import LinkKey
from stacks.constructs.metrics import counted
from stacks.constructs.operations import Operations, Watch
from stacks.constructs.reports_bucket import ReportsBucket
from stacks.constructs.runtime import Runtime
from stacks.constructs.schedule import Schedule
from stacks.constructs.slack_secret import SlackSecret
from stacks.constructs.stores import ConfigCompliance, Events, Notifications

# EventBridge Scheduler puts the time in that it was to run at.
_SCHEDULED = "<aws.scheduler.scheduled-time>"
# For so many hours what Slack did not take is tried once more, an hour after the other.
_TRIED_FOR_HOURS = 4
# A day, the hour by which it is longer at the end of summer time, and one for trying again.
_LATE_HOURS = 26


@dataclass(frozen=True, kw_only=True)
class DailyDigestProps:
    """What the digests are made from and where they and their reports go."""

    runtime: Runtime
    compliance: ConfigCompliance
    events: Events
    notifications: Notifications
    api: ComplianceApi
    reports: ReportsBucket
    links: LinkKey
    slack: SlackSecret
    dead_letters: DeadLetters
    operations: Operations


class DailyDigest(Construct):
    """Once a day, and on Mondays of the week, at the hour and in the time zone of the settings.

    For some hours after it the function looks whether there is one that Slack has not taken.
    Which teams get digests stands in the schedules: an environment holds 4 KB, which is too
    little for the accounts of many teams.
    """

    def __init__(self, scope: Construct, construct_id: str, *, props: DailyDigestProps) -> None:
        super().__init__(scope, construct_id)
        settings = props.runtime.settings
        self.function = props.runtime.function(
            self,
            stem="daily_digest",
            timeout=Duration.minutes(10),
            memory_mib=512,
            environment={
                "CONFIG_COMPLIANCE_TABLE": props.compliance.table.table_name,
                "EVENTS_TABLE": props.events.table.table_name,
                "NOTIFICATIONS_TABLE": props.notifications.table.table_name,
                **props.slack.environment(settings),
                "SLACK_MESSAGE_INTERVAL_SECONDS": f"{settings.slack_message_interval_seconds:g}",
                "REPORTS_BUCKET": props.reports.bucket.bucket_name,
                **props.links.environment(settings),
                "API_URL": props.api.url,
                "DIGEST_TIME_ZONE": settings.digest_time_zone,
                "AGENT_ACCOUNTS": ",".join(settings.agent_accounts),
                "AGENT_REGIONS": ",".join(settings.agent_regions),
                "RECONCILE_HOURS": str(settings.reconcile_hours),
                "RETENTION_DAYS": str(settings.retention_days),
            },
        )
        props.compliance.grant_snapshot(self.function)
        props.events.grant_read_by_time(self.function)
        props.notifications.grant_read_for_digest(self.function)
        props.notifications.grant_take_turns(self.function)
        props.reports.grant_write_reports(self.function)
        props.links.grant_sign(self.function)
        props.slack.grant_read(self.function)
        self._add_alarms(props.operations)
        hours = _hours(settings.digest_hour)
        self._schedule("Daily", f"cron(0 {hours} * * ? *)", props)
        if settings.weekly_digest:
            # After the daily one, which keeps how the last day of the week ended.
            self._schedule("Weekly", f"cron(15 {hours} ? * MON *)", props)

    def _add_alarms(self, operations: Operations) -> None:
        """Alarm when digests stay out, which the function may not live to say, and on silence."""
        operations.alarm(
            self,
            "NotSent",
            Watch(
                meaning=f"No digest of the day was sent for {_LATE_HOURS} hours (or none yet,"
                " right after the first deployment). The function's log says why.",
                runbook="the-digest-is-not-sent",
                metric=counted("DailyDigestsSent", "daily-digest", period=Duration.hours(1)),
                below=1,
                spans=_LATE_HOURS,
                missing=cloudwatch.TreatMissingData.BREACHING,
            ),
        )
        operations.alarm(
            self,
            "SilentBeyondNorm",
            Watch(
                meaning="Accounts have been silent for more than twice as long as they ever were:"
                " perhaps nothing is recorded there any more. The function's log names them.",
                runbook="an-account-is-silent",
                metric=counted(
                    "SilentBeyondNorm",
                    "daily-digest",
                    statistic="Maximum",
                    period=Duration.minutes(15),
                ),
                above=0,
                # What a digest counted holds until the next one.
                missing=cloudwatch.TreatMissingData.IGNORE,
            ),
        )

    def _schedule(self, name: str, expression: str, props: DailyDigestProps) -> None:
        settings = props.runtime.settings
        schedule = Schedule(
            self,
            name,
            function=self.function,
            expression=expression,
            time_zone=settings.digest_time_zone,
            retry_for_seconds=6 * 3600,
            retry_attempts=10,
            dead_letters=props.dead_letters.queue,
        )
        teams = {name: list(team.accounts) for name, team in settings.teams.items() if team.digest}
        schedule.pass_on(
            {
                "kind": name.lower(),
                "scheduled": _SCHEDULED,
                "first_hour": settings.digest_hour,
                "teams": teams,
            }
        )


def _hours(first: int) -> str:
    """Return the hours of a day at which a schedule runs; the next day's digest is another one."""
    return ",".join(map(str, range(first, min(first + _TRIED_FOR_HOURS, 23) + 1)))
