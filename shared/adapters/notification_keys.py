"""The keys of what is told, in the Notifications table; docs/data-model.md has them all."""

from typing import TYPE_CHECKING

from shared.adapters import dynamodb_keys as keys
from shared.domain.alert import AlertKind
from shared.domain.observations import StateKey
from shared.domain.sightings import ViolationKey

if TYPE_CHECKING:
    from shared.domain.thread_keys import ThreadGroup

DUE = "DUE"  # partition of what waits, but for alerts: each channel has one of its own
LIFE = "life"  # sort key of a life
ALERTS = "A#"  # how the sort keys of alerts begin


def notices_pk(key: StateKey) -> str:
    """Return the partition of all notices of one state."""
    return "V#" + keys.digest(
        key.account, key.region, key.rule_name, key.resource_type, key.resource_id
    )


def due_pk(channel: str) -> str:
    """Return the index partition of the alerts that wait for a channel."""
    return f"{DUE}#{keys.part(channel)}"


def life_pk(violation: ViolationKey) -> str:
    """Return the partition of the life of a violation, and of all that is told of it."""
    return "L#" + keys.digest(
        violation.account,
        violation.region,
        violation.resource_type,
        violation.resource_id,
        violation.group,
    )


def threads_pk(group: "ThreadGroup") -> str:
    """Return the partition of the threads of a group, which are in the order of their numbers."""
    return "T#" + keys.digest(group.channel, group.account, group.rule)


def alert_sk(period: int, number: int, kind: AlertKind, channel: str) -> str:
    """Return the sort key of an alert, below its life: a channel is told each of them once."""
    return f"{ALERTS}{period:012}#{number:04}#{kind.value}#{channel}"


def opening_key(violation: ViolationKey, period: int, channel: str) -> tuple[str, str]:
    """Return the keys of the alert by which a channel is told that a period began."""
    return life_pk(violation), alert_sk(period, 0, AlertKind.OPENED, channel)
