"""The keys of the tables; docs/data-model.md says which question each answers.

Any separator can occur in a resource id, so every part is escaped; a part too long for a key is
hashed there and kept whole as an attribute.
"""

import hashlib
import zlib
from functools import lru_cache
from typing import assert_never

from shared.domain.history import HistoryItem
from shared.domain.observations import (
    AWS_CONFIG,
    RECONCILE,
    Grave,
    Origin,
    PlaceKey,
    ResourceKey,
    RuleKey,
    StateKey,
)
from shared.domain.rollups import RollupKey
from shared.domain.rule_names import normalise
from shared.domain.status import Status, known
from shared.domain.times import sortable

ACCOUNTS = "ACCOUNTS"  # partition of the registry: who was heard from
STOPPED = "STOPPED"  # partition of the places whose recorder is stopped
REGIONS = "REGIONS"  # partition of the regions that something is kept of
STATE, ROLLUP, ACTIVITY = "S#", "R#", "D#"
SHARE, RESOLVED, QUARTER, DAY = "T", "L#", "Q#", "QD#"
BURIED, BURIED_RULE, BURIED_PLACE = "B#", "BR#", "BP"

# A partition takes 1,000 writes a second (DynamoDB developer guide, partition limits). Indexes that
# cut across accounts are spread, so that 10,000 changes a second fit even in one region: as many
# begin a violation as end one.
OPEN_SHARDS = 10  # of each region
RULE_SHARDS = 4
OPEN_RULE_SHARDS = 2  # of each rule: who asks for a severity reads all of its rules
TYPE_SHARDS = 8
ACTIVITY_SHARDS = 4
# The parts of the sums: each partition is a query of whoever asks how things stand, and takes 1,000
# units of writes a second, some 100 writes of a part of 1,000 accounts.
TOTALS_SHARDS = 4
# States that are neither compliant nor a violation, of one status and region: they are few.
OTHER_SHARDS = 2
# History by time, of each region: by who says it (AWS Config, or the comparison with it) and what
# it says, so that who asks for one of these reads no others. None is all that is no known result.
HISTORY_SHARDS = {
    (AWS_CONFIG, Status.COMPLIANT): 5,
    (AWS_CONFIG, Status.NON_COMPLIANT): 5,
    (AWS_CONFIG, Status.NOT_APPLICABLE): 1,
    (AWS_CONFIG, Status.INSUFFICIENT_DATA): 1,
    (AWS_CONFIG, None): 4,  # changes of resources
    **{(RECONCILE, result): 1 for result in (*Status, None)},
    (RECONCILE, Status.COMPLIANT): 2,  # nearly all that the first comparison of an account finds
}

# A sort key holds 1,024 bytes (DynamoDB developer guide, constraints); four parts of at most this
# many bytes fit into one.
LONGEST_PART = 220


@lru_cache(maxsize=4096)
def part(text: str) -> str:
    """Return a text as a part of a key: free of separators, and hashed where it is too long."""
    escaped = text.replace("%", "%25").replace("#", "%23").replace("~", "%7E")
    if len(escaped.encode()) <= LONGEST_PART:
        return escaped
    return "~" + digest(text)


def digest(*parts: str) -> str:
    """Return a fixed-length name for parts of any length and content."""
    joined = "\x00".join(f"{len(p)}:{p}" for p in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:40]


def joined(*parts: str) -> str:
    """Return a key made of parts."""
    return "#".join(map(part, parts))


def shard(account: str, shards: int) -> int:
    """Return the shard of an account: always the same, evenly spread."""
    return zlib.crc32(account.encode()) % shards


def account_pk(account: str, region: str) -> str:
    """Return the partition of an account's region: its states, rollups and activity."""
    return f"A#{joined(account, region)}"


def state_sk(key: StateKey) -> str:
    """Return the sort key of a state: by resource type, resource and rule."""
    return STATE + joined(key.resource_type, key.resource_id, key.rule_name)


def states_of_prefix(resource: ResourceKey) -> str:
    """Return what the sort keys of all states of a resource begin with."""
    return STATE + joined(resource.resource_type, resource.resource_id) + "#"


def grave_sk(grave: Grave) -> str:
    """Return the sort key under which it is remembered that something has ended."""
    match grave:
        case ResourceKey():
            return BURIED + joined(grave.resource_type, grave.resource_id)
        case RuleKey():
            return BURIED_RULE + part(grave.rule_name)
        case PlaceKey():
            return BURIED_PLACE
        case never:
            assert_never(never)


def across_sk(key: StateKey) -> str:
    """Return the sort key of a state in the indexes that cut across accounts."""
    return joined(key.account, key.region, key.resource_type, key.resource_id, key.rule_name)


