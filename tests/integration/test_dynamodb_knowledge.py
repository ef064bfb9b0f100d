"""A refused plan teaches what is there, from DynamoDB as from the store in memory."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.domain.observations import Grave
from shared.domain.plan import Knowledge
from shared.domain.planning import plan_evaluations
from shared.ports.recording import ComplianceStore
from tests.builders.endings import PLACE
from tests.builders.observations import C, N, key, result
from tests.builders.tables import TABLES, mocked_tables
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(params=["DynamoDB", "memory"])
def store(request: pytest.FixtureRequest) -> Iterator[ComplianceStore]:
    if request.param == "memory":
        yield InMemoryComplianceStore()
        return
    with mocked_tables() as client:
        yield DynamoDbComplianceStore(client, TABLES, lambda: NOW)


def test_the_same_again_teaches_what_is_stored_and_that_it_is_recorded(
    store: ComplianceStore,
) -> None:
    plan = plan_evaluations([result(1, N)], Knowledge())
    assert store.commit(plan) is None
    [stored] = store.states_of(PLACE)
    assert store.commit(plan) == Knowledge(
        records={key(): stored}, recorded={plan.history[0].identity}
    )


@pytest.mark.parametrize("grave", key().graves)
def test_what_has_ended_is_learned_where_a_state_begins(
    store: ComplianceStore, grave: Grave
) -> None:
    ended = result(5, N).version
    store.bury(grave, ended)
    store.bury(grave, result(4, N).version)  # an older end changes nothing
    plan = plan_evaluations([result(9, N)], Knowledge())
    assert store.commit(plan) == Knowledge(buried={grave: ended})
    knowing = plan_evaluations([result(9, N)], Knowledge(buried={grave: ended}))
    assert store.commit(knowing) is None


def test_an_end_that_is_not_there_is_learned_too(store: ComplianceStore) -> None:
    supposed: Knowledge = Knowledge(buried={PLACE: result(5, N).version})
    plan = plan_evaluations([result(9, N)], supposed)
    assert store.commit(plan) == Knowledge(buried={PLACE: None})


def test_a_state_that_is_not_there_is_learned(store: ComplianceStore) -> None:
    plan = plan_evaluations([result(9, N, C)], Knowledge())
    assert store.commit(plan) == Knowledge(records={key(): None})
