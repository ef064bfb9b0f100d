"""A filter that stands alone leads to a key: little is read that it then refuses."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import pytest

from shared.adapters.dynamodb_compliance_queries import DynamoDbComplianceQueries
from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.adapters.dynamodb_history_queries import DynamoDbHistoryQueries
from shared.adapters.dynamodb_regions import DynamoDbRegions
from shared.adapters.dynamodb_violations import DynamoDbViolations
from shared.domain.filters import Filters, Window
from shared.domain.observations import AWS_CONFIG, RECONCILE, Evaluation, Origin, StateKey, Version
from shared.domain.severity import Severity
from shared.domain.status import Status
from shared.domain.violations import ViolationsQuestion, among
from shared.usecases.record_batch import record_batch
from tests.builders.observations import at
from tests.builders.questions import messages
from tests.builders.tables import TABLES, mocked_tables
from tests.builders.totals import add_up
from tests.builders.walks import walk, walk_events, walk_states

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ACCOUNTS = tuple(f"{n}" * 12 for n in range(2, 6))
REGIONS = ("eu-central-1", "eu-west-1", "us-east-1")
TYPES = tuple(f"AWS::{name}" for name in ("EC2::Instance", "IAM::User", "RDS::DBInstance"))
RULES = ("restricted-ssh", "iam-root-access-key-check", "required-tags", "rds-storage-encrypted")
STATUSES = (*Status, "SOMETHING_NEW")


class Counting:
    """A client that counts what its queries read, and what of it their filters let pass."""

    def __init__(self, client: "DynamoDBClient") -> None:
        self._client = client
        self.read = self.passed = 0

    def query(self, **request: Any) -> Any:
        answer = self._client.query(**request)
        self.read += answer["ScannedCount"]
        self.passed += answer["Count"]
        return answer


@dataclass
class Office:
    """Everything that can be asked, and what was read for it."""

    client: Counting
    compliance: DynamoDbComplianceQueries
    history: DynamoDbHistoryQueries
    violations: DynamoDbViolations


def an_evaluation(pick: random.Random, minute: int) -> Evaluation:
    key = StateKey(
        pick.choice(ACCOUNTS), pick.choice(REGIONS), pick.choice(RULES), pick.choice(TYPES),
        f"i-{pick.randrange(5)}",
    )  # fmt: skip
    source = pick.choice((AWS_CONFIG, RECONCILE))
    origin = Origin(f"e{minute}", source, "Compliance Change", key.account, key.region)
    heard = Version(at(minute / 10), at(minute / 10), f"e{minute}")
    return Evaluation(origin, key, heard, pick.choice(STATUSES), None)


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    pick = random.Random(5)
    heard = [an_evaluation(pick, minute) for minute in range(60)]
    with mocked_tables() as client, ThreadPoolExecutor(4) as pool:
        store = DynamoDbComplianceStore(client, TABLES, lambda: NOW)
        assert not record_batch(messages(heard), store, NOW, lambda _: None).failed
        add_up(client, TABLES.config_compliance)
        counting = Counting(client)
        each, states = cast("Any", counting), TABLES.config_compliance
        regions = DynamoDbRegions(each, states)
        yield Office(
            counting,
            DynamoDbComplianceQueries(each, states, pool, lambda: NOW),
            DynamoDbHistoryQueries(each, TABLES.events, regions, pool, lambda: NOW),
            DynamoDbViolations(each, states, pool),
        )


ALONE = [
    Filters(account=ACCOUNTS[1]),
    Filters(region=REGIONS[2]),
    Filters(rule_name=RULES[0]),
    Filters(resource_type=TYPES[1]),
]
OF_LISTS = [
    *ALONE,
    Filters(resource_id="i-3"),
    *(Filters(status=status) for status in STATUSES if status != Status.COMPLIANT),
]


def assert_little_is_refused(office: Office, ask: Callable[[Office], object]) -> None:
    office.client.read = office.client.passed = 0
    assert ask(office)
    assert office.client.passed * 2 >= office.client.read > 0


@pytest.mark.parametrize(
    "filters",
    [
        *ALONE,
        Filters(resource_id="i-3"),
        *(Filters(status=status) for status in Status),
        Filters(source=AWS_CONFIG),
        Filters(source=RECONCILE),
    ],
    ids=repr,
)
def test_events(office: Office, filters: Filters) -> None:
    assert_little_is_refused(
        office, lambda office: walk_events(office.history, filters, Window(), 60)
    )


@pytest.mark.parametrize("filters", OF_LISTS, ids=repr)
def test_states(office: Office, filters: Filters) -> None:
    assert_little_is_refused(office, lambda office: walk_states(office.compliance, filters, 60))


@pytest.mark.parametrize("filters", ALONE, ids=repr)
def test_open_violations(office: Office, filters: Filters) -> None:
    question = ViolationsQuestion(filters=filters)
    assert_little_is_refused(
        office, lambda office: walk(partial(office.violations.violations, question, 60))
    )


def test_open_violations_of_a_severity(office: Office) -> None:
    question = among(ViolationsQuestion(severity=Severity.CRITICAL), dict.fromkeys(RULES, 1))
    assert_little_is_refused(
        office, lambda office: walk(partial(office.violations.violations, question, 60))
    )


@pytest.mark.parametrize("filters", ALONE, ids=repr)
def test_counts(office: Office, filters: Filters) -> None:
    assert_little_is_refused(office, lambda office: list(office.compliance.rollups(filters)))


def test_sums_of_a_region(office: Office) -> None:
    totals = office.compliance.totals()
    whole = office.client.read
    office.client.read = 0
    assert office.compliance.totals(REGIONS[0]).by_region == {
        REGIONS[0]: totals.by_region[REGIONS[0]]
    }
    assert office.client.read * 2 < whole