def rule_pk(rule_name: str, account: str) -> str:
    """Return the index partition of a rule, whoever deployed it, for the shard of an account."""
    return rule_shard_pk(normalise(rule_name), shard(account, RULE_SHARDS))


def rule_shard_pk(normalised_rule: str, number: int) -> str:
    """Return one of the index partitions of a rule."""
    return f"{part(normalised_rule)}#{number}"


def rollups_of_rule_pk(normalised_rule: str, number: int) -> str:
    """Return one of the index partitions of a rule's rollups; no name of a rule is empty."""
    return f"R##{rule_shard_pk(normalised_rule, number)}"


def rollup_across_sk(key: RollupKey) -> str:
    """Return the sort key of a rollup in the index by rule."""
    return joined(key.resource_type, key.account, key.region, key.rule_name)


def totals_pk(shard: int) -> str:
    """Return the partition of some parts of the organisation's sums."""
    return f"TOTALS#{shard}"


def activity_pk(region: str, number: int) -> str:
    """Return one of the partitions of what happened in a region of the organisation."""
    return f"ACTIVITY#{part(region)}#{number}"


def resource_pk(resource_id: str) -> str:
    """Return the index partition of a resource id, of whatever type."""
    return part(resource_id)


def open_pk(key: StateKey) -> str:
    """Return the index partition of an open violation: of its region, in its account's shard."""
    return _open_pk(key.region, shard(key.account, OPEN_SHARDS))


def open_pks(region: str) -> list[str]:
    """Return the index partitions that hold the open violations of a region by time."""
    return [_open_pk(region, number) for number in range(OPEN_SHARDS)]


def _open_pk(region: str, number: int) -> str:
    return f"T#{part(region)}#{number:02d}"


def other_pk(key: StateKey, status: str) -> str:
    """Return the index partition of a state that is neither compliant nor a violation."""
    return _other_pk(key.region, status, shard(key.account, OTHER_SHARDS))


def other_pks(region: str, status: str) -> list[str]:
    """Return the index partitions that hold the states of such a status in a region by time."""
    return [_other_pk(region, status, number) for number in range(OTHER_SHARDS)]


def _other_pk(region: str, status: str, number: int) -> str:
    return f"O#{joined(status, region)}#{number}"


def open_sk(key: StateKey, since: str) -> str:
    """Return the sort key of a state in an index by time: when it became what it is."""
    return f"{since}#{digest(across_sk(key))}"


def open_rule_pk(rule_name: str, account: str) -> str:
    """Return the index partition of the open violations of a rule, for the shard of an account."""
    return rule_shard_pk(normalise(rule_name), shard(account, OPEN_RULE_SHARDS))


def open_rule_pks(normalised_rule: str) -> list[str]:
    """Return the index partitions that hold the open violations of a rule by time."""
    return [rule_shard_pk(normalised_rule, number) for number in range(OPEN_RULE_SHARDS)]


def type_pk(resource_type: str, account: str) -> str:
    """Return the index partition of a resource type, for the shard of an account."""
    return _type_pk(resource_type, shard(account, TYPE_SHARDS))


def type_pks(resource_type: str) -> list[str]:
    """Return the index partitions of a resource type."""
    return [_type_pk(resource_type, number) for number in range(TYPE_SHARDS)]


def _type_pk(resource_type: str, number: int) -> str:
    return f"{part(resource_type)}#{number}"


def region_pk(region: str) -> str:
    """Return the index partition of the registry's places in a region; no rule's is like it."""
    return f"P##{part(region)}"


def history_pk(account: str) -> str:
    """Return the partition of an account's history."""
    return part(account)


def time_pk(origin: Origin, status: str | None) -> str:
    """Return the index partition of history by time, of what somebody says of a place."""
    kind = _source(origin.source), known(status)
    return _time_pk(origin.region, *kind, shard(origin.account, HISTORY_SHARDS[kind]))


def time_pks(region: str, status: str | None = None, source: str | None = None) -> list[str]:
    """Return the index partitions of a region's history by time, of all kinds or of some."""
    return [
        _time_pk(region, *kind, number)
        for kind, shards in HISTORY_SHARDS.items()
        if source is None or kind[0] == _source(source)
        if status is None or kind[1] == known(status)
        for number in range(shards)
    ]


def _time_pk(region: str, source: str, result: Status | None, number: int) -> str:
    return f"T#{part(region)}#{source}#{result or 'OTHER'}#{number}"


def _source(source: str) -> str:
    return source if source == RECONCILE else AWS_CONFIG


def history_sk(item: HistoryItem) -> str:
    """Return the sort key of a history item: by time, the same for the same thing heard again."""
    return f"{sortable(item.time)}#{digest(*item.identity)}"
