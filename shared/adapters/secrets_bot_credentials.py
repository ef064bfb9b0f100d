"""What a bot proves itself by, in AWS Secrets Manager."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from shared.adapters.secrets_slack import Understanding
from shared.adapters.slack_secret_values import Value, Wrong, is_usable, member

SLACK_API = "https://slack.com/api/"
# Slack's hosts. A token is sent nowhere else, but to this machine.
_HOSTS = ("slack.com", "slack-gov.com", "127.0.0.1", "localhost")
_BOT_TOKEN = "xoxb-"  # noqa: S105 - how every token of a bot begins

WANTED = '{"bot_token": "xoxb-...", "signing_secret": "..."}'


@dataclass(frozen=True, slots=True)
class BotCredentials:
    """The bot's token, what Slack signs its requests to us with, and where its Web API is."""

    token: str = field(repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = SLACK_API


def _read(value: Value) -> BotCredentials | Wrong:
    secret = value if isinstance(value, Mapping) else {}
    token, url = member(secret, "bot_token"), member(secret, "api_url") or SLACK_API
    if not token:
        return Wrong("holds no bot_token yet")
    if not token.startswith(_BOT_TOKEN) or not token.isascii() or not token.isprintable():
        return Wrong("holds a bot_token that is not the token of a bot")
    if not is_usable(url) or urlsplit(url).hostname not in _HOSTS:
        return Wrong("holds an api_url that is not an address of Slack's")
    return BotCredentials(token, member(secret, "signing_secret"), url.rstrip("/") + "/")


# The secret holds {"bot_token": "xoxb-...", "signing_secret": "..."}. Without a signing secret
# messages can be posted, and no button can be believed. `api_url` may stand beside them: GovSlack
# has an address of its own.
BOT_CREDENTIALS = Understanding(_read, WANTED)
