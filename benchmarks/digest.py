"""The digest of organisations of 1,000 and 5,000 accounts with 200 rules: time and memory.

The function's own handler runs in a process of its own, against the tables of the local AWS, which
are filled with what a digest reads: registry, sums, snapshots, and the changes of its day, which
it counts by resource: 20 of each account, so that the larger one has as many as it ever reads.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.functions import variables_of
from benchmarks.report import Goal, Section, table
from local.aws import Account
from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_digest_store import DynamoDbDigestStore
from shared.adapters.dynamodb_history_queries import COMPLIANCE_CHANGE
from shared.adapters.dynamodb_items import history_item, marshal
from shared.adapters.dynamodb_regions import KnownRegions
from shared.adapters.dynamodb_totals_store import DynamoDbTotalsStore
from shared.adapters.system_clock import SystemClock
from shared.domain.contributions import Contribution
from shared.domain.history import HistoryItem
from shared.domain.observations import AWS_CONFIG, Origin, PlaceKey, Version
from shared.domain.rollups import Counts, total
from shared.domain.snapshots import Snapshot
from shared.domain.times import sortable
from shared.domain.totals import Part, PartKey, part_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_dynamodb.client import DynamoDBClient

    from local.stack_file import StackFile

RULES, TYPE = 200, "AWS::S3::Bucket"
CHANGES = 20
SECONDS, MEBIBYTES = {1_000: 10.0, 5_000: 60.0}, 512.0
RETENTION = timedelta(days=90)
# Lambda gives a function of 512 MB this share of a processor (developer guide, "Memory").
SHARE = 512 / 1769
ABOUT = f"""\
One digest with its report, {RULES} rules, one region, {CHANGES} changes in each account. Seconds in
a process of its own against the local AWS; the processor time, divided by the share that a function
of 512 MB has, says what AWS's processors would take of it.
"""
CHILD = "measured"


def measure(stack: StackFile) -> Section:
    """Fill the table for each size, and have the digest of yesterday made and sent."""
    found = {size: _digest(stack, size) for size in SECONDS}
    rows = [_row(size, told) for size, told in found.items()]
    head = ["accounts", "seconds", "processor seconds", "MiB at most", "at 512 MB of Lambda"]
    return Section(
        title="Digests of large organisations",
        module="digest",
        lines=[ABOUT, *table(head, rows)],
        goals=tuple(goal for size, told in found.items() for goal in _goals(size, told)),
    )


def _row(size: int, told: dict[str, float]) -> list[str]:
    numbers = told["seconds"], told["processor"], told["memory"], told["processor"] / SHARE
    return [f"{size:,}", *(f"{number:.1f}" for number in numbers)]


def _goals(size: int, told: dict[str, float]) -> Iterator[Goal]:
    for name, unit, limit in (("seconds", "s", SECONDS[size]), ("memory", "MiB", MEBIBYTES)):
        yield Goal(
            key=f"digest_{name}_{size}",
            what=f"{name} of a digest of {size:,} accounts ({unit})",
            measured=f"{told[name]:.1f}",
            compared="",
            value=told[name],
            limit=limit,
        )


def _digest(stack: StackFile, size: int) -> dict[str, float]:
    _fill(stack, size)
    environment = {**os.environ, **variables_of(stack, "daily_digest")}
    command = [sys.executable, "-m", "benchmarks.digest", CHILD]
    done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    assert told["accounts"] >= size, "the digest is not of all that was filled in"
    assert told["changes"] >= size * CHANGES, "not all changes were counted"
    return told


def _fill(stack: StackFile, size: int) -> None:
    """Put in what a digest of so many accounts reads; what is there already is replaced."""
    client: DynamoDBClient = Account(stack.master_account, stack.region, stack.endpoint).client(
        "dynamodb"
    )
    name, now = stack.tables["config_compliance"], datetime.now(UTC)
    chance = random.Random(size)  # noqa: S311 - the same every time
    accounts = {f"{10**11 + n}": _counts(chance, RULES * 10) for n in range(size)}
    places = [PlaceKey(account, stack.region) for account in accounts]
    for some in batched(places, 25, strict=False):
        items: Any = [{"PutRequest": {"Item": _heard(place, now)}} for place in some]
        client.batch_write_item(RequestItems={name: items})
    KnownRegions(client, name).keep(stack.region)
    _add_up(DynamoDbTotalsStore(client, name, RETENTION), accounts, places)
    store = DynamoDbDigestStore(client, name, RETENTION, SystemClock())
    rules = {f"rule-{n:03}": _counts(chance, size * 10) for n in range(RULES)}
    _change(client, stack.tables["events"], places, now - timedelta(days=1))
    for ago in range(2, 32):
        whole = ago in (2, 8)  # what yesterday is compared with: one day and seven before it
        told = accounts if whole else {"all": total(accounts.values())}
        snapshot = Snapshot(now - timedelta(days=ago - 1), told, rules if whole else {}, {})
        store.keep_snapshot((now - timedelta(days=ago)).date(), snapshot)


def _change(client: DynamoDBClient, table: str, places: list[PlaceKey], day: datetime) -> None:
    """Put in what changed in the middle of a day, which may be any hour of that of a time zone."""
    begin = day.replace(hour=10, minute=0, second=0, microsecond=0)
    for some in batched(_changes(places, begin), 25, strict=False):
        items: Any = [{"PutRequest": {"Item": history_item(each, RETENTION)}} for each in some]
        client.batch_write_item(RequestItems={table: items})


def _changes(places: list[PlaceKey], begin: datetime) -> Iterator[HistoryItem]:
    for place in places:
        for n in range(CHANGES):
            event = f"{place.account}-{n}"
            heard = Origin(event, AWS_CONFIG, COMPLIANCE_CHANGE, place.account, place.region)
            yield HistoryItem(
                origin=heard,
                version=Version(begin + timedelta(minutes=n)),
                rule_name=f"rule-{n:03}",
                resource_type=TYPE,
                resource_id=f"bucket-{n // 4}",
                status=("COMPLIANT", "NON_COMPLIANT")[n % 2],
                previous_status=("NON_COMPLIANT", "COMPLIANT")[n % 2],
            )


def _heard(place: PlaceKey, now: datetime) -> dict[str, Any]:
    return marshal(
        pk=keys.ACCOUNTS,
        sk=keys.joined(place.account, place.region),
        account=place.account,
        region=place.region,
        first_heard=sortable(now),
        last_heard=sortable(now),
    )


def _add_up(
    store: DynamoDbTotalsStore, accounts: dict[str, Counts], places: list[PlaceKey]
) -> None:
    of_part: dict[PartKey, dict[str, Counts]] = {}
    for place in places:
        of_part.setdefault(part_of(place), {})[place.account] = accounts[place.account]
    before = store.sums(places[:1_000]).parts
    for key, by_account in of_part.items():
        share = total(by_account.values()).non_compliant // RULES
        good = total(by_account.values()).compliant // RULES
        rules = {(f"rule-{n:03}", TYPE): Counts(good + share, good, share) for n in range(RULES)}
        part = Part(by_account, rules, before[key].revision)
        assert store.add(Contribution(parts={key: part})), "somebody else writes sums"


def _counts(chance: random.Random, states: int) -> Counts:
    violations = min(states, int(chance.paretovariate(0.8)) * 3)
    return Counts(states, states - violations, violations)


def _most_memory() -> float:
    """Return the MiB that this program had at most: `ru_maxrss` begins with those of its parent."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kibibytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(kibibytes) / 1024


def _measured() -> None:
    """Be the process that is measured: one digest, and what it took."""
    from lambdas.daily_digest.handler import handler  # noqa: PLC0415 - it reads the environment
    from tests.builders.lambda_context import FakeContext  # noqa: PLC0415 - only here

    start, processor = time.monotonic(), time.process_time()
    answer = handler({"again": True}, FakeContext())
    told = {
        "seconds": time.monotonic() - start,
        "processor": time.process_time() - processor,
        "memory": _most_memory(),
        **{name: answer["digests"]["organisation"][name] for name in ("accounts", "changes")},
    }
    print(json.dumps(told))


if __name__ == "__main__":
    if sys.argv[1:] == [CHILD]:
        _measured()
