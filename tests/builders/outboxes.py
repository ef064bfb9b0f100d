"""The two outboxes that a test holds against each other, with an easy way to fill them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from shared.adapters.dynamodb_alerts import alert_item
from shared.adapters.dynamodb_outbox import DynamoDbOutbox
from shared.adapters.dynamodb_recorder_news import recorder_news_item
from shared.adapters.dynamodb_summaries import summary_item
from shared.domain.alert import Alert
from shared.domain.lives import Due
from shared.domain.onboarding import AccountSummary
from shared.domain.outbox import Entry, News, OutboxEntry, is_news
from shared.domain.recorder import RecorderNews
from shared.ports.alerting import Outbox
from tests.builders.serial import one_at_a_time
from tests.builders.tables import TABLES, mocked_tables
from tests.fakes.clock import NOW
from tests.fakes.in_memory_outbox import InMemoryOutbox

LATER = NOW + timedelta(seconds=30)


@dataclass(frozen=True)
class Kept:
    """An outbox, and how a test puts something into it that is due `seconds` from now."""

    outbox: Outbox
    add: Callable[[News, float], None]

    def seen(self) -> list[Entry]:
        return [entry for entry in self.outbox.waiting(LATER) if is_news(entry)]

    def one(self, alert: Alert) -> OutboxEntry[Alert]:
        entries = self.outbox.of_violations([alert.violation])[alert.violation]
        return next(entry for entry in entries if entry.notice == alert)


@contextmanager
def in_memory() -> Iterator[Kept]:
    outbox = InMemoryOutbox()
    yield Kept(outbox, lambda notice, s: outbox.add(notice, NOW + timedelta(seconds=s)))


@contextmanager
def on_dynamodb() -> Iterator[Kept]:
    with mocked_tables() as client:

        def add(notice: News, seconds: float) -> None:
            later = timedelta(seconds=seconds)
            match notice:
                case Alert():
                    item = alert_item(Due(notice, NOW + later), NOW)
                case RecorderNews():
                    item = recorder_news_item(notice, NOW + later)
                case AccountSummary():
                    item = summary_item(notice, NOW + later)
            client.put_item(TableName=TABLES.notifications, Item=item)

        one_at_a_time(client)
        yield Kept(DynamoDbOutbox(client, TABLES.notifications, TABLES.retention, ["default"]), add)


BOTH = [in_memory, on_dynamodb]
