"""The function that writes the day's snapshot and sends the digest, and when it does."""

from dataclasses import dataclass

from aws_cdk import Duration
from constructs import Construct

from stacks.constructs.dead_letters import DeadLetters
from stacks.constructs.runtime import Runtime
from stacks.constructs.schedule import Schedule
from stacks.constructs.slack_secret import SlackSecret
from stacks.constructs.stores import ConfigCompliance


@dataclass(frozen=True, kw_only=True)
class DailyDigestProps:
    """What the digest is made from and where it goes."""

    runtime: Runtime
    compliance: ConfigCompliance
    slack: SlackSecret
    dead_letters: DeadLetters


class DailyDigest(Construct):
    """Once a day at the hour and in the time zone of the settings, summer time included."""

    def __init__(self, scope: Construct, construct_id: str, *, props: DailyDigestProps) -> None:
        super().__init__(scope, construct_id)
        settings = props.runtime.settings
        self.function = props.runtime.function(
            self,
            stem="daily_digest",
            timeout=Duration.minutes(5),
            memory_mib=512,
            environment={
                "CONFIG_COMPLIANCE_TABLE": props.compliance.table.table_name,
                "SLACK_SECRET_ARN": props.slack.secret.secret_arn,
                "DIGEST_TIME_ZONE": settings.digest_time_zone,
                "AGENT_ACCOUNTS": ",".join(settings.agent_accounts),
                "AGENT_REGIONS": ",".join(settings.agent_regions),
                "RECONCILE_HOURS": str(settings.reconcile_hours),
                "RETENTION_DAYS": str(settings.retention_days),
            },
        )
        props.compliance.grant_snapshot(self.function)
        props.slack.grant_read(self.function)
        Schedule(
            self,
            "Daily",
            function=self.function,
            expression=f"cron(0 {settings.digest_hour} * * ? *)",
            time_zone=settings.digest_time_zone,
            retry_for_seconds=6 * 3600,
            retry_attempts=10,
            dead_letters=props.dead_letters.queue,
        )
