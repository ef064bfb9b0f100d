"""The last wave of first results is kept by whoever knows the one before."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from shared.adapters.dynamodb_waves import DynamoDbWaves
from shared.domain.wave import Wave
from shared.ports.planning import Waves
from tests.builders.observations import at
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.fakes.in_memory_waves import InMemoryWaves

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

WAVE = Wave(new_since=at(0), opened=at(1), last=at(2))


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


@pytest.fixture(params=["dynamodb", "memory"])
def waves(request: pytest.FixtureRequest, client: "DynamoDBClient") -> Waves:
    on_dynamodb = DynamoDbWaves(client, TABLES.notifications)
    return on_dynamodb if request.param == "dynamodb" else InMemoryWaves()


def test_what_was_kept_is_returned(waves: Waves) -> None:
    assert waves.wave() is None
    assert waves.keep(WAVE, None)
    assert waves.wave() == WAVE


def test_only_who_knows_the_last_one_keeps_another(waves: Waves) -> None:
    later = replace(WAVE, last=at(3))
    assert waves.keep(WAVE, None)
    assert not waves.keep(later, None)
    assert waves.keep(later, WAVE)
    assert not waves.keep(replace(WAVE, last=at(4)), WAVE)
    assert waves.wave() == later
    another = Wave(new_since=at(60), opened=at(60), last=at(60))
    assert not waves.keep(another, WAVE)
    assert waves.keep(another, later)


def test_it_is_forgotten_after_a_week(client: "DynamoDBClient") -> None:
    DynamoDbWaves(client, TABLES.notifications).keep(WAVE, None)
    [item] = everything(client, TABLES.notifications)
    assert int(item["expires_at"]["N"]) == at(2 + 7 * 24 * 60).timestamp()
