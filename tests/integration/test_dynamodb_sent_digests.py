"""A digest is sent once: on DynamoDB, and as the fake in memory promises it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from shared.adapters.dynamodb_items import number
from shared.adapters.dynamodb_sent_digests import DynamoDbSentDigests
from shared.domain.sending import Claim
from shared.ports.reporting import SentDigests
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.fakes.clock import NOW
from tests.fakes.in_memory_digest_store import InMemorySentDigests

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

NAME = "daily#2026-11-19#organisation"
LATER = NOW + timedelta(minutes=3)


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


def on_dynamodb(client: "DynamoDBClient") -> DynamoDbSentDigests:
    return DynamoDbSentDigests(client, TABLES.config_compliance, TABLES.retention)


@pytest.fixture(params=["in memory", "on DynamoDB"])
def sent(request: pytest.FixtureRequest, client: "DynamoDBClient") -> SentDigests:
    return InMemorySentDigests() if request.param == "in memory" else on_dynamodb(client)


def test_what_was_claimed_is_nobody_elses_until_its_lease_is_over(sent: SentDigests) -> None:
    assert sent.claim(NAME, NOW, LATER) is Claim.TAKEN
    assert sent.claim(NAME, NOW, LATER) is Claim.HELD_BY_ANOTHER
    assert sent.claim(NAME, LATER, LATER + timedelta(minutes=3)) is Claim.TAKEN
    assert not sent.was_sent(NAME)


def test_what_was_sent_stays_sent(sent: SentDigests) -> None:
    sent.claim(NAME, NOW, LATER)
    sent.record_sent(NAME, NOW)
    assert sent.was_sent(NAME)
    assert sent.claim(NAME, LATER, LATER) is Claim.SENT_BEFORE


def test_what_was_given_back_can_be_taken_at_once(sent: SentDigests) -> None:
    sent.claim(NAME, NOW, LATER)
    sent.release(NAME)
    assert sent.claim(NAME, NOW, LATER) is Claim.TAKEN


def test_another_digest_is_another(sent: SentDigests) -> None:
    sent.claim(NAME, NOW, LATER)
    assert sent.claim("weekly#2026-11-15#organisation", NOW, LATER) is Claim.TAKEN


def test_what_somebody_else_has_taken_over_is_not_given_back(client: "DynamoDBClient") -> None:
    slow, quick = on_dynamodb(client), on_dynamodb(client)
    slow.claim(NAME, NOW, LATER)
    quick.claim(NAME, LATER, LATER + timedelta(minutes=3))
    slow.release(NAME)
    assert slow.claim(NAME, LATER, LATER) is Claim.HELD_BY_ANOTHER


def test_what_was_sent_is_forgotten_after_the_retention(client: "DynamoDBClient") -> None:
    on_dynamodb(client).claim(NAME, NOW, LATER)
    [item] = everything(client, TABLES.config_compliance)
    assert number(item, "expires_at") == (NOW + timedelta(days=90)).timestamp()
