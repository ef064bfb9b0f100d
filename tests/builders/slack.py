"""A stub of Slack, and the ways to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from local.slack.server import SlackStub
from shared.adapters.secrets_bot_credentials import BotCredentials
from shared.adapters.slack_bot_channel import SlackBotAlertChannel
from shared.adapters.slack_web_api import SlackWebApi
from shared.adapters.slack_webhook_alert_channel import SlackWebhookAlertChannel
from shared.domain.delivery import RetryLater, Unavailable
from tests.fakes.clock import FakeClock

CHANNEL = "C0COMPLIANCE"
TOKEN = "xoxb-hidden"


class Kept[T]:
    """Something that is kept elsewhere, or why there is none."""

    def __init__(
        self,
        value: T | Unavailable | RetryLater,
        newer: T | Unavailable | RetryLater | None = None,
    ) -> None:
        self.value = value
        self.newer = value if newer is None else newer

    def read(self) -> T | Unavailable | RetryLater:
        return self.value

    def renew(self, refused: T) -> T | Unavailable | RetryLater:
        assert refused == self.value
        self.value = self.newer
        return self.value


@contextmanager
def slack() -> Iterator[SlackStub]:
    """Run a stub on a port of its own."""
    server = SlackStub(0)
    server.start()
    yield server
    server.shutdown()
    server.server_close()


def web_api(stub: SlackStub, patience: float = 10) -> SlackWebApi:
    address = f"{stub.workspace.address}/api/"
    return SlackWebApi(Kept(BotCredentials(TOKEN, api_url=address)), patience)


def bot_channel(
    stub: SlackStub, channel: str = CHANNEL, interval: float = 0, patience: float = 10
) -> SlackBotAlertChannel:
    wait = timedelta(seconds=interval)
    return SlackBotAlertChannel(web_api(stub, patience), channel, wait, FakeClock())


def webhook_channel(stub: SlackStub, interval: float = 0) -> SlackWebhookAlertChannel:
    url = Kept(f"{stub.workspace.address}/services/T/B/secret")
    return SlackWebhookAlertChannel(url, timedelta(seconds=interval), FakeClock())
