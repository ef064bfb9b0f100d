"""What the function is told by its environment."""

from datetime import timedelta
from typing import Literal, Self

from pydantic import Field, model_validator

from shared.adapters.deployed_links import LinkSettings
from shared.adapters.slack_alert_channel import SlackTarget
from shared.domain.buttons import days_offered


class NotifyViolationsSettings(LinkSettings):
    """Environment of NotifyViolations: tables, an aggregator, a secret, a queue, days, seconds."""

    notifications_table: str = Field(alias="NOTIFICATIONS_TABLE", min_length=3)
    config_compliance_table: str = Field(alias="CONFIG_COMPLIANCE_TABLE", min_length=3)
    config_aggregator_name: str = Field(alias="CONFIG_AGGREGATOR_NAME", min_length=1)
    slack_secret_arn: str = Field(alias="SLACK_SECRET_ARN", min_length=1)
    slack_secret_seconds: int = Field(alias="SLACK_SECRET_SECONDS", ge=1)
    slack_mode: Literal["webhook", "bot"] = Field(default="webhook", alias="SLACK_MODE")
    slack_channel: str = Field(default="", alias="SLACK_CHANNEL")
    slack_muters: str = Field(alias="SLACK_MUTERS")
    most_mute_days: int = Field(alias="MOST_MUTE_DAYS", ge=1)
    alert_dead_letters_url: str = Field(alias="ALERT_DEAD_LETTERS_URL", min_length=1)
    grouping_window_seconds: int = Field(alias="GROUPING_WINDOW_SECONDS", ge=0)
    slack_message_interval_seconds: float = Field(alias="SLACK_MESSAGE_INTERVAL_SECONDS", ge=0)
    retention_days: int = Field(alias="RETENTION_DAYS", gt=0)

    @model_validator(mode="after")
    def _bot_has_a_channel(self) -> Self:
        if self.slack_mode == "bot" and not self.slack_channel:
            raise ValueError("SLACK_CHANNEL is missing: a bot has to know where to post")
        return self

    @property
    def slack(self) -> SlackTarget:
        """Where messages go."""
        return SlackTarget(
            mode=self.slack_mode,
            secret_arn=self.slack_secret_arn,
            secret_lasts=timedelta(seconds=self.slack_secret_seconds),
            channel=self.slack_channel,
            interval=self.interval,
        )

    @property
    def mute_days(self) -> tuple[int, ...]:
        """For how many days a thread can be muted by its buttons; none where nobody may."""
        return days_offered(timedelta(days=self.most_mute_days)) if self.slack_muters else ()

    @property
    def window(self) -> timedelta:
        """How long the first violation of a group waits for others."""
        return timedelta(seconds=self.grouping_window_seconds)

    @property
    def interval(self) -> timedelta:
        """The least time between two messages."""
        return timedelta(seconds=self.slack_message_interval_seconds)

    @property
    def retention(self) -> timedelta:
        """How long settled notices are kept."""
        return timedelta(days=self.retention_days)
