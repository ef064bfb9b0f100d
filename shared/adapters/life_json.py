"""The life of a violation as JSON, as it is kept."""

import json
from collections.abc import Mapping
from dataclasses import astuple
from datetime import datetime, timedelta
from typing import Any

from shared.domain.life import Hush, Life, Sighting, Target
from shared.domain.observations import StateKey, Version
from shared.domain.sightings import ViolationKey
from shared.domain.times import read_time, sortable

type Json = dict[str, Any]


def write_life(life: Life) -> str:
    """Return a life as JSON."""
    told = {
        "violation": list(astuple(life.violation)),
        "sightings": [_write_sighting(each) for each in life.sightings.values()],
        "heard": [[*astuple(key), version.text] for key, version in life.heard.items()],
        "period": life.period,
        "lasts": life.lasts,
        "first": _write_sighting(life.first) if life.first else None,
        "ended": _write_sighting(life.ended) if life.ended else None,
        "flaps": life.flaps,
        "told": [_write_target(each) for each in life.told],
        "decided_at": _write_time(life.decided_at),
        "hushed": _write_hush(life.hushed) if life.hushed else None,
        "reminders": life.reminders,
        "remind_at": _write_time(life.remind_at),
        "remind_after": life.remind_after.total_seconds() if life.remind_after else None,
    }
    return json.dumps(
        {name: member for name, member in told.items() if member not in (None, [], 0, False)},
        separators=(",", ":"),
    )


def read_life(text: str) -> Life:
    """Return the life that was written."""
    told: Json = json.loads(text)
    sightings = [_read_sighting(each) for each in told.get("sightings", ())]
    remind_after = told.get("remind_after")
    return Life(
        violation=ViolationKey(*told["violation"]),
        sightings={each.key: each for each in sightings},
        heard={StateKey(*key): Version.read(of) for *key, of in told.get("heard", ())},
        period=told.get("period", 0),
        lasts=told.get("lasts", False),
        first=_read_sighting(told["first"]) if "first" in told else None,
        ended=_read_sighting(told["ended"]) if "ended" in told else None,
        flaps=told.get("flaps", 0),
        told=tuple(_read_target(each) for each in told.get("told", ())),
        decided_at=_read_time(told.get("decided_at")),
        hushed=_read_hush(told["hushed"]) if "hushed" in told else None,
        reminders=told.get("reminders", 0),
        remind_at=_read_time(told.get("remind_at")),
        remind_after=timedelta(seconds=remind_after) if remind_after is not None else None,
    )


def _write_sighting(sighting: Sighting) -> Json:
    return {
        "key": list(astuple(sighting.key)),
        "version": sighting.version.text,
        "status": sighting.status,
        "since": sortable(sighting.since),
        "reason": sighting.reason,
        "first_result": sighting.first_result,
    }


def _read_sighting(told: Mapping[str, Any]) -> Sighting:
    return Sighting(
        StateKey(*told["key"]),
        Version.read(told["version"]),
        told["status"],
        read_time(told["since"]),
        told["reason"],
        told["first_result"],
    )


def _write_target(target: Target) -> Json:
    return {
        "channel": target.channel,
        "route": target.route,
        "due": sortable(target.due),
        "first_result": target.first_result,
        "out_of_shadow": target.out_of_shadow,
    }


def _read_target(told: Mapping[str, Any]) -> Target:
    return Target(
        channel=told["channel"],
        route=told["route"],
        due=read_time(told["due"]),
        first_result=told["first_result"],
        out_of_shadow=told["out_of_shadow"],
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
