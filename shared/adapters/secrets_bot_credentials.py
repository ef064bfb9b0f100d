"""What a bot proves itself by, in AWS Secrets Manager; what is mended is seen within a minute."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from shared.adapters.secrets_slack import SecretsSlack, is_usable, member
from shared.domain.delivery import RetryLater, Unavailable

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager.client import SecretsManagerClient

SLACK_API = "https://slack.com/api/"
# Slack's hosts. A token is sent nowhere else, but to this machine.
_HOSTS = ("slack.com", "slack-gov.com", "127.0.0.1", "localhost")
_BOT_TOKEN = "xoxb-"  # noqa: S105 - how every token of a bot begins


@dataclass(frozen=True, slots=True)
class BotCredentials:
    """The bot's token, what Slack signs its requests to us with, and where its Web API is."""

    token: str = field(repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = SLACK_API


class SecretsBotCredentials:
    """The secret holds {"bot_token": "xoxb-...", "signing_secret": "..."}.

    `api_url` may stand beside them: GovSlack has an address of its own.
    """

    def __init__(self, client: "SecretsManagerClient", arn: str) -> None:
        self._secret = SecretsSlack(client, arn)

    def read(self) -> BotCredentials | Unavailable | RetryLater:
        """Return the credentials, or why there are none; the reason holds nothing of them.

        Without a signing secret messages can be posted, and no button can be believed.
        """
        secret = self._secret.read()
        if isinstance(secret, Unavailable | RetryLater):
            return secret
        return _credentials(secret if isinstance(secret, Mapping) else {})


def _credentials(secret: Mapping[str, Any]) -> BotCredentials | Unavailable:
    token, url = member(secret, "bot_token"), member(secret, "api_url") or SLACK_API
    if not token:
        return Unavailable("the Slack secret holds no bot_token yet")
    if not token.startswith(_BOT_TOKEN) or not token.isascii() or not token.isprintable():
        return Unavailable("the bot_token of the Slack secret is not the token of a bot")
    if not is_usable(url) or urlsplit(url).hostname not in _HOSTS:
        return Unavailable("the api_url of the Slack secret is not an address of Slack's")
    return BotCredentials(token, member(secret, "signing_secret"), url.rstrip("/") + "/")
