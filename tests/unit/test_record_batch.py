"""Each message of a batch is recorded on its own responsibility."""

from collections.abc import Sequence

from shared.domain.history import Closes, HistoryItem
from shared.domain.observations import ApiCall, Grave, Observation, OfNoConcern, Version
from shared.domain.plan import Knowledge, Plan
from shared.ports.errors import StoreRefusedError, StoreUnavailableError
from shared.usecases.record_batch import Failure, FailureKind, Message, Report, record_batch
from tests.builders.endings import closure, rule_deletion
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


class Busy(InMemoryComplianceStore):
    """Somebody else is always first to write what has ended."""

    is_busy = True

    def bury(self, grave: Grave, version: Version) -> bool:
        return not self.is_busy and super().bury(grave, version)


def test_a_message_that_the_store_refuses_fails_alone() -> None:
    store = Refusing()
    says = [result(1, N, of=key(name)) for name in ("a", "b", "poison", "c", "d")]
    report = record(store, says)
    assert report.failed == {"m-2": Failure(FailureKind.REFUSED, "never")}
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
    throttled = Failure(FailureKind.UNAVAILABLE, "throttled")
    assert record(store, says).failed == {"m-2": throttled, "m-3": throttled}


def test_what_nobody_thought_of_fails_alone_and_is_named() -> None:
    store = Refusing()
    store.error = KeyError("status")
    report = record(store, [result(1, N), result(1, N, of=key("poison"))])
    assert report.failed == {"m-1": Failure(FailureKind.UNEXPECTED, "KeyError: 'status'")}
    assert len(store.records) == 1


def test_an_end_that_cannot_be_recorded_comes_again_and_its_neighbours_do_not() -> None:
    store = Busy()
    report = record(store, [result(1, N), rule_deletion(2), result(1, C, of=key(rule="b"))])
    assert list(report.failed) == ["m-1"]
    assert report.failed["m-1"].kind is FailureKind.UNAVAILABLE
    store.is_busy = False
    assert not record(store, [rule_deletion(2)]).failed
    assert [record.status for record in store.records.values()] == [None, C]


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


def test_each_kind_of_end_is_counted_and_remembered() -> None:
    store = InMemoryComplianceStore()
    ends: dict[Closes, Observation] = {
        Closes.RESOURCE: deletion(1),
        Closes.RULE: rule_deletion(2),
        Closes.STATE: closure(3, key()),
        Closes.PLACE: closure(4),
    }
    assert record(store, list(ends.values())).counted["deletion"] == len(ends)
    assert [item.closes for item in store.items.values()] == list(ends)


def test_order_of_arrival_matters_to_what_is_told() -> None:
    first_the_end = InMemoryComplianceStore()
    record(first_the_end, [deletion(5), result(1, N)])
    assert not first_the_end.notices
    first_the_result = InMemoryComplianceStore()
    record(first_the_result, [result(1, N), deletion(5)])
    assert len(first_the_result.notices) == 2
