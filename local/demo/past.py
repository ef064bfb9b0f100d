"""A past for the demo: how the two accounts stood on the days before, so that charts have one."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from local.demo.story import BUCKET, DATABASE, ENCRYPTED, GROUP, NAMES, PUBLIC_READ, SSH, VOLUME
from shared.adapters.dynamodb_digest_store import DynamoDbDigestStore
from shared.adapters.system_clock import SystemClock
from shared.domain.rollups import Counts
from shared.domain.snapshots import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local.demo.world import World

DAYS = 29
# Days on which nobody watched: charts have gaps there.
MISSED = (9, 10, 19)
STATES = 176  # what the rules of the story judge in an account
RETENTION = timedelta(days=90)


def invent_past(world: World, today: date) -> int:
    """Keep snapshots of the days before today that have none; returns of how many."""
    table = world.stack.tables["config_compliance"]
    store = DynamoDbDigestStore(world.master.client("dynamodb"), table, RETENTION, SystemClock())
    invented = [snapshot for snapshot in _snapshots(today) if not store.snapshot(snapshot[0])]
    for day, snapshot in invented:
        store.keep_snapshot(day, snapshot)
    return len(invented)


def _snapshots(today: date) -> Iterator[tuple[date, Snapshot]]:
    chance = random.Random(7)  # noqa: S311 - the same past in every demo
    for ago in range(DAYS, 0, -1):
        # From two dozen violations each down to a few: people worked on them.
        found = {name: max(1, ago + chance.randrange(-3, 4)) for name in NAMES}
        if ago not in MISSED:
            day = today - timedelta(days=ago)
            yield day, _snapshot(day, found)


def _snapshot(day: date, found: dict[str, int]) -> Snapshot:
    violations = sum(found.values())
    ssh, public = violations // 4, violations // 3
    volumes = violations - ssh - public
    return Snapshot(
        datetime.combine(day + timedelta(days=1), time(6), UTC),
        {name: _counts(STATES, number) for name, number in found.items()},
        {SSH: _counts(28, ssh), PUBLIC_READ: _counts(80, public), ENCRYPTED: _counts(120, volumes)},
        {
            GROUP: _counts(28, ssh),
            BUCKET: _counts(160, public),
            VOLUME: _counts(120, volumes),
            DATABASE: _counts(12, 0),
        },
    )


def _counts(states: int, violations: int) -> Counts:
    found = min(states, violations)
    return Counts(states, states - found, found)
