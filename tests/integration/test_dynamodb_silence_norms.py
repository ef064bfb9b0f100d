"""Norms of silent places are remembered: on DynamoDB, and as the fake in memory promises it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from shared.adapters.dynamodb_silence_norms import DynamoDbSilenceNorms
from shared.domain.observations import PlaceKey
from shared.domain.silence_norm import SilenceNorm
from shared.ports.reporting import SilenceNorms
from tests.builders.tables import TABLES, mocked_tables
from tests.fakes.clock import NOW, FakeClock
from tests.fakes.in_memory_digest_store import InMemorySilenceNorms


@pytest.fixture(params=["in memory", "on DynamoDB"])
def norms(request: pytest.FixtureRequest) -> Iterator[SilenceNorms]:
    with mocked_tables() as client:
        on_dynamodb = DynamoDbSilenceNorms(client, TABLES.config_compliance, FakeClock())
        yield InMemorySilenceNorms() if request.param == "in memory" else on_dynamodb


def norm_of_region(region: str, days: int = 2) -> SilenceNorm:
    since = NOW - timedelta(days=5, microseconds=1)
    return SilenceNorm(PlaceKey("111111111111", region), since, timedelta(days=days))


def test_what_is_remembered_stays_so_until_it_is_forgotten(norms: SilenceNorms) -> None:
    assert norms.remembered() == []
    norms.forget([])
    norms.remember([norm_of_region("eu-central-1"), norm_of_region("eu-west-1")])
    norms.remember([norm_of_region("eu-west-1", 9)])
    known = {norm.place.region: norm for norm in norms.remembered()}
    assert known == {
        "eu-central-1": norm_of_region("eu-central-1"),
        "eu-west-1": norm_of_region("eu-west-1", 9),
    }
    norms.forget([PlaceKey("111111111111", "eu-central-1")])
    assert norms.remembered() == [norm_of_region("eu-west-1", 9)]


def test_hundreds_of_places_may_fall_silent_at_once(norms: SilenceNorms) -> None:
    some = [norm_of_region(f"region-{number}") for number in range(260)]
    norms.remember(some)
    assert len(norms.remembered()) == 260
    norms.forget([one.place for one in some[1:]])
    assert norms.remembered() == some[:1]
