"""The window in which a crash tells twice: from Slack's answer to the record that it was told.

`python -m benchmarks.telling_window`. The table is one of its own on the local AWS, Slack the stub.
"""

from __future__ import annotations

import itertools
import statistics
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from benchmarks import report
from benchmarks.telling_office import office_on
from local import up as local_aws
from local.progress import Progress
from shared.adapters.dynamodb_alerts import alert_item
from shared.domain.alert import Alert, AlertKind
from shared.domain.alerts import LONGEST_MESSAGE, groups_due
from shared.domain.lives import Due
from shared.domain.observations import StateKey, Version
from shared.domain.outbox import is_news
from shared.domain.violation_keys import violation_shown_by
from shared.usecases.tell_group import tell_group

if TYPE_CHECKING:
    from benchmarks.telling_office import Office

SIZES = {1: 100, 100: 50, LONGEST_MESSAGE: 10}  # notices in a message, and messages
A_TRANSACTION = 100
SOON = timedelta(minutes=1)


def main() -> None:
    """Measure, and say it."""
    print("\n".join(measure()))


def measure() -> list[str]:
    """Return the report's lines; a local AWS that does not run yet is started and stopped."""
    running = local_aws.running()
    stack = running or local_aws.up(Progress())
    try:
        with office_on(stack) as office:
            rows = [_row(office, size, messages) for size, messages in SIZES.items()]
    finally:
        if running is None:
            local_aws.down()
    return [
        "From Slack's answer until it is stored that the alert was told, over the network to the",
        "local AWS and back. A crash in this time, and nothing else here, tells an alert twice.",
        "",
        *report.table(["notices in the message", "messages", "median, ms", "p95, ms"], rows),
    ]


def _row(office: Office, size: int, messages: int) -> list[str]:
    times = [_window(office, size) for _ in range(messages)]
    figures = (statistics.median(times), report.percentile(times, 95))
    return [str(size), str(messages), *(f"{figure:.1f}" for figure in figures)]


def _window(office: Office, size: int) -> float:
    """Tell so many notices in one message; return the milliseconds until that is stored."""
    now = datetime.now(UTC)
    items = [alert_item(Due(_notice(number, now), now), now) for number in range(size)]
    for chunk in itertools.batched(items, A_TRANSACTION, strict=False):
        puts: Any = [{"Put": {"TableName": office.table, "Item": item}} for item in chunk]
        office.client.transact_write_items(TransactItems=puts)
    later = datetime.now(UTC)
    waiting = office.desk.outbox.waiting(later)
    [group] = groups_due([entry for entry in waiting if is_news(entry)], later)
    assert len(group.entries) == size
    tally: Counter[str] = Counter()
    tell_group(group, later + SOON, office.desk, tally)
    if tally["notices_told"] != size:
        raise RuntimeError(f"of {size} notices were told: {dict(tally)}")
    return 1000 * (office.watched.stored[0] - office.watched.answered)


def _notice(number: int, now: datetime) -> Alert:
    key = StateKey("1" * 12, "eu-central-1", "a-rule", "AWS::S3::Bucket", f"bucket-{number}")
    version = Version(now, now, f"event-{number}")
    return Alert(
        kind=AlertKind.OPENED,
        violation=violation_shown_by(key),
        period=1,
        channel="default",
        key=key,
        version=version,
        status="NON_COMPLIANT",
        since=now,
    )


if __name__ == "__main__":
    main()
