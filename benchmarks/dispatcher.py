"""How many alerts a second one dispatcher plans, and how many it tells, and what that asks for.

The use cases of NotifyViolations run in this process, on a table of their own on the local AWS.
"""

from __future__ import annotations

import itertools
import statistics
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, overload

from benchmarks.report import Section, table
from benchmarks.saying import say
from benchmarks.telling_office import POLICY, office_on
from shared.adapters.dynamodb_hushes import DynamoDbHushes
from shared.adapters.dynamodb_known_rules import DynamoDbKnownRules
from shared.adapters.dynamodb_lives import DynamoDbLives
from shared.adapters.dynamodb_mute_queries import DynamoDbMuteQueries
from shared.adapters.dynamodb_new_rules import DynamoDbNewRules
from shared.adapters.dynamodb_notices import notice_item
from shared.adapters.dynamodb_waves import DynamoDbWaves
from shared.domain.delivery import Change, Delivered, Delivery, Gone, Message, Reference
from shared.domain.mutes import Selector
from shared.domain.notices import Notice, NoticeKind
from shared.domain.observations import StateKey, Version
from shared.domain.outbox import Pause, is_news
from shared.domain.pages import Page, Position
from shared.domain.routing import default_routing
from shared.usecases.judge_violations import Judgement
from shared.usecases.plan_alerts import PlanningDesk, plan_alerts
from shared.usecases.route_violations import RoutingDesk
from shared.usecases.tell_channel import tell_channel
from tests.builders.office import Nothing, NoUnits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_dynamodb.client import DynamoDBClient

    from benchmarks.telling_office import Office
    from local.stack_file import StackFile

ALERTS, ROUNDS = 500, 3
GROUPS = (1, 10, 100)  # violations of one rule in one account
WEBHOOK, BOT = WAYS = ("webhook", "bot")
A_TRANSACTION = 100
RETENTION = timedelta(days=1)
LATER = timedelta(minutes=10)
RULE, KIND = "restricted-ssh", "AWS::EC2::SecurityGroup"
ABOUT = f"""\
{ALERTS} violations wait in the outbox, as HandleConfigEvents has put them there, and are planned;
then their alerts are told in groups of one rule and account: by a webhook, or by a bot, which keeps
a thread of each group. The channel answers at once, asks for no pause and has no cap; the templates
are the product's. Median of {ROUNDS} rounds. Per second of processor: of this process, which is the
dispatcher's; per second: with the local AWS, which answers from another process.
"""


@dataclass
class Measured:
    """What planning or telling some alerts took."""

    alerts: int = 0
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    messages: int = 0

    def row(self, *names: str) -> list[str]:
        """Return the figures as a row of the table."""
        wall, processor = (statistics.median(each) for each in (self.seconds, self.processor))
        asked = statistics.median(self.requests) * 100 / self.alerts
        speeds = (f"{self.alerts / took:,.0f}" for took in (processor, wall))
        return [*names, *speeds, f"{asked:.1f}"]


class AtOnce:
    """A channel that takes everything and asks for no pause; implements AlertChannel."""

    interval = timedelta()

    def __init__(self, *, threads: bool) -> None:
        self.threads = threads
        self.posted = 0

    def name(self) -> str:
        """Return a name."""
        return "at once"

    def trouble(self) -> str:
        """Return nothing: it takes everything."""
        return ""

    def ready_at(self) -> datetime:
        """Return a time that is over."""
        return datetime.min.replace(tzinfo=UTC)

    @overload
    def post(self, message: Message, thread: None = None) -> Delivery: ...

    @overload
    def post(self, message: Message, thread: Reference, *, broadcast: bool = False) -> Change: ...

    def post(
        self, message: Message, thread: Reference | None = None, *, broadcast: bool = False
    ) -> Change:
        """Take a message."""
        self.posted += bool(message.blocks) and thread is None and not broadcast
        return Delivered(Reference("C1", f"{self.posted}") if self.threads else None)

    def update(self, reference: Reference, message: Message) -> Change:
        """Change nothing."""
        return Gone(f"{reference} cannot be shown as {message.text}")


class Requests:
    """Counts what a client sends."""

    def __init__(self, client: DynamoDBClient) -> None:
        self.sent = 0
        client.meta.events.register("before-send.dynamodb", self._count)

    def _count(self, **_: Any) -> None:
        self.sent += 1


def measure(stack: StackFile) -> Section:
    """Plan and tell alerts in groups of each size, in turns."""
    with office_on(stack) as office:
        lines = measured_at(office)
    return Section(
        title="One dispatcher: alerts a second", module="dispatcher", lines=[ABOUT, *lines]
    )


