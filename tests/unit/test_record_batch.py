"""Each message of a batch is recorded on its own responsibility."""

from collections.abc import Sequence

from shared.domain.history import HistoryItem
from shared.domain.observations import ApiCall, Observation, OfNoConcern
from shared.domain.plan import Knowledge, Plan
from shared.ports.errors import StoreRefusedError, StoreUnavailableError
from shared.usecases.record_batch import Message, Report, record_batch
from tests.builders.observations import C, N, at, deletion, key, origin, result
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore


def record(store: InMemoryComplianceStore, says: Sequence[Observation]) -> Report:
    messages = [Message(f"m-{n}", one) for n, one in enumerate(says)]
    return record_batch(messages, store, at(0), lambda _: None)


class Refusing(InMemoryComplianceStore):
    """Refuses whatever touches the resource called poison."""

    error: Exception = StoreRefusedError("never")

    def commit(self, plan: Plan) -> Knowledge | None:
        if any(item.resource_id == "poison" for item in plan.history):
            raise self.error
        return super().commit(plan)


def test_a_message_that_the_store_refuses_fails_alone() -> None:
    store = Refusing()
    says = [result(1, N, of=key(name)) for name in ("a", "b", "poison", "c", "d")]
    report = record(store, says)
    assert report.failed == {"m-2": "StoreRefusedError: never"}
    assert len(store.records) == 4
    assert len(store.notices) == 4


def test_when_the_store_is_unavailable_all_that_was_not_recorded_comes_again() -> None:
    store = Refusing()
    store.error = StoreUnavailableError("throttled")
    says: list[Observation] = [
        result(1, N),
        deletion(2),
        result(3, N, of=key("poison")),
        result(3, N, of=key("a")),
    ]
    assert record(store, says).failed == {"m-2": "throttled", "m-3": "throttled"}


def test_a_redelivery_of_what_was_recorded_already_changes_nothing() -> None:
    store = InMemoryComplianceStore()
    says: list[Observation] = [result(1, N), result(2, C, N), deletion(3)]
    record(store, says)
    before = (dict(store.records), dict(store.rollups), list(store.notices), dict(store.activity))
    record(store, says)
    assert before == (store.records, store.rollups, store.notices, store.activity)


def test_what_is_of_no_concern_is_counted_by_its_reason() -> None:
    report = record(InMemoryComplianceStore(), [OfNoConcern(origin(), "proactive")])
    assert report.counted == {"of_no_concern_proactive": 1}


def test_calls_that_silence_an_account_are_remembered() -> None:
    store = InMemoryComplianceStore()
    report = record(store, [ApiCall(origin(), at(1), "StopConfigurationRecorder")])
    assert report.counted["remembered"] == 1
    [item] = store.items.values()
    assert isinstance(item, HistoryItem)
    assert item.annotation == "StopConfigurationRecorder by unknown"


def test_accounts_that_are_heard_from_are_registered_and_others_are_not() -> None:
    store = InMemoryComplianceStore()
    record(store, [result(1, N, replayed=True), OfNoConcern(origin(), "detail-type")])
    assert not store.heard  # a replayed event is no sign of life
    record(store, [result(1, N)])
    assert store.heard == {("222222222222", "eu-central-1")}


def test_order_of_arrival_matters_to_what_is_told() -> None:
    first_the_end = InMemoryComplianceStore()
    record(first_the_end, [deletion(5), result(1, N)])
    assert not first_the_end.notices
    first_the_result = InMemoryComplianceStore()
    record(first_the_result, [result(1, N), deletion(5)])
    assert len(first_the_result.notices) == 2
