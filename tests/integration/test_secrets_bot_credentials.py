"""What a bot proves itself by comes from its secret, and is sent to Slack alone."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from shared.adapters.secrets_bot_credentials import BOT_CREDENTIALS, BotCredentials
from shared.adapters.secrets_slack import SecretsSlack
from shared.adapters.slack_alert_channel import SlackTarget, slack_alert_channel
from shared.domain.delivery import RetryLater, Unavailable
from tests.builders.aws import mocked_aws
from tests.fakes.clock import FakeClock

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager.client import SecretsManagerClient

TOKEN = "xoxb-1-hidden"
LASTING = timedelta(seconds=300)


@pytest.fixture
def client() -> Iterator["SecretsManagerClient"]:
    with mocked_aws():
        yield boto3.client("secretsmanager", region_name="eu-central-1")


def credentials_in(
    client: "SecretsManagerClient", value: Any
) -> BotCredentials | Unavailable | RetryLater:
    text = value if isinstance(value, str) else json.dumps(value)
    return secret(client, client.create_secret(Name="slack", SecretString=text)["ARN"]).read()


def secret(client: "SecretsManagerClient", arn: str) -> SecretsSlack[BotCredentials]:
    return SecretsSlack(client, arn, BOT_CREDENTIALS, lasting=LASTING, clock=FakeClock())


def test_it_holds_a_token_and_what_slack_signs_with(client: "SecretsManagerClient") -> None:
    held = {"bot_token": f" {TOKEN}\n", "signing_secret": "s", "webhook_url": "of before"}
    assert credentials_in(client, held) == BotCredentials(TOKEN, "s", "https://slack.com/api/")


@pytest.mark.parametrize("url", ["https://slack-gov.com/api", "http://127.0.0.1:80/api/"])
def test_it_may_name_another_address_of_slack(client: "SecretsManagerClient", url: str) -> None:
    read = credentials_in(client, {"bot_token": TOKEN, "api_url": url})
    assert read == BotCredentials(TOKEN, "", url.rstrip("/") + "/")


@pytest.mark.parametrize(
    ("held", "why"),
    [
        ("{}", "holds no bot_token yet"),
        ('{"webhook_url": ""}', "holds no bot_token yet"),
        ("xoxb-bare", "holds no bot_token yet"),
        ({"bot_token": "xoxp-hidden"}, "that is not the token of a bot"),
        ({"bot_token": "xoxb-hidden\nX: y"}, "that is not the token of a bot"),
        (
            {"bot_token": TOKEN, "api_url": "https://evil.example/"},
            "that is not an address of Slack's",
        ),
        (
            {"bot_token": TOKEN, "api_url": "http://slack.com/api/"},
            "that is not an address of Slack's",
        ),
        ({"bot_token": TOKEN, "api_url": "https://slack.com@evil.example/"}, "of Slack's"),
    ],
)
def test_what_cannot_be_used_waits_for_a_person(
    client: "SecretsManagerClient", held: Any, why: str
) -> None:
    read = credentials_in(client, held)
    assert isinstance(read, Unavailable)
    assert why in read.reason
    assert "hidden" not in read.reason


def test_a_secret_that_is_gone_waits_for_a_person(client: "SecretsManagerClient") -> None:
    read = secret(client, "gone").read()
    assert isinstance(read, Unavailable)
    assert read.reason.startswith("the secret gone cannot be read: there is no such secret")


def test_a_deployment_has_threads_with_a_bot_only(client: "SecretsManagerClient") -> None:
    webhook = SlackTarget(mode="webhook", secret_arn="slack", secret_lasts=LASTING)
    bot = SlackTarget(mode="bot", secret_arn="slack", secret_lasts=LASTING, channel="C0123456789")
    clock = FakeClock()
    assert not slack_alert_channel(webhook, client, clock).threads
    assert slack_alert_channel(bot, client, clock).threads
