"""How many violations are muted is what counting each of them gives, or is not known."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.pooled_open_violations import PooledOpenViolations
from shared.domain.filters import Filters
from shared.domain.muted_counts import clamped, percentage_without
from shared.domain.mutes import Mute, Selector
from shared.domain.muting import ActiveMutes
from shared.domain.pages import Page, Position
from shared.domain.rollups import Counts
from shared.domain.state import Record
from shared.domain.summary import Summary
from shared.usecases.count_muted import MOST_ACCOUNTS, MOST_NARROW, MutedSources
from shared.usecases.record_batch import record_batch
from shared.usecases.summarise_compliance import summarise_compliance
from tests.builders.mutes import muting
from tests.builders.observations import N, at
from tests.builders.questions import (
    ACCOUNTS,
    REGIONS,
    RESOURCES,
    RULES,
    TYPES,
    a_morning,
    filters,
    messages,
)
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_queries import InMemoryComplianceQueries, InMemoryHistoryQueries

STORE = InMemoryComplianceStore()
record_batch(messages(a_morning(seed=3, changes=400)), STORE, at(60), lambda _: None)
STATES = InMemoryComplianceQueries(STORE)
EVENTS = InMemoryHistoryQueries(STORE)
POOL = ThreadPoolExecutor(2)
NOW = at(60)


def summary(asked: Filters, mutes: list[Mute], states: Any = STATES) -> Summary:
    by = MutedSources(ActiveMutes(mutes, NOW), PooledOpenViolations(states, POOL))
    return summarise_compliance(asked, None, states, EVENTS, NOW, by)


selectors = st.builds(
    Selector,
    account=st.sampled_from([None, None, *ACCOUNTS]),
    region=st.sampled_from([None, None, *REGIONS]),
    rule_name=st.sampled_from([None, None, *RULES, "*ssh", "iam-*"]),
    resource_type=st.sampled_from([None, None, *TYPES]),
    resource_id=st.sampled_from([None, None, *RESOURCES, "i-*"]),
)
mutes = st.lists(st.builds(lambda each: replace(muting(), selector=each), selectors), max_size=5)


@given(filters.map(lambda asked: replace(asked, status=None)), mutes)
def test_it_equals_a_recount_whatever_is_asked_and_however_mutes_overlap(
    asked: Filters, every: list[Mute]
) -> None:
    found = summary(asked, every)
    active = ActiveMutes(every, NOW)
    open_ones = STATES.states(replace(asked, status=N), 9_999, None).items
    assert found.muted == sum(active.on_state(each.key).muted is True for each in open_ones)
    assert found.percentage_without_muted == percentage_without(found.counts, found.muted)


@pytest.mark.parametrize(
    "asked",
    [Filters(), Filters(account=ACCOUNTS[0]), Filters(resource_id=RESOURCES[0])],
)
def test_with_a_mute_by_tag_it_is_not_known(asked: Filters) -> None:
    found = summary(asked, [muting(tag=("team", "payments"))])
    assert (found.muted, found.percentage_without_muted) == (None, None)


def test_a_mute_by_tag_elsewhere_changes_nothing() -> None:
    tagged = muting(tag=("team", "payments"), account=ACCOUNTS[1])
    assert summary(Filters(account=ACCOUNTS[0]), [tagged]).muted == 0
    assert summary(Filters(accounts=()), [muting(resource_id="i-1")]).muted == 0


def test_without_being_asked_nothing_is_said_of_mutes() -> None:
    for asked in (Filters(), Filters(account=ACCOUNTS[0]), Filters(resource_id=RESOURCES[0])):
        plain = summarise_compliance(asked, None, STATES, EVENTS, NOW)
        assert plain.muted is None
        assert summary(asked, []).muted == 0


class Endless(InMemoryComplianceQueries):
    """Answers with pages that never come to an end."""

    def states(self, filters: Filters, limit: int, after: Position | None) -> Page[Record]:
        page = super().states(filters, limit, after and None)
        return Page(page.items, ("", "on"))


def test_beyond_a_bound_it_is_not_known() -> None:
    resource = muting(resource_id="i-*")
    assert summary(Filters(), [resource], Endless(STORE)).muted is None
    narrow = [muting(resource_id=f"i-{n}") for n in range(MOST_NARROW + 1)]
    assert summary(Filters(), narrow).muted is None
    assert summary(Filters(), narrow[:-1]).muted is not None
    accounts = [muting(account=f"{n:012}") for n in range(MOST_ACCOUNTS + 1)]
    assert summary(Filters(), accounts).muted is None
    assert summary(Filters(), accounts[:-1]).muted == 0
    few = PooledOpenViolations(STATES, POOL)
    assert few.among([Filters(status=N)], 1) is None


def test_what_changes_between_two_reads_makes_no_nonsense() -> None:
    assert clamped(3, Counts(total=2, non_compliant=2)) == 2
    assert clamped(None, Counts()) is None
    assert percentage_without(Counts(total=4, compliant=3, non_compliant=1), 2) == 100.0
    assert percentage_without(Counts(total=1, non_compliant=1), 1) is None
