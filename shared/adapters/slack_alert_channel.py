"""The way to Slack that a deployment has chosen: a webhook, or a bot."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, assert_never

from shared.adapters.secrets_bot_credentials import BOT_CREDENTIALS
from shared.adapters.secrets_slack import SecretsSlack
from shared.adapters.secrets_webhook_url import WEBHOOK_URL
from shared.adapters.slack_bot_channel import SlackBotAlertChannel
from shared.adapters.slack_web_api import SlackWebApi
from shared.adapters.slack_webhook_alert_channel import SlackWebhookAlertChannel
from shared.ports.channel import AlertChannel, Clock

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager.client import SecretsManagerClient


@dataclass(frozen=True, kw_only=True, slots=True)
class SlackTarget:
    """Where messages go: `channel` is the id of a bot's channel; a webhook has its own.

    After `secret_lasts` at the latest a new value of the secret is used.
    """

    mode: Literal["webhook", "bot"]
    secret_arn: str
    secret_lasts: timedelta
    channel: str = ""
    interval: timedelta = timedelta()

    def of(self, secret: str | None, channel: str | None) -> "SlackTarget":
        """Return another channel: that of another webhook, or another one of the same bot."""
        if secret is not None:
            return replace(self, mode="webhook", secret_arn=secret, channel="")
        return replace(self, channel=channel) if channel else self


def slack_alert_channel(
    target: SlackTarget, client: "SecretsManagerClient", clock: Clock
) -> AlertChannel:
    """Return the channel; its secret is read when it is used."""
    arn, lasting = target.secret_arn, target.secret_lasts
    match target.mode:
        case "webhook":
            url = SecretsSlack(client, arn, WEBHOOK_URL, lasting=lasting, clock=clock)
            return SlackWebhookAlertChannel(url, target.interval, clock)
        case "bot":
            bot = SecretsSlack(client, arn, BOT_CREDENTIALS, lasting=lasting, clock=clock)
            api = SlackWebApi(bot)
            return SlackBotAlertChannel(api, target.channel, target.interval, clock)
        case never:
            assert_never(never)
