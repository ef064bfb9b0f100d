"""What the function is told by its environment."""

from datetime import timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from shared.adapters.deployed_links import LinkSettings
from shared.domain.buttons import days_offered


def _names(text: Any) -> Any:
    return tuple(filter(None, text.split(","))) if isinstance(text, str) else text


Names = Annotated[tuple[str, ...], BeforeValidator(_names)]


class SlackInteractionsSettings(LinkSettings):
    """Environment of SlackInteractions: a table, a secret, the bot's channel, who may mute, days.

    `slack_muters` are ids of users and of groups of users, or "*" for everybody.
    """

    notifications_table: str = Field(alias="NOTIFICATIONS_TABLE", min_length=3)
    slack_secret_arn: str = Field(alias="SLACK_SECRET_ARN", min_length=1)
    slack_secret_seconds: int = Field(alias="SLACK_SECRET_SECONDS", ge=1)
    slack_channel: str = Field(alias="SLACK_CHANNEL", min_length=1)
    slack_message_interval_seconds: float = Field(alias="SLACK_MESSAGE_INTERVAL_SECONDS", ge=0)
    slack_muters: Names = Field(alias="SLACK_MUTERS")
    most_mute_days: int = Field(alias="MOST_MUTE_DAYS", ge=1)
    retention_days: int = Field(alias="RETENTION_DAYS", ge=1)

    @property
    def secret_lasts(self) -> timedelta:
        """After what time at the latest a new value of the secret is used."""
        return timedelta(seconds=self.slack_secret_seconds)

    @property
    def interval(self) -> timedelta:
        """The least time between two messages."""
        return timedelta(seconds=self.slack_message_interval_seconds)

    @property
    def longest_mute(self) -> timedelta:
        """How far away the end of a mute may be."""
        return timedelta(days=self.most_mute_days)

    @property
    def mute_days(self) -> tuple[int, ...]:
        """For how many days a thread can be muted; none where nobody may."""
        return days_offered(self.longest_mute) if self.slack_muters else ()

    @property
    def retention(self) -> timedelta:
        """How long mutes are kept that are over, and threads."""
        return timedelta(days=self.retention_days)