def measured_at(office: Office, alerts: int = ALERTS, rounds: int = ROUNDS) -> list[str]:
    """Return the table; what is told is gone from the outbox then."""
    requests = Requests(office.client)
    planned = {size: Measured(alerts) for size in GROUPS}
    told = {way: {size: Measured(alerts) for size in GROUPS} for way in WAYS}
    for run, (_, size, way) in enumerate(itertools.product(range(rounds), GROUPS, WAYS)):
        say(f"alerts in groups of {size} are planned and told by a {way}")
        _put(office, run, alerts, size)
        with _measured(planned[size], requests):
            found = _plan(office)
        assert found == alerts, f"{found} alerts of {alerts} were planned"
        with _measured(told[way][size], requests):
            told[way][size].messages = _tell(office, alerts, way)
    head = ["", "in groups of", "messages", "alerts a second of processor", "alerts a second"]
    rows = [
        *(each.row("planned", f"{size}", "") for size, each in planned.items()),
        *(
            each.row(f"told by a {way}", f"{size}", f"{each.messages}")
            for way in WAYS
            for size, each in told[way].items()
        ),
    ]
    return table([*head, "requests to DynamoDB for 100 alerts"], rows)


@contextmanager
def _measured(into: Measured, requests: Requests) -> Iterator[None]:
    sent, wall, processor = requests.sent, time.perf_counter(), time.process_time()
    yield
    into.processor.append(time.process_time() - processor)
    into.seconds.append(time.perf_counter() - wall)
    into.requests.append(requests.sent - sent)


def _put(office: Office, run: int, count: int, size: int) -> None:
    """Let so many violations wait to be planned, so many of each account, which no run had yet."""
    now = datetime.now(UTC)
    items = [notice_item(_notice(run, number, size, now), now) for number in range(count)]
    for chunk in itertools.batched(items, A_TRANSACTION, strict=False):
        puts: Any = [{"Put": {"TableName": office.table, "Item": item}} for item in chunk]
        office.client.transact_write_items(TransactItems=puts)


def _notice(run: int, number: int, size: int, now: datetime) -> Notice:
    account = f"{200_000_000_000 + run * ALERTS + number // size}"
    key = StateKey(account, "eu-central-1", RULE, KIND, f"sg-{run}-{number}")
    version = Version(now, now, f"event-{run}-{number}")
    return Notice(NoticeKind.OPENED, key, version, "NON_COMPLIANT", now)


def _plan(office: Office) -> int:
    """Plan all that waits; return how many alerts there are to tell."""
    now = office.desk.clock.now()
    waiting = office.desk.outbox.waiting(now)
    heard = [(each.notice, now) for each in waiting if isinstance(each.notice, Notice)]
    return len(plan_alerts(heard, _planning(office), now).alerts)


class NoStates:
    """No violations that mutes could have covered; implements OpenStates."""

    def covered_by(self, selector: Selector, limit: int, after: Position | None) -> Page[StateKey]:
        """Return nothing."""
        assert (selector.is_too_wide, limit, after) != (True, 0, None)
        return Page([], None)


def _planning(office: Office) -> PlanningDesk:
    return PlanningDesk(
        lives=DynamoDbLives(office.client, office.table, RETENTION),
        mutes=DynamoDbMuteQueries(office.client, office.table),
        judgement=Judgement(
            routing=default_routing(),
            policy=POLICY,
            grouping_window=timedelta(),
            desk=RoutingDesk(tags=Nothing(), units=NoUnits()),
            rules=DynamoDbKnownRules(office.client, office.table),
            new_rules=DynamoDbNewRules(office.client, office.table, office.table),
            waves=DynamoDbWaves(office.client, office.table),
        ),
        hushes=DynamoDbHushes(office.client, office.table),
        open_states=NoStates(),
        outbox=office.desk.outbox,
    )


def _tell(office: Office, alerts: int, way: str) -> int:
    """Tell all that waits; return in how many messages."""
    channel, tally = AtOnce(threads=way == BOT), Counter[str]()
    desk = replace(office.desk, channel=channel, policy=POLICY)
    now = desk.clock.now()
    entries = [each for each in desk.outbox.waiting(now) if is_news(each)]
    tell_channel(entries, now + LATER, desk, Pause(now), tally)
    assert tally["notices_told"] == alerts, f"{tally} of {alerts} alerts"
    return channel.posted
