"""Which mutes of the settings cover a violation, as far as what is known of it says."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from shared.domain.mute_list import in_order
from shared.domain.mutes import Mute, StateSubject
from shared.domain.observations import StateKey
from shared.domain.routing import Subject
from shared.domain.times import write_time

# What a mute may ask for that need not be known, with the option that says it.
_OPTIONS = {
    "region": "--region",
    "resource_type": "--resource-type",
    "resource_id": "--resource-id",
    "tag": "--tag or --no-tags",
}


@dataclass(frozen=True, slots=True)
class Cover:
    """A mute that covers a violation; `unknown` is what would have to be known to be sure."""

    mute: Mute
    unknown: tuple[str, ...] = ()


def covers(subject: Subject, mutes: Iterable[Mute], now: datetime) -> list[Cover]:
    """Return what covers a violation at an instant, or may, in the order in which the mutes end."""
    active = in_order(mute for mute in mutes if mute.is_active(now))
    found = (_cover(subject, mute) for mute in active)
    return [cover for cover in found if cover is not None]


def sentences(found: Iterable[Cover]) -> Iterator[str]:
    """Yield what is said to a person."""
    for cover in found:
        mute, until = cover.mute, f"{cover.mute.ends:%Y-%m-%d %H:%M} UTC"
        if cover.unknown:
            options = ", ".join(_OPTIONS[name] for name in cover.unknown)
            yield f"The mute {mute.id} (until {until}) may cover it: that is known with {options}."
        else:
            yield f"Nobody is told before {until}: the mute {mute.id} of {mute.owner} covers it."
        yield f"    {mute.reason}"


def documents(found: Iterable[Cover]) -> list[Mapping[str, Any]]:
    """Return what is said to a program; `covers` is null where that is not known."""
    return [
        {
            "id": cover.mute.id,
            "until": write_time(cover.mute.ends),
            "owner": cover.mute.owner,
            "reason": cover.mute.reason,
            "covers": None if cover.unknown else True,
            "unknown": list(cover.unknown),
        }
        for cover in found
    ]


def _cover(subject: Subject, mute: Mute) -> Cover | None:
    # A resource that is in no region shows in some region, which nobody knows here.
    known = {
        "region": bool(subject.region),
        "resource_type": subject.resource_type is not None,
        "resource_id": subject.resource_id is not None,
        "tag": subject.tags is not None,
    }
    asked = {name for name in known if getattr(mute.selector, name) is not None}
    unknown = tuple(name for name in known if name in asked and not known[name])
    selector = replace(mute.selector, **dict.fromkeys(unknown))
    state = StateKey(
        subject.account,
        subject.region or "",
        subject.rule_name,
        subject.resource_type or "",
        subject.resource_id or "",
    )
    return Cover(mute, unknown) if selector.admits(StateSubject(state, subject.tags)) else None
