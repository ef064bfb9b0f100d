"""What the function is told by its environment."""

from datetime import timedelta
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from shared.adapters.deployed_links import LinkSettings
from shared.adapters.slack_alert_channel import SlackTarget
from shared.domain.silence import Watched
from shared.usecases.digest_desk import Expectations


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"not a time zone of the IANA database: {name!r}") from error


def _names(listed: object) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(listed).split(",") if part.strip())


class DailyDigestSettings(LinkSettings):
    """Environment of DailyDigest: where things are, a time zone, what is watched, how long."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    notifications_table: str = Field(alias="NOTIFICATIONS_TABLE", min_length=3)
    events_table: str = Field(alias="EVENTS_TABLE", min_length=3)
    config_compliance_table: str = Field(alias="CONFIG_COMPLIANCE_TABLE", min_length=3)
    slack_secret_arn: str = Field(alias="SLACK_SECRET_ARN", min_length=1)
    slack_secret_seconds: int = Field(alias="SLACK_SECRET_SECONDS", ge=1)
    slack_mode: Literal["webhook", "bot"] = Field(default="webhook", alias="SLACK_MODE")
    slack_channel: str = Field(default="", alias="SLACK_CHANNEL")
    slack_message_interval_seconds: float = Field(alias="SLACK_MESSAGE_INTERVAL_SECONDS", ge=0)
    reports_bucket: str = Field(alias="REPORTS_BUCKET", min_length=3)
    zone: Annotated[ZoneInfo, BeforeValidator(_zone)] = Field(alias="DIGEST_TIME_ZONE")
    agent_accounts: Annotated[tuple[str, ...], BeforeValidator(_names)] = Field(
        alias="AGENT_ACCOUNTS"
    )
    agent_regions: Annotated[tuple[str, ...], BeforeValidator(_names)] = Field(
        alias="AGENT_REGIONS", min_length=1
    )
    reconcile_hours: int = Field(alias="RECONCILE_HOURS", gt=0)
    retention_days: int = Field(alias="RETENTION_DAYS", gt=0)

    @model_validator(mode="after")
    def _bot_has_a_channel(self) -> Self:
        if self.slack_mode == "bot" and not self.slack_channel:
            raise ValueError("SLACK_CHANNEL is missing: a bot has to know where to post")
        return self

    @property
    def slack(self) -> SlackTarget:
        """Where messages go, and how fast."""
        return SlackTarget(
            mode=self.slack_mode,
            secret_arn=self.slack_secret_arn,
            secret_lasts=timedelta(seconds=self.slack_secret_seconds),
            channel=self.slack_channel,
            interval=timedelta(seconds=self.slack_message_interval_seconds),
        )

    @property
    def retention(self) -> timedelta:
        """How long history and activity are kept."""
        return timedelta(days=self.retention_days)

    @property
    def expectations(self) -> Expectations:
        """What the digest holds the present against."""
        return Expectations(
            watched=Watched(self.agent_accounts, self.agent_regions),
            reconciled_every=timedelta(hours=self.reconcile_hours),
            retention=self.retention,
        )
