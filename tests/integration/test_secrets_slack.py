"""A new value of the secret is used in time, and it is asked for no sooner than that needs."""

from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from shared.adapters.secrets_slack import SecretsSlack
from shared.adapters.secrets_webhook_url import WEBHOOK_URL
from shared.domain.delivery import RetryLater, Unavailable
from tests.fakes.clock import FakeClock

OLD, NEW = "https://hooks.slack.com/services/old", "https://hooks.slack.com/services/new"
ARN = "arn:aws:secretsmanager:eu-central-1:111111111111:secret:config-monitoring/slack-AbCdEf"
UNREACHABLE = EndpointConnectionError(endpoint_url="https://secretsmanager")


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "hidden"}}, "GetSecretValue")


class Manager:
    """Holds a secret, or fails, and counts how often it is asked."""

    def __init__(self) -> None:
        self.holds: str | Exception = OLD
        self.asked = 0

    def get_secret_value(self, **_request: str) -> dict[str, Any]:
        self.asked += 1
        if isinstance(self.holds, Exception):
            raise self.holds
        return {"SecretString": self.holds}


class World:
    """A secret that is kept for 300 seconds, and a clock."""

    def __init__(self) -> None:
        self.manager, self.clock = Manager(), FakeClock()
        client: Any = self.manager
        self.secret = SecretsSlack(
            client, ARN, WEBHOOK_URL, lasting=timedelta(seconds=300), clock=self.clock
        )

    def later(self, seconds: float) -> None:
        self.clock.time += timedelta(seconds=seconds)


@pytest.fixture
def world() -> World:
    return World()


def test_a_new_value_is_used_once_the_old_one_has_lasted_and_none_is_asked_for_sooner(
    world: World,
) -> None:
    assert world.secret.read() == OLD
    world.manager.holds = NEW
    world.later(299.9)
    assert (world.secret.read(), world.manager.asked) == (OLD, 1)
    world.later(0.1)
    assert (world.secret.read(), world.manager.asked) == (NEW, 2)


def test_what_slack_refuses_is_asked_for_anew_at_once(world: World) -> None:
    world.secret.read()
    world.manager.holds = NEW
    world.later(20)
    assert world.secret.renew(OLD) == NEW
    assert world.secret.read() == NEW
    assert world.secret.renew(OLD) == NEW
    assert world.manager.asked == 2


def test_refusals_in_a_row_ask_once_in_ten_seconds(world: World) -> None:
    world.secret.read()
    for _ in range(40):
        world.later(1)
        assert world.secret.renew(OLD) == OLD
    assert world.manager.asked == 5


def test_what_was_refused_and_is_still_there_is_looked_at_again_before_the_next_run(
    world: World,
) -> None:
    world.secret.read()
    world.later(20)
    world.secret.renew(OLD)
    world.manager.holds = NEW
    world.later(30)
    assert world.secret.read() == NEW


@pytest.mark.parametrize("wrong", ["", "{}", "hidden", refused("ResourceNotFoundException")])
def test_what_cannot_be_used_is_looked_at_again_before_the_next_run(
    world: World, wrong: str | Exception
) -> None:
    world.manager.holds = wrong
    said = world.secret.read()
    assert isinstance(said, Unavailable)
    assert said.reason.startswith("the secret config-monitoring/slack ")
    assert said.reason.endswith(
        'has to hold {"webhook_url": "https://hooks.slack.com/services/..."}'
    )
    assert "hidden" not in said.reason
    world.manager.holds = NEW
    world.later(29)
    assert world.secret.read() == said
    world.later(1)
    assert (world.secret.read(), world.manager.asked) == (NEW, 2)


@pytest.mark.parametrize("failure", [UNREACHABLE, refused("InternalServiceError")])
def test_what_works_stays_in_use_while_secrets_manager_does_not_answer(
    world: World, failure: Exception
) -> None:
    world.secret.read()
    world.manager.holds = failure
    world.later(300)
    assert world.secret.read() == OLD
    world.manager.holds = NEW
    world.later(30)
    assert world.secret.read() == NEW


def test_a_right_that_was_taken_away_ends_the_use_of_what_is_held(world: World) -> None:
    world.secret.read()
    world.manager.holds = refused("AccessDeniedException")
    world.later(300)
    assert isinstance(world.secret.read(), Unavailable)


def test_what_was_never_read_is_asked_for_every_time(world: World) -> None:
    world.manager.holds = UNREACHABLE
    assert world.secret.read() == RetryLater("the Slack secret cannot be read now: no answer")
    world.manager.holds = OLD
    assert world.secret.read() == OLD
