"""Recorders in the registry: in step with what there is to tell, whoever else writes."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.adapters.dynamodb_digest_store import DynamoDbDigestStore
from shared.adapters.dynamodb_outbox import DynamoDbOutbox
from shared.adapters.dynamodb_registry_queries import DynamoDbRegistryQueries
from shared.domain.observations import ApiCall, Origin, PlaceKey
from shared.domain.recorder import (
    START,
    UNHEARD_OF,
    RecorderCall,
    RecorderNews,
    Recording,
    recorder_step,
)
from shared.ports.recording import ComplianceStore
from shared.usecases.record_batch import FailureKind, Message, record_batch
from shared.usecases.record_evaluations import ATTEMPTS
from tests.builders.tables import TABLES, mocked_tables, registry
from tests.fakes.clock import NOW, FakeClock
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

PLACE, OTHER = PlaceKey("222222222222", "eu-central-1"), PlaceKey("333333333333", "us-east-1")
STOP = "StopConfigurationRecorder"


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


def store_on(client: "DynamoDBClient") -> DynamoDbComplianceStore:
    return DynamoDbComplianceStore(client, TABLES, lambda: NOW)


def heard(
    seconds: float, name: str = STOP, place: PlaceKey = PLACE, *, replayed: bool = False
) -> ApiCall:
    called = NOW + timedelta(seconds=seconds)
    origin = Origin(
        f"e-{seconds}-{name}",
        "aws.config",
        "AWS API Call via CloudTrail",
        place.account,
        place.region,
        replayed=replayed,
    )
    return ApiCall(origin, called, name, "arn:aws:iam::1:user/somebody")


def record(store: ComplianceStore, *calls: ApiCall) -> dict[str, int]:
    messages = [Message(f"m-{number}", call) for number, call in enumerate(calls)]
    report = record_batch(messages, store, NOW, lambda _: None)
    assert not report.failed
    return {name: n for name, n in report.counted.items() if name.startswith("recorder_")}


def told(client: "DynamoDBClient") -> list[RecorderNews]:
    outbox = DynamoDbOutbox(client, TABLES.notifications, TABLES.retention, ["default"])
    waiting = outbox.waiting(NOW + timedelta(days=1))
    return [entry.notice for entry in waiting if isinstance(entry.notice, RecorderNews)]


def stopped(client: "DynamoDBClient", *asked: str | None) -> list[PlaceKey]:
    queries = DynamoDbRegistryQueries(client, TABLES.config_compliance)
    account, region = asked or (None, None)
    return list(queries.not_recorded((account,) if account else None, region))


def test_a_stop_is_known_listed_and_told_once_and_so_is_the_start_after_it(
    client: "DynamoDBClient",
) -> None:
    store = store_on(client)
    stop, start = heard(1), heard(9, START)
    assert record(store, stop, stop, heard(2, "DeleteConfigurationRecorder")) == {
        "recorder_stops": 1
    }
    assert stopped(client) == [PLACE]
    assert record(store, start, stop, start) == {"recorder_starts": 1}
    assert stopped(client) == []
    assert [(news.place, news.recording, news.call.name) for news in told(client)] == [
        (PLACE, Recording.STOPPED, STOP),
        (PLACE, Recording.RECORDING, START),
    ]


def test_what_is_known_does_not_depend_on_the_order_nor_on_the_store() -> None:
    calls = [
        heard(1, START),
        heard(3),
        heard(5, START),
        heard(7),
        heard(8, "DeleteDeliveryChannel"),
    ]
    for order in list(permutations(calls))[::17]:
        with mocked_tables() as client:
            store, memory = store_on(client), InMemoryComplianceStore()
            record(store, *order)
            record(memory, *order)
            known = store.recorder(PLACE)
            assert known == memory.recorder(PLACE)
            assert (known.recording, known.since) == (Recording.STOPPED, heard(7).called)
            ours = sorted(told(client), key=lambda news: news.since)
            assert ours == sorted(memory.news, key=lambda news: news.since)


def test_the_registry_says_it_of_each_place(client: "DynamoDBClient") -> None:
    store = store_on(client)
    record(store, heard(1), heard(4, START, OTHER))
    digests = DynamoDbDigestStore(
        client, TABLES.config_compliance, TABLES.retention, FakeClock()
    ).heard()
    queries = DynamoDbRegistryQueries(client, TABLES.config_compliance).heard(None, 9, "")
    for found in (digests, [place for places in queries.values() for place in places]):
        said = {each.place: (each.recorder.recording, each.recorder.since) for each in found}
        assert said == {
            PLACE: (Recording.STOPPED, heard(1).called),
            OTHER: (Recording.RECORDING, heard(4).called),
        }


def test_places_that_do_not_record_are_found_by_account_and_region(
    client: "DynamoDBClient",
) -> None:
    store = store_on(client)
    record(store, heard(1), heard(1, place=OTHER))
    assert stopped(client) == [PLACE, OTHER]
    assert stopped(client, OTHER.account, None) == [OTHER]
    assert stopped(client, None, PLACE.region) == [PLACE]
    assert stopped(client, OTHER.account, PLACE.region) == []


def test_a_replay_is_kept_and_nobody_is_told_of_it(client: "DynamoDBClient") -> None:
    store = store_on(client)
    assert record(store, heard(1, replayed=True)) == {}
    assert (stopped(client), told(client)) == ([PLACE], [])


def test_a_change_of_the_recorder_is_remembered_and_stops_nothing(client: "DynamoDBClient") -> None:
    store = store_on(client)
    record(store, heard(1, "PutConfigurationRecorder"))
    assert store.recorder(PLACE) == UNHEARD_OF
    assert len(client.scan(TableName=TABLES.events)["Items"]) == 1


def test_a_place_that_is_forgotten_is_not_one_that_does_not_record(
    client: "DynamoDBClient",
) -> None:
    store = store_on(client)
    record(store, heard(1))
    store.forget(PLACE)
    assert (registry(client), stopped(client)) == ([], [])
    assert store.recorder(PLACE) == UNHEARD_OF


def test_who_knows_something_older_writes_nothing(client: "DynamoDBClient") -> None:
    store = store_on(client)
    call = RecorderCall(NOW, STOP)
    late = recorder_step(PLACE, UNHEARD_OF, call, quiet=False)
    record(store, heard(-5, START))
    assert not store.keep_recorder(late)
    assert (stopped(client), told(client)) == ([], [])


def test_who_is_never_first_tries_again_later() -> None:
    class Busy(InMemoryComplianceStore):
        tries = 0

        def keep_recorder(self, _: object) -> bool:
            self.tries += 1
            return False

    store = Busy()
    report = record_batch([Message("m", heard(1))], store, NOW, lambda _: None)
    assert store.tries == ATTEMPTS
    assert report.failed["m"].kind is FailureKind.UNAVAILABLE
