"""The address of the webhook comes from its secret, in either form."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError

from shared.adapters.secrets_slack import SecretsSlack
from shared.adapters.secrets_webhook_url import WANTED, WEBHOOK_URL
from shared.domain.delivery import RetryLater, Unavailable
from tests.builders.aws import mocked_aws
from tests.fakes.clock import FakeClock

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager.client import SecretsManagerClient

URL = "https://hooks.slack.com/services/T0/B0/hidden"


@pytest.fixture
def client() -> Iterator["SecretsManagerClient"]:
    with mocked_aws():
        yield boto3.client("secretsmanager", region_name="eu-central-1")


def url_in(client: "SecretsManagerClient", value: str) -> str | Unavailable | RetryLater:
    return secret(client, client.create_secret(Name="slack", SecretString=value)["ARN"]).read()


def secret(client: "SecretsManagerClient", arn: str) -> SecretsSlack[str]:
    return SecretsSlack(client, arn, WEBHOOK_URL, lasting=timedelta(seconds=300), clock=FakeClock())


@pytest.mark.parametrize("value", [URL, f" {URL}\n", json.dumps({"webhook_url": URL})])
def test_it_is_the_address_or_an_object_that_holds_it(
    client: "SecretsManagerClient", value: str
) -> None:
    assert url_in(client, value) == URL


def test_a_machine_of_our_own_needs_no_tls(client: "SecretsManagerClient") -> None:
    assert url_in(client, "http://127.0.0.1:8080/services/x") == "http://127.0.0.1:8080/services/x"


@pytest.mark.parametrize(
    "value", ["{}", '{"webhook_url": ""}', '{"webhook_url": null}', "[]", '"text"', " "]
)
def test_an_empty_secret_waits_for_a_person(client: "SecretsManagerClient", value: str) -> None:
    said = f"the secret slack holds no webhook address yet; it has to hold {WANTED}"
    assert url_in(client, value) == Unavailable(said)


@pytest.mark.parametrize(
    "value", ["http://example.com/hidden", "hidden", "https://", "https://[hidden", "https://a b/é"]
)
def test_what_is_no_address_is_not_used_and_not_said(
    client: "SecretsManagerClient", value: str
) -> None:
    answer = url_in(client, value)
    assert isinstance(answer, Unavailable)
    assert "hidden" not in answer.reason


def test_a_secret_that_is_gone_waits_for_a_person(client: "SecretsManagerClient") -> None:
    answer = secret(client, "gone").read()
    assert answer == Unavailable(
        "the secret gone cannot be read: there is no such secret, or it has no value"
        f" (ResourceNotFoundException); it has to hold {WANTED}"
    )


class Unreachable:
    """A client that reaches nothing."""

    def get_secret_value(self, **_request: str) -> None:
        raise EndpointConnectionError(endpoint_url="https://secretsmanager")


def test_a_service_that_cannot_be_reached_is_asked_later() -> None:
    answer = secret(Unreachable(), "arn").read()  # type: ignore[arg-type] # one method is used
    assert answer == RetryLater("the Slack secret cannot be read now: no answer")
