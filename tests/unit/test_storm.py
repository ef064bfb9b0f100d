"""Ten thousand violations in a minute: few messages, every state stored, all of it to be seen."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import batched

import pytest

from shared.adapters.jinja_messages import JinjaMessages
from shared.adapters.signed_cursors import SignedCursors
from shared.domain.alert import Alert
from shared.domain.alerts import RollUp
from shared.domain.delivery import Message
from shared.domain.observations import StateKey
from shared.domain.outbox import Fate, is_alert
from shared.domain.pages import Listing
from shared.domain.violations import Violation, ViolationsQuestion
from shared.usecases.list_violations import list_violations
from shared.usecases.record_batch import Message as Recorded
from shared.usecases.record_batch import record_batch
from tests.builders.observations import N, result
from tests.builders.office import POLICY, Office
from tests.builders.slack_payloads import problems
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_overview import InMemoryOverview
from tests.fakes.in_memory_queries import InMemoryComplianceQueries
from tests.fakes.summed_totals import SummedTotals

VIOLATIONS, RULES, ACCOUNTS = 10_000, 40, 25
A_MINUTE, EVERY = 10, timedelta(seconds=10)
A_PAGE = 2_999  # of a store in memory, which sorts all that it has for each
STORM = [
    StateKey(
        f"{number % ACCOUNTS:012}",
        "eu-central-1",
        f"our-rule-{number // ACCOUNTS % RULES}",
        "AWS::S3::Bucket",
        f"bucket-{number}",
    )
    for number in range(VIOLATIONS)
]


class Telling(JinjaMessages):
    """The product's templates, which remember what was told by itself and what was held back."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Alert] = []
        self.held: list[tuple[RollUp, Message]] = []

    def violations(self, opened: Sequence[Alert]) -> Message:
        self.told += opened
        return super().violations(opened)

    def rolled_up(self, held: RollUp) -> Message:
        message = super().rolled_up(held)
        self.held.append((held, message))
        return message


@pytest.fixture(scope="module")
def store() -> InMemoryComplianceStore:
    """Return what is stored of the storm."""
    kept = InMemoryComplianceStore()
    heard = [result(n / VIOLATIONS, N, of=key) for n, key in enumerate(STORM)]
    for some in batched(heard, 500, strict=False):
        messages = [Recorded(each.origin.event_id, each) for each in some]
        assert not record_batch(messages, kept, some[-1].version.recorded, lambda _: None).failed
    return kept


@pytest.fixture(scope="module")
def office(store: InMemoryComplianceStore) -> Office:
    """Return where the storm was told of, as it came, by a dispatcher every ten seconds."""
    office = Office(replace(POLICY, messages_per_minute=A_MINUTE))
    office.desk = replace(office.desk, writer=Telling())
    office.channel.interval = timedelta(seconds=1)
    began = office.clock.now()
    for number, some in enumerate(batched(store.notices, VIOLATIONS // 6 + 1, strict=False)):
        office.clock.time = max(office.clock.time, began + number * EVERY)
        office.hear(*some)
        office.run(budget=EVERY.total_seconds())
    office.run(budget=180)
    return office


def test_every_state_is_stored_and_counted(store: InMemoryComplianceStore) -> None:
    assert {key: record.status for key, record in store.records.items()} == dict.fromkeys(STORM, N)
    assert sum(counts.non_compliant for counts in store.rollups.values()) == VIOLATIONS


def test_the_api_lists_each_of_them_once(store: InMemoryComplianceStore) -> None:
    everything, cursors = InMemoryOverview(store), SignedCursors(lambda: b"k" * 64)
    totals = SummedTotals(InMemoryComplianceQueries(store))
    pages = [Listing[Violation]([], None)]
    while len(pages) == 1 or (pages[-1].next_cursor and len(pages) <= VIOLATIONS / A_PAGE + 1):
        asked = ViolationsQuestion(), A_PAGE, pages[-1].next_cursor
        pages.append(list_violations(*asked, everything, totals, everything, cursors))
    assert Counter(each.record.key for page in pages for each in page.items) == Counter(STORM)
    assert pages[-1].next_cursor is None


def test_no_minute_has_more_messages_than_it_may_and_one_that_says_what_is_held_back(
    office: Office,
) -> None:
    minutes = Counter(time.replace(second=0, microsecond=0) for time in office.channel.times)
    assert max(minutes.values()) <= A_MINUTE + 1
    assert len(minutes) <= 3
    assert not any(problems(message) for message in office.channel.posted)


def test_each_violation_is_told_by_itself_or_counted_among_what_is_held_back_once(
    office: Office,
) -> None:
    writer = office.desk.writer
    assert isinstance(writer, Telling)
    held = [entry.notice for roll_up, _ in writer.held for entry in roll_up.entries]
    assert Counter(alert.key for alert in (*writer.told, *held)) == Counter(STORM)
    assert len(held) > VIOLATIONS / 2
    entries = [entry for entry in office.outbox.entries.values() if is_alert(entry)]
    assert Counter(entry.fate for entry in entries) == {Fate.TOLD: VIOLATIONS}


def test_what_is_held_back_says_how_many_and_where_to_see_them(office: Office) -> None:
    writer = office.desk.writer
    assert isinstance(writer, Telling)
    for roll_up, message in writer.held:
        number = len(roll_up.entries)
        assert f"Held back: {number} alerts" in message.text
        assert f"{number} violations began" in message.text
        assert "python -m tools.api violations" in message.text
