"""The life of a violation as JSON: nothing is said twice, so that most are one write unit."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, replace
from datetime import datetime, timedelta
from typing import Any

from shared.domain.life import Hush, Life, Sighting, Target
from shared.domain.observations import StateKey, Version
from shared.domain.sightings import ViolationKey
from shared.domain.times import read_time, sortable

type Json = dict[str, Any]


def write_life(life: Life) -> str:
    """Return a life as JSON."""
    seen, ended, first = [*life.sightings.values()], life.ended, life.first
    last = _last_seen(life)
    as_seen = all(life.heard.get(key) == version for key, version in last.items())
    told = {
        "violation": list(astuple(life.violation)),
        "sightings": [_write_sighting(each) for each in seen],
        "as_seen": as_seen,
        "heard": [
            [*astuple(key), version.text]
            for key, version in life.heard.items()
            if not (as_seen and key in last)
        ],
        "period": life.period,
        "lasts": life.lasts,
        "is_first": seen.index(first) + 1 if first in seen else None,
        "first": _write_sighting(first) if first and first not in seen else None,
        "ended": _write_sighting(ended, first) if ended else None,
        "flaps": life.flaps,
        "told": [_write_target(each) for each in life.told],
        "decided_at": _write_time(life.decided_at),
        "hushed": _write_hush(life.hushed) if life.hushed else None,
        "reminders": life.reminders,
        "remind_at": _write_time(life.remind_at),
        "remind_after": life.remind_after.total_seconds() if life.remind_after else None,
    }
    return json.dumps(_without_nothing(told), separators=(",", ":"))


def read_life(text: str) -> Life:
    """Return the life that was written."""
    told: Json = json.loads(text)
    sightings = [_read_sighting(each) for each in told.get("sightings", ())]
    first = _read_first(told, sightings)
    heard = {StateKey(*key): Version.read(of) for *key, of in told.get("heard", ())}
    remind_after = told.get("remind_after")
    life = Life(
        violation=ViolationKey(*told["violation"]),
        sightings={each.key: each for each in sightings},
        heard=heard,
        period=told.get("period", 0),
        lasts=told.get("lasts", False),
        first=first,
        ended=_read_sighting(told["ended"], first) if "ended" in told else None,
        flaps=told.get("flaps", 0),
        told=tuple(_read_target(each) for each in told.get("told", ())),
        decided_at=_read_time(told.get("decided_at")),
        hushed=_read_hush(told["hushed"]) if "hushed" in told else None,
        reminders=told.get("reminders", 0),
        remind_at=_read_time(told.get("remind_at")),
        remind_after=timedelta(seconds=remind_after) if remind_after is not None else None,
    )
    return replace(life, heard=_last_seen(life) | heard) if "as_seen" in told else life


def _last_seen(life: Life) -> dict[StateKey, Version]:
    """Return what showed last how each state stands: that it shows it, or that nothing does."""
    last = {key: each.version for key, each in life.sightings.items()}
    return last if life.ended is None else last | {life.ended.key: life.ended.version}


def _read_first(told: Json, sightings: Sequence[Sighting]) -> Sighting | None:
    if "is_first" in told:
        number: int = told["is_first"]
        return sightings[number - 1]
    return _read_sighting(told["first"]) if "first" in told else None


def _without_nothing(told: Json) -> Json:
    return {name: member for name, member in told.items() if member not in (None, [], 0, False)}


def _write_sighting(sighting: Sighting, first: Sighting | None = None) -> Json:
    """Return a sighting as JSON; of the same state as the `first`, where that is so."""
    told = {
        "key": None if first and sighting.key == first.key else list(astuple(sighting.key)),
        "version": sighting.version.text,
        "status": sighting.status,
        "since": sortable(sighting.since),
        "reason": sighting.reason,
        "first_result": sighting.first_result,
    }
    return _without_nothing(told)


def _read_sighting(told: Mapping[str, Any], first: Sighting | None = None) -> Sighting:
    return Sighting(
        first.key if first and "key" not in told else StateKey(*told["key"]),
        Version.read(told["version"]),
        told["status"],
        read_time(told["since"]),
        told.get("reason"),
        told.get("first_result", False),
    )


def _write_target(target: Target) -> Json:
    told = {
        "channel": target.channel,
        "route": target.route,
        "due": sortable(target.due),
        "first_result": target.first_result,
        "out_of_shadow": target.out_of_shadow,
    }
    return _without_nothing(told)


def _read_target(told: Mapping[str, Any]) -> Target:
    return Target(
        channel=told["channel"],
        route=told.get("route"),
        due=read_time(told["due"]),
        first_result=told.get("first_result", False),
        out_of_shadow=told.get("out_of_shadow", False),
    )


def _write_hush(hush: Hush) -> Json:
    return {
        "because": hush.because,
        "until": _write_time(hush.until),
        "mute": hush.mute,
        "by_sightings": hush.by_sightings,
    }


def _read_hush(told: Mapping[str, Any]) -> Hush:
    return Hush(told["because"], _read_time(told["until"]), told["mute"], told["by_sightings"])


def _write_time(moment: datetime | None) -> str | None:
    return sortable(moment) if moment else None


def _read_time(told: str | None) -> datetime | None:
    return read_time(told) if told else None
