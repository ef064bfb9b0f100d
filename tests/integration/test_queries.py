"""What is asked of DynamoDB and of the fake is answered alike, and completely."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import batched

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from shared.adapters.dynamodb_compliance_queries import DynamoDbComplianceQueries
from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.adapters.dynamodb_history_queries import DynamoDbHistoryQueries
from shared.adapters.dynamodb_regions import DynamoDbRegions
from shared.adapters.dynamodb_violations import DynamoDbViolations
from shared.adapters.paged_open_states import PagedOpenStates
from shared.domain.filters import Filters, Window
from shared.domain.mutes import Selector, StateSubject
from shared.domain.observations import AWS_CONFIG, RECONCILE
from shared.domain.rule_names import normalise
from shared.domain.severity import Severity
from shared.domain.status import Status
from shared.domain.violations import ViolationsQuestion, among
from shared.ports.asking import ComplianceQueries, HistoryQueries
from shared.ports.overview import ViolationQueries
from shared.usecases.record_batch import record_batch
from shared.usecases.summarise_compliance import summarise_compliance
from tests.builders import questions
from tests.builders.observations import at
from tests.builders.tables import TABLES, mocked_tables
from tests.builders.totals import add_up
from tests.builders.walks import walk, walk_events, walk_states
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_overview import InMemoryOverview
from tests.fakes.in_memory_queries import InMemoryComplianceQueries, InMemoryHistoryQueries

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass
class Both:
    """The same question, asked of two that were told the same."""

    real: tuple[ComplianceQueries, HistoryQueries]
    fake: tuple[ComplianceQueries, HistoryQueries]
    violations: tuple[ViolationQueries, ViolationQueries]


@pytest.fixture(scope="module")
def both() -> Iterator[Both]:
    fake = InMemoryComplianceStore()
    with mocked_tables() as client, ThreadPoolExecutor(4) as pool:
        real = DynamoDbComplianceStore(client, TABLES, lambda: NOW)
        for batch in batched(questions.messages(questions.a_morning(seed=2)), 15, strict=True):
            for store in (fake, real):
                assert not record_batch(batch, store, NOW, lambda _: None).failed
        add_up(client, TABLES.config_compliance)
        regions = DynamoDbRegions(client, TABLES.config_compliance)
        yield Both(
            (
                DynamoDbComplianceQueries(client, TABLES.config_compliance, pool, lambda: NOW),
                DynamoDbHistoryQueries(client, TABLES.events, regions, pool, lambda: NOW),
            ),
            (InMemoryComplianceQueries(fake), InMemoryHistoryQueries(fake)),
            (
                DynamoDbViolations(client, TABLES.config_compliance, pool),
                InMemoryOverview(fake),
            ),
        )


limits = st.integers(10, 25)
# The merge itself is tried thoroughly without DynamoDB; shrinking would take long here.
some = settings(max_examples=4, phases=[Phase.explicit, Phase.generate])


@some
@given(filters=questions.filters, limit=limits)
def test_walking_the_pages_of_states_gives_each_that_was_asked_for_once(
    both: Both, filters: Filters, limit: int
) -> None:
    real = walk_states(both.real[0], filters, limit)
    assert sorted(real, key=repr) == sorted(walk_states(both.fake[0], filters, 100), key=repr)


selectors = st.builds(
    Selector,
    account=st.sampled_from([None, *questions.ACCOUNTS]),
    rule_name=st.sampled_from([None, None, *questions.RULES, "*ssh"]),
    resource_id=st.sampled_from([None, None, *questions.RESOURCES, "i-*"]),
)


@some
@given(selector=selectors, limit=limits)
def test_walking_the_pages_of_what_a_mute_may_cover_finds_all_violations_that_it_covers(
    both: Both, selector: Selector, limit: int
) -> None:
    found = set(walk(partial(PagedOpenStates(both.real[0]).covered_by, selector, limit)))
    violations = walk_states(both.fake[0], Filters(status=Status.NON_COMPLIANT), 100)
    keys = {record.key for record in violations}
    assert found <= keys
    assert found >= {key for key in keys if selector.admits(StateSubject(key))}


sources = st.sampled_from([None, None, AWS_CONFIG, RECONCILE, "aws.ec2"])
of_events = st.builds(replace, questions.filters, source=sources)


@some
@given(filters=of_events, window=questions.windows, limit=limits)
def test_walking_the_pages_of_events_gives_each_that_was_asked_for_once_newest_first(
    both: Both, filters: Filters, window: Window, limit: int
) -> None:
    real = walk_events(both.real[1], filters, window, limit)
    fake = walk_events(both.fake[1], filters, window, 100)
    assert sorted(real, key=repr) == sorted(fake, key=repr)
    assert [item.time for item in real] == [item.time for item in fake]


asked_of_violations = st.builds(
    ViolationsQuestion,
    filters=questions.filters.map(partial(replace, status=None, resource_id=None)),
    severity=st.sampled_from([None, *Severity]),
    newest_first=st.booleans(),
)
BOTH = Filters(accounts=questions.ACCOUNTS)
ONE = Filters(account=questions.ACCOUNTS[0])


@settings(max_examples=20, phases=[Phase.explicit, Phase.generate], deadline=None)
@given(question=asked_of_violations, limit=limits)
@example(ViolationsQuestion(filters=BOTH, severity=Severity.CRITICAL, newest_first=True), 3)
@example(ViolationsQuestion(filters=BOTH, severity=Severity.MEDIUM), 3)
@example(ViolationsQuestion(filters=ONE, severity=Severity.MEDIUM), 3)
@example(ViolationsQuestion(filters=replace(BOTH, rule_name="restricted-ssh")), 3)
@example(ViolationsQuestion(severity=Severity.MEDIUM, newest_first=True), 3)
@example(ViolationsQuestion(severity=Severity.CRITICAL), 3)
def test_walking_the_pages_of_violations_gives_each_that_was_asked_for_once_by_time(
    both: Both, question: ViolationsQuestion, limit: int
) -> None:
    asked = among(question, dict.fromkeys(map(normalise, questions.RULES), 1))
    real, fake = (walk(partial(queries.violations, asked, limit)) for queries in both.violations)
    assert sorted(real, key=repr) == sorted(fake, key=repr)
    assert [record.since for record in real] == [record.since for record in fake]


@some
@given(
    filters=st.one_of(questions.places, questions.filters.map(partial(replace, status=None))),
    window=questions.windows,
)
@example(filters=Filters(), window=Window(start=at(2), end=at(40)))
def test_a_summary_is_the_same_from_both(both: Both, filters: Filters, window: Window) -> None:
    real, fake = (
        summarise_compliance(filters, window, compliance, history, NOW)
        for compliance, history in (both.real, both.fake)
    )
    assert real == fake
