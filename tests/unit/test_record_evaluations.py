"""Recording: exact state, history, rollups and notices under disorder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.notices import NoticeKind
from shared.domain.observations import Evaluation, ItemChange
from shared.domain.plan import Knowledge, Plan
from shared.domain.rollups import Activity, Counts, RollupKey, count
from shared.ports.errors import StoreUnavailableError
from shared.usecases.close_resource import close_resource
from shared.usecases.record_batch import Message, record_batch
from shared.usecases.record_evaluations import ATTEMPTS, record_evaluations
from tests.builders.observations import C, N, at, deletion, key, result
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore

STATUSES = [C, N, "NOT_APPLICABLE", "INSUFFICIENT_DATA", "SOMETHING_NEW"]
KEYS = [key(f"bucket-{n}", rule) for n in range(2) for rule in ("rule-a", "rule-b")]


def no_pause(attempt: int) -> None:
    assert attempt >= 0


def recount(store: InMemoryComplianceStore) -> dict[RollupKey, Counts]:
    counted: dict[RollupKey, Counts] = {}
    for of, record in store.records.items():
        rollup = RollupKey(of.account, of.region, of.rule_name, of.resource_type)
        counted[rollup] = counted.get(rollup, Counts()) + count(record.status)
    return {rollup: counts for rollup, counts in counted.items() if counts != Counts()}


def stored(store: InMemoryComplianceStore) -> object:
    seen = {
        of: (r.status, r.since, r.previous_status, r.last_evaluated)
        for of, r in store.records.items()
        if r.status is not None
    }
    nonzero = {rollup: counts for rollup, counts in store.rollups.items() if counts != Counts()}
    return seen, set(store.items), nonzero, store.activity


def deliver(heard: list[Evaluation | ItemChange], sizes: list[int]) -> InMemoryComplianceStore:
    store, rest, turn = InMemoryComplianceStore(), heard, 0
    while rest:
        size = sizes[turn % len(sizes)]
        messages = [Message(f"m-{i}", says) for i, says in enumerate(rest[:size])]
        assert not record_batch(messages, store, at(0), no_pause).failed
        rest, turn = rest[size:], turn + 1
    return store


heard_results = st.lists(
    st.builds(
        lambda minute, status, old, of: result(minute, status, old, of=of),
        st.integers(0, 20),
        st.sampled_from(STATUSES),
        st.sampled_from([None, *STATUSES]),
        st.sampled_from(KEYS),
    ),
    max_size=14,
    unique_by=lambda one: (one.key, one.version),
)
heard_deletions = st.lists(
    st.builds(lambda m, of: deletion(m + 0.5, of), st.integers(0, 20), st.sampled_from(KEYS)),
    max_size=2,
    unique_by=lambda one: (one.resource, one.captured),
)


@given(heard_results, heard_deletions, st.randoms(use_true_random=False), st.data())
def test_any_order_repetition_and_batching_give_the_same_and_rollups_equal_a_recount(
    results: list[Evaluation],
    deletions: list[ItemChange],
    random: object,
    data: st.DataObject,
) -> None:
    heard: list[Evaluation | ItemChange] = [*results, *deletions]
    arrived = [
        *heard,
        *data.draw(st.lists(st.sampled_from(heard), max_size=6) if heard else st.just([])),
    ]
    random.shuffle(arrived)  # type: ignore[attr-defined] # Hypothesis' own Random
    sizes = data.draw(st.lists(st.integers(1, 9), min_size=1, max_size=3))
    one_by_one, batched = deliver(heard, [1]), deliver(arrived, sizes)
    assert stored(batched) == stored(one_by_one)
    assert recount(batched) == stored(batched)[2]  # type: ignore[index] # a tuple of four


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


def test_a_deletion_resolves_the_violations_of_its_resource_and_says_why() -> None:
    store = InMemoryComplianceStore()
    record_evaluations([result(1, N), result(1, C, of=key(rule="other"))], store, no_pause)
    close_resource(deletion(2), store, no_pause)
    assert not store.rollups.keys() - {r for r, c in store.rollups.items() if c == Counts()}
    last = store.notices[-1]
    assert (last.kind, last.reason) == (NoticeKind.RESOLVED, "the resource was deleted")
    assert len(store.notices) == 2


def test_a_deletion_heard_first_keeps_an_older_result_closed_and_untold() -> None:
    store = InMemoryComplianceStore()
    close_resource(deletion(5), store, no_pause)
    record_evaluations([result(1, N)], store, no_pause)
    assert not store.records
    assert not store.notices
    assert len(store.items) == 2


def test_a_result_newer_than_the_deletion_opens_the_state_again() -> None:
    store = InMemoryComplianceStore()
    close_resource(deletion(5), store, no_pause)
    record_evaluations([result(6, N)], store, no_pause)
    assert [r.status for r in store.records.values()] == [N]
    assert len(store.notices) == 1


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
