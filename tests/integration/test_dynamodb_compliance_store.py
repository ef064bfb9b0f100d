"""The store on DynamoDB does what the store in memory does, and keeps what the port promises."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, get_type_hints

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.adapters.dynamodb_items import (
    number,
    read_history,
    read_record,
    revision,
    text,
)
from shared.adapters.dynamodb_notices import read_notice
from shared.domain.observations import Observation, Version
from shared.domain.plan import Knowledge
from shared.domain.planning import plan_evaluations
from shared.domain.rollups import Activity, Counts, quarter_of
from shared.domain.state import insert
from shared.usecases.record_batch import Message, record_batch
from tests.builders.endings import closure, rule_deletion
from tests.builders.observations import C, N, at, deletion, key, result
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LONG = key("€" * 768)


def store_on(client: "DynamoDBClient") -> DynamoDbComplianceStore:
    return DynamoDbComplianceStore(client, TABLES, lambda: NOW)


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        yield mocked


def amounts(kind: type[Any], item: dict[str, Any]) -> Any:
    return kind(**{name: number(item, name) for name in get_type_hints(kind)})


def is_grave(item: dict[str, Any]) -> bool:
    return text(item, "sk").startswith((keys.BURIED, keys.BURIED_RULE, keys.BURIED_PLACE))


def kept_in(client: "DynamoDBClient") -> tuple[Any, ...]:
    items = everything(client, TABLES.config_compliance)
    of = {p: [i for i in items if text(i, "sk").startswith(p)] for p in ("S#", "R#", "D#")}
    return (
        {r.key: r for r in map(read_record, of["S#"])},
        {i.identity: i.closes for i in map(read_history, everything(client, TABLES.events))},
        {text(i, "sk"): Version.read(text(i, "version")) for i in items if is_grave(i)},
        sorted(repr(c) for i in of["R#"] if (c := amounts(Counts, i)) != Counts()),
        sorted(repr(amounts(Activity, i)) for i in of["D#"]),
        sorted(repr(read_notice(i)) for i in everything(client, TABLES.notifications)),
    )


def kept_by(fake: InMemoryComplianceStore) -> tuple[Any, ...]:
    return (
        fake.records,
        {identity: item.closes for identity, item in fake.items.items()},
        {keys.grave_sk(grave): version for grave, version in fake.buried.items()},
        sorted(repr(counts) for counts in fake.rollups.values() if counts != Counts()),
        sorted(map(repr, fake.activity.values())),
        sorted(repr(notice) for notice in fake.notices),
    )


OF = [key(), key("with#hash and ~ % space"), LONG]
moments, states = st.integers(0, 9), st.sampled_from(OF)
heard: st.SearchStrategy[Observation] = st.one_of(
    st.builds(
        lambda minute, status, old, of: result(minute, status, old, of=of),
        moments,
        st.sampled_from([C, N, "NOT_APPLICABLE", "SOMETHING_NEW"]),
        st.sampled_from([None, C, N]),
        states,
    ),
    st.builds(lambda minute, of: deletion(minute + 0.1, of), moments, states),
    st.builds(lambda minute, of: rule_deletion(minute + 0.2, of), moments, states),
    st.builds(lambda minute, of: closure(minute + 0.3, of), moments, states),
    st.builds(lambda minute: closure(minute + 0.4), moments),
)


# Shrinking on moto would take minutes.
@settings(max_examples=10, phases=[Phase.generate])
@given(st.lists(st.lists(heard, min_size=1, max_size=6), max_size=4))
def test_the_fake_and_dynamodb_keep_the_same(batches: list[list[Observation]]) -> None:
    fake = InMemoryComplianceStore()
    with mocked_tables() as client:
        real = store_on(client)
        for batch in batches:
            messages = [Message(str(n), says) for n, says in enumerate(batch)]
            for store in (fake, real):
                report = record_batch(messages, store, NOW, lambda _: None)
                assert not report.failed
        assert kept_in(client) == kept_by(fake)


def test_a_long_resource_id_is_kept_whole(client: "DynamoDBClient") -> None:
    store_on(client).commit(plan_evaluations([result(1, N, of=LONG)], Knowledge()))
    assert [r.key.resource_id for r in store_on(client).states_of(LONG.resource)] == ["€" * 768]


def test_a_closed_state_is_in_no_index_and_expires(client: "DynamoDBClient") -> None:
    store = store_on(client)
    messages = [Message("1", result(1, N)), Message("2", rule_deletion(2))]
    record_batch(messages, store, NOW, lambda _: None)
    [item] = [
        i for i in everything(client, TABLES.config_compliance) if i["sk"]["S"].startswith("S#")
    ]
    assert not [name for name in item if name.endswith(("_pk", "_sk"))]
    assert number(item, "expires_at") == (NOW + TABLES.retention).timestamp()


@pytest.mark.parametrize(("days", "kept"), [(1, 30), (90, 90)])
def test_activity_is_kept_for_long_enough_to_know_what_silence_is_usual(
    client: "DynamoDBClient", days: int, kept: int
) -> None:
    tables = replace(TABLES, retention=timedelta(days=days))
    store = DynamoDbComplianceStore(client, tables, lambda: NOW)
    record_batch([Message("1", result(1, N))], store, NOW, lambda _: None)
    [item] = [i for i in everything(client, TABLES.config_compliance) if "total_events" in i]
    until = quarter_of(at(1)) + timedelta(days=kept)
    assert number(item, "expires_at") == until.timestamp()


def test_a_revision_does_not_change_with_the_code_for_what_is_stored() -> None:
    plain = insert(None, result(1, N))
    assert revision(plain) == "8862f4260bfbe81c091d22a04792bf2afca2f613"  # as stored
    assert revision(insert(plain, result(2, N))) != revision(plain)
