"""Results are recorded: state, history, rollups and what is told of them."""

import pytest

from shared.domain.notices import NoticeKind
from shared.domain.plan import Knowledge, Plan
from shared.domain.rollups import Activity
from shared.ports.errors import StoreUnavailableError
from shared.usecases.record_batch import Message, record_batch
from shared.usecases.record_evaluations import ATTEMPTS, record_evaluations
from tests.builders.endings import reconciled
from tests.builders.observations import C, N, at, key, result
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore


def no_pause(attempt: int) -> None:
    assert attempt >= 0


def test_a_batch_in_order_is_written_in_one_round_trip() -> None:
    store = InMemoryComplianceStore()
    record_evaluations([result(1, N, of=key(f"b-{n}")) for n in range(20)], store, no_pause)
    record_evaluations([result(2, C, N, of=key(f"b-{n}")) for n in range(20)], store, no_pause)
    assert store.trips == 2


def test_a_batch_too_large_for_one_transaction_is_written_in_several() -> None:
    store = InMemoryComplianceStore()
    plans = record_evaluations([result(1, N, of=key(f"b-{n}")) for n in range(50)], store, no_pause)
    assert len(store.records) == 50
    assert max(plan.size for plan in plans) <= 100


def test_the_same_event_twice_in_a_batch_is_recorded_once() -> None:
    store = InMemoryComplianceStore()
    record_evaluations([result(1, N), result(1, N)], store, no_pause)
    assert [notice.kind for notice in store.notices] == [NoticeKind.OPENED]
    assert list(store.activity.values()) == [Activity(1, 1, 0)]


def test_one_event_id_can_carry_two_findings() -> None:
    store = InMemoryComplianceStore()
    pair = [result(1, N, of=key(name), event_id="same") for name in ("a", "b")]
    record_evaluations(pair, store, no_pause)
    assert len(store.items) == 2


def test_a_violation_is_told_when_it_opens_and_when_it_ends_and_not_in_between() -> None:
    store = InMemoryComplianceStore()
    for heard in (result(1, N), result(2, N, N), result(3, C, N), result(3, C, N)):
        record_evaluations([heard], store, no_pause)
    assert [notice.kind for notice in store.notices] == [NoticeKind.OPENED, NoticeKind.RESOLVED]


def test_a_replayed_event_is_recorded_and_never_told() -> None:
    store = InMemoryComplianceStore()
    record_evaluations([result(1, N, replayed=True)], store, no_pause)
    assert store.records
    assert not store.notices


def test_what_was_there_before_its_place_was_watched_is_recorded_and_not_told() -> None:
    store = InMemoryComplianceStore()
    record_evaluations([reconciled(1, N, backfilled=True)], store, no_pause)
    assert store.records
    assert not store.notices


def test_a_violation_that_reconcile_found_is_told() -> None:
    store = InMemoryComplianceStore()
    record_evaluations([reconciled(1, N)], store, no_pause)
    assert [notice.kind for notice in store.notices] == [NoticeKind.OPENED]


@pytest.mark.parametrize("backfilled", [True, False])
def test_an_end_after_what_was_backfilled_is_kept_for_those_who_were_told(
    *, backfilled: bool
) -> None:
    store = InMemoryComplianceStore()
    heard = [reconciled(1, N, backfilled=True), reconciled(2, C, backfilled=backfilled)]
    record_evaluations(heard, store, no_pause)
    assert [notice.kind for notice in store.notices] == [NoticeKind.RESOLVED]


@pytest.mark.parametrize("found_first", [True, False])
@pytest.mark.parametrize("status", [C, N])
def test_a_result_that_is_found_and_also_heard_of_is_told_once(
    *, found_first: bool, status: str
) -> None:
    store, before = InMemoryComplianceStore(), N if status == C else C
    record_evaluations([result(1, before)], store, no_pause)
    both = [result(2, status, before, event_id="c0bb891c-77fe"), reconciled(2, status)]
    told = len(store.notices)
    for heard in reversed(both) if found_first else both:
        record_evaluations([heard], store, no_pause)
    assert len(store.notices) == told + 1
    record = store.records[key()]
    assert (record.status, record.since, record.previous_status) == (status, at(2), before)
    assert record.version.event_id.startswith("~reconcile-")


def test_a_replayed_end_is_told_since_an_alert_may_wait_for_it() -> None:
    store = InMemoryComplianceStore()
    for heard in (result(1, N), result(2, C, N, replayed=True)):
        record_evaluations([heard], store, no_pause)
    assert [notice.kind for notice in store.notices] == [NoticeKind.OPENED, NoticeKind.RESOLVED]


def test_a_violation_that_is_over_when_it_is_heard_of_is_not_told() -> None:
    store = InMemoryComplianceStore()
    for heard in (result(5, C, N), result(1, N, C)):
        record_evaluations([heard], store, no_pause)
    assert [notice.kind for notice in store.notices] == [NoticeKind.RESOLVED]


def test_a_gap_is_counted_when_the_old_result_is_not_what_is_stored() -> None:
    store = InMemoryComplianceStore()
    messages = [Message("1", result(1, C)), Message("2", result(2, C, N))]
    report = record_batch(messages, store, at(3), no_pause)
    assert report.counted["gap"] == 1


class Contended(InMemoryComplianceStore):
    """Somebody else is always first."""

    def commit(self, plan: Plan) -> Knowledge | None:
        assert plan.history
        return Knowledge()


def test_conflicts_that_do_not_end_are_an_error_after_so_many_attempts() -> None:
    pauses: list[int] = []
    with pytest.raises(StoreUnavailableError, match="other writers"):
        record_evaluations([result(1, N)], Contended(), pauses.append)
    assert pauses == list(range(ATTEMPTS))
