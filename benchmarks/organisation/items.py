"""The items of a place and of the sums, made by the product's own functions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from benchmarks.organisation import story
from benchmarks.organisation.story import NOW, RETENTION
from shared.adapters.dynamodb_actions import Tables, actions
from shared.adapters.dynamodb_digest_store import DynamoDbDigestStore
from shared.adapters.dynamodb_items import Item, marshal
from shared.adapters.dynamodb_registry import registry_key
from shared.adapters.dynamodb_totals_store import DynamoDbTotalsStore
from shared.domain.contributions import Contribution
from shared.domain.rollups import Counts, total
from shared.domain.rule_names import normalise
from shared.domain.snapshots import Snapshot
from shared.domain.times import sortable
from shared.domain.totals import Matrix, Part, PartKey, Share, part_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from benchmarks.organisation.fleet import Place, Rule
    from shared.domain.observations import PlaceKey
    from shared.domain.resolve_times import OrganisationActivity

TABLES = Tables(
    config_compliance="config-compliance",
    events="events",
    notifications="notifications",
    retention=RETENTION,
    grouping_window=timedelta(seconds=10),
)
STATES = TABLES.config_compliance
TOLD_AFTER = timedelta(seconds=30)
DAYS = 90
WORSE = 0.4  # how many more violations there were 90 days ago
QUARTERS_REMEMBERED = 32


@dataclass
class Contributed:
    """What a place adds to the sums of the organisation."""

    place: PlaceKey
    counts: Matrix
    grown: dict[datetime, OrganisationActivity] = field(default_factory=dict)
    resolved: int = 0

    @property
    def share(self) -> Share:
        """What the place remembers of that."""
        latest = sorted(self.grown, reverse=True)[:QUARTERS_REMEMBERED]
        activity = {quarter: self.grown[quarter].activity for quarter in latest}
        return Share(self.counts, activity, self.resolved)


class Recorder:
    """A client of DynamoDB that keeps what would be written into an empty table."""

    def __init__(self) -> None:
        self.items: list[Item] = []

    def transact_write_items(self, TransactItems: Iterable[Any]) -> None:  # noqa: N803 - AWS's name
        """Keep the items of a transaction."""
        self.items += [item for action in TransactItems if (item := written(action)[1])]

    def batch_write_item(self, RequestItems: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N803 - AWS's name
        """Keep the items of a batch."""
        for requests in RequestItems.values():
            self.items += [request["PutRequest"]["Item"] for request in requests]
        return {"UnprocessedItems": {}}


def written(action: dict[str, Any]) -> tuple[str, Item | None]:
    """Return the table and the item that an action leaves where there was none."""
    [(kind, what)] = action.items()
    if kind == "Put":
        return what["TableName"], what["Item"]
    if kind == "Update":  # all of the product's are additions: see dynamodb_additions
        names, values = what["ExpressionAttributeNames"], what["ExpressionAttributeValues"]
        return what["TableName"], what["Key"] | {n: values[f":{n}"] for n in names.values()}
    return what["TableName"], None


def of_place(place: Place, rules: Sequence[Rule]) -> tuple[dict[str, list[Item]], Contributed]:
    """Return the items of a place by their tables, and what it contributes."""
    told = story.tell(place, rules)
    items: dict[str, list[Item]] = defaultdict(list)
    for _, action in actions(told.plan, TABLES, NOW):
        table, item = written(action)
        if item is not None:
            items[table].append(item)
    items[TABLES.notifications] = list(map(_told, items[TABLES.notifications]))
    items[STATES].append(_registered(place.key))
    counts = {(k.rule_name, k.resource_type): c for k, c in told.plan.rollups.items()}
    return items, Contributed(place.key, counts, told.grown, told.resolved)


def _told(item: Item) -> Item:
    """Return a notice as it is once it was told: see dynamodb_entry_updates."""
    at = sortable(datetime.fromisoformat(item["since"]["S"]) + TOLD_AFTER)
    kept = {name: value for name, value in item.items() if name not in {"due_pk", "due_at"}}
    return kept | marshal(told_at=at)


def _registered(place: PlaceKey) -> Item:
    times = {"first_heard": NOW - RETENTION, "last_heard": NOW, "reconciled_at": NOW}
    moments = {name: sortable(at) for name, at in times.items()}
    return registry_key(place) | marshal(account=place.account, region=place.region, **moments)


def of_sums(contributed: Sequence[Contributed]) -> list[Item]:
    """Return the shares, the parts, and what happened by quarter and day."""
    recorder: Any = Recorder()
    grown = {(c.place, quarter): a for c in contributed for quarter, a in c.grown.items()}
    DynamoDbTotalsStore(recorder, STATES, RETENTION).add(
        Contribution({c.place: c.share for c in contributed}, parts_of(contributed), grown)
    )
    return list(recorder.items)


def of_parts(contributed: Iterable[Contributed]) -> list[Item]:
    """Return the parts alone."""
    recorder: Any = Recorder()
    parts = Contribution(parts=parts_of(contributed))
    DynamoDbTotalsStore(recorder, STATES, RETENTION).add(parts)
    return list(recorder.items)


def parts_of(contributed: Iterable[Contributed]) -> dict[PartKey, Part]:
    """Return what places add up to, by parts."""
    accounts: dict[PartKey, dict[str, Counts]] = defaultdict(dict)
    rules: dict[PartKey, dict[tuple[str, str], Counts]] = defaultdict(dict)
    for each in contributed:
        key = part_of(each.place)
        accounts[key][each.place.account] = total(each.counts.values())
        sums = rules[key]
        for (rule_name, kind), counts in each.counts.items():
            cell = normalise(rule_name), kind
            sums[cell] = sums.get(cell, Counts()) + counts
    return {key: Part(accounts[key], rules[key]) for key in accounts}


def of_snapshots(contributed: Sequence[Contributed]) -> Iterator[list[Item]]:
    """Yield the snapshots of the last days, day by day."""
    groups: tuple[dict[str, Counts], ...] = ({}, {}, {})
    for each in contributed:
        for (rule_name, kind), counts in each.counts.items():
            names = each.place.account, normalise(rule_name), kind
            for group, name in zip(groups, names, strict=True):
                group[name] = group.get(name, Counts()) + counts
    for days in range(DAYS):
        yield _snapshot(days, groups)


def _snapshot(days: int, groups: Sequence[dict[str, Counts]]) -> list[Item]:
    taken = NOW.replace(hour=6) - timedelta(days=days)
    then = [{name: _earlier(c, days) for name, c in group.items()} for group in groups]
    recorder: Any = Recorder()
    store = DynamoDbDigestStore(recorder, STATES, RETENTION, recorder)
    store.keep_snapshot(taken.date(), Snapshot(taken, *then))
    whole = recorder.items[-1] | marshal(pk=f"SNAP#{taken.date()}#all", sk="all", name="all")
    counts = total(then[0].values())
    numbers = {name: getattr(counts, name) for name in Counts.__dataclass_fields__}
    return [*recorder.items, whole | marshal(**numbers)]


def _earlier(counts: Counts, days: int) -> Counts:
    worse = min(counts.compliant, round(counts.non_compliant * WORSE * days / DAYS))
    return counts + Counts(compliant=-worse, non_compliant=worse)
