"""The way to Slack that a deployment has chosen: a webhook, or a bot."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, assert_never

from shared.adapters.secrets_bot_credentials import SecretsBotCredentials
from shared.adapters.secrets_webhook_url import SecretsWebhookUrl
from shared.adapters.slack_bot_channel import SlackBotAlertChannel
from shared.adapters.slack_web_api import SlackWebApi
from shared.adapters.slack_webhook_alert_channel import SlackWebhookAlertChannel
from shared.ports.channel import AlertChannel, Clock

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager.client import SecretsManagerClient


@dataclass(frozen=True, kw_only=True, slots=True)
class SlackTarget:
    """Where messages go: `channel` is the id of a bot's channel; a webhook has its own."""

    mode: Literal["webhook", "bot"]
    secret_arn: str
    channel: str = ""
    interval: timedelta = timedelta()

    def of(self, secret: str | None, channel: str | None) -> "SlackTarget":
        """Return another channel: that of another webhook, or another one of the same bot."""
        if secret is not None:
            return SlackTarget(mode="webhook", secret_arn=secret, interval=self.interval)
        return replace(self, channel=channel) if channel else self


def slack_alert_channel(
    target: SlackTarget, client: "SecretsManagerClient", clock: Clock
) -> AlertChannel:
    """Return the channel; its secret is read when it is used."""
    match target.mode:
        case "webhook":
            url = SecretsWebhookUrl(client, target.secret_arn)
            return SlackWebhookAlertChannel(url, target.interval, clock)
        case "bot":
            api = SlackWebApi(SecretsBotCredentials(client, target.secret_arn))
            return SlackBotAlertChannel(api, target.channel, target.interval, clock)
        case never:
            assert_never(never)
