"""The sums of the organisation and the snapshots of its last days, by the product's functions.

How long violations lasted is kept for the organisation, and of places only for one in each shard.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from benchmarks.organisation.made import TABLES, written
from benchmarks.organisation.places import LENGTHS_FROM
from benchmarks.organisation.story import NOW, RETENTION
from shared.adapters.dynamodb_digest_store import DynamoDbDigestStore
from shared.adapters.dynamodb_items import Item
from shared.adapters.dynamodb_keys import ACTIVITY_SHARDS, shard
from shared.adapters.dynamodb_regions import region_item
from shared.adapters.dynamodb_totals_store import DynamoDbTotalsStore
from shared.domain.contributions import Contribution
from shared.domain.observations import PlaceKey
from shared.domain.resolve_times import OrganisationActivity, ResolveTimes
from shared.domain.rollups import Activity, Counts, total
from shared.domain.rule_names import normalise
from shared.domain.snapshots import Snapshot
from shared.domain.totals import Part, PartKey, Share, part_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from benchmarks.organisation.places import Contributed, Grown
    from shared.domain.contributions import At

DAYS = 90
WORSE = 0.4  # how many more violations there were 90 days ago
QUARTERS_REMEMBERED = 32


class Recorder:
    """A client of DynamoDB that keeps what would be written into an empty table."""

    def __init__(self) -> None:
        self.items: list[Item] = []

    def transact_write_items(self, TransactItems: Iterable[Any]) -> None:  # noqa: N803 - AWS's name
        """Keep the items of a transaction."""
        self.items += [item for action in TransactItems if (item := written(action))]

    def batch_write_item(self, RequestItems: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N803 - AWS's name
        """Keep the items of a batch."""
        for requests in RequestItems.values():
            puts = [request["PutRequest"] for request in requests if "PutRequest" in request]
            self.items += [put["Item"] for put in puts]
        return {"UnprocessedItems": {}}


def of_sums(contributed: Sequence[Contributed]) -> list[Item]:
    """Return the regions, the shares, the parts, and what happened by quarter and day."""
    grown: Grown = Counter()
    for each in contributed:
        grown.update(each.grown)
    shares = {each.place: _share(each) for each in contributed}
    regions = sorted({each.place.region for each in contributed})
    added = Contribution(shares, parts_of(contributed), _activities(grown))
    return [*map(region_item, regions), *_stored(added)]


def of_parts(contributed: Iterable[Contributed]) -> list[Item]:
    """Return the parts alone."""
    return _stored(Contribution(parts=parts_of(contributed)))


def _stored(contribution: Contribution) -> list[Item]:
    recorder: Any = Recorder()
    DynamoDbTotalsStore(recorder, TABLES.config_compliance, RETENTION).add(contribution)
    return list(recorder.items)


def _share(each: Contributed) -> Share:
    latest = sorted(each.activity, reverse=True)[:QUARTERS_REMEMBERED]
    ended = sum(activity.resolved_violations for activity in each.activity.values())
    return Share(each.counts, {q: each.activity[q] for q in latest}, ended)


def parts_of(contributed: Iterable[Contributed]) -> dict[PartKey, Part]:
    """Return what places add up to, by parts."""
    accounts: dict[PartKey, dict[str, Counts]] = defaultdict(dict)
    rules: dict[PartKey, dict[tuple[str, str], Counts]] = defaultdict(dict)
    for each in contributed:
        key = part_of(each.place)
        accounts[key][each.place.account] = total(each.counts.values())
        _add(rules[key], {(normalise(r), kind): c for (r, kind), c in each.counts.items()})
    return {key: Part(accounts[key], rules[key]) for key in accounts}


def _add[Key](sums: dict[Key, Counts], more: Mapping[Key, Counts]) -> None:
    for key, counts in more.items():
        sums[key] = sums.get(key, Counts()) + counts


def _activities(grown: Grown) -> dict[At, OrganisationActivity]:
    """Return what happened as the product adds it: in an account that stands for its shard."""
    numbers: dict[tuple[str, int, datetime], dict[int, int]] = defaultdict(dict)
    for (region, number, quarter, what), many in grown.items():
        numbers[region, number, quarter][what] = many
    stand_ins = {shard(f"{n:012d}", ACTIVITY_SHARDS): f"{n:012d}" for n in range(100)}
    return {
        (PlaceKey(stand_ins[number], region), quarter): OrganisationActivity(
            Activity(*(found.get(member, 0) for member in range(3))),
            ResolveTimes(
                {n - LENGTHS_FROM: many for n, many in found.items() if n >= LENGTHS_FROM}
            ),
        )
        for (region, number, quarter), found in numbers.items()
    }


def of_snapshots(contributed: Sequence[Contributed]) -> Iterator[list[Item]]:
    """Yield the snapshots of the last days, day by day."""
    groups: tuple[dict[str, Counts], ...] = ({}, {}, {})
    for each in contributed:
        for (rule_name, kind), counts in each.counts.items():
            names = each.place.account, normalise(rule_name), kind
            for group, name in zip(groups, names, strict=True):
                _add(group, {name: counts})
    for days in range(DAYS):
        yield _snapshot(days, groups)


def _snapshot(days: int, groups: Sequence[dict[str, Counts]]) -> list[Item]:
    taken = NOW.replace(hour=6) - timedelta(days=days)
    then = [{name: _earlier(c, days) for name, c in group.items()} for group in groups]
    recorder: Any = Recorder()
    store = DynamoDbDigestStore(recorder, TABLES.config_compliance, RETENTION, recorder)
    store.keep_snapshot(taken.date(), Snapshot(taken, *then))
    return list(recorder.items)


def _earlier(counts: Counts, days: int) -> Counts:
    worse = min(counts.compliant, round(counts.non_compliant * WORSE * days / DAYS))
    return counts + Counts(compliant=-worse, non_compliant=worse)
