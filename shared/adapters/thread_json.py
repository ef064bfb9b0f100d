"""A thread as JSON, as it is kept."""

import json
from collections.abc import Mapping
from dataclasses import asdict, astuple
from datetime import datetime
from typing import Any

from shared.domain.alert import Alert, AlertKind
from shared.domain.delivery import Reference
from shared.domain.observations import StateKey, Version
from shared.domain.sightings import ViolationKey
from shared.domain.thread_keys import ThreadKey
from shared.domain.threads import Listed, Person, Thread
from shared.domain.times import read_time, sortable

type Json = dict[str, Any]


# What most alerts have is left out: a thread is written often, and paid by the kilobyte.
_SAID = object()
_UNSAID = {"rules": (), "more_rules": 0, "regions": 1}


def write_thread(thread: Thread) -> str:
    """Return a thread as JSON."""
    told = {
        "key": list(astuple(thread.key)),
        "began": sortable(thread.began),
        "listed": [[_write_alert(each.alert), _write_time(each.over)] for each in thread.listed],
        "told": thread.told,
        "over": thread.over,
        "ended": _write_time(thread.ended),
        "parent": list(astuple(thread.parent)) if thread.parent else None,
        "taken_until": _write_time(thread.taken_until),
        "seen_at": _write_time(thread.seen_at),
        "acknowledged": _write_person(thread.acknowledged),
        "assigned": _write_person(thread.assigned),
        "closed_at": _write_time(thread.closed_at),
        "changes": thread.changes,
        "shown": thread.shown,
        "show_at": _write_time(thread.show_at),
    }
    known = {name: member for name, member in told.items() if member not in (None, [])}
    return json.dumps(known, separators=(",", ":"))


def read_thread(text: str) -> Thread:
    """Return the thread that was written."""
    told: Json = json.loads(text)
    return Thread(
        key=ThreadKey(*told["key"]),
        began=read_time(told["began"]),
        listed=tuple(Listed(_read_alert(a), _read_time(o)) for a, o in told.get("listed", ())),
        told=told["told"],
        over=told["over"],
        ended=_read_time(told.get("ended")),
        parent=Reference(*told["parent"]) if "parent" in told else None,
        taken_until=_read_time(told.get("taken_until")),
        seen_at=_read_time(told.get("seen_at")),
        acknowledged=_read_person(told.get("acknowledged")),
        assigned=_read_person(told.get("assigned")),
        closed_at=_read_time(told.get("closed_at")),
        changes=told["changes"],
        shown=told["shown"],
        show_at=_read_time(told.get("show_at")),
    )


def _write_alert(alert: Alert) -> Json:
    told = {name: each for name, each in asdict(alert).items() if each != _UNSAID.get(name, _SAID)}
    return {
        **told,
        "violation": list(astuple(alert.violation)),
        "key": list(astuple(alert.key)),
        "version": alert.version.text,
        "since": sortable(alert.since),
    }


def _read_alert(told: Mapping[str, Any]) -> Alert:
    return Alert(
        **{
            **told,
            "kind": AlertKind(told["kind"]),
            "violation": ViolationKey(*told["violation"]),
            "key": StateKey(*told["key"]),
            "version": Version.read(told["version"]),
            "since": read_time(told["since"]),
            "rules": tuple(told.get("rules", ())),
        }
    )


def _write_person(person: Person | None) -> list[str] | None:
    return [person.user, person.name, sortable(person.at)] if person else None


def _read_person(told: list[str] | None) -> Person | None:
    return Person(told[0], told[1], read_time(told[2])) if told else None


def _write_time(moment: datetime | None) -> str | None:
    return sortable(moment) if moment else None


def _read_time(told: str | None) -> datetime | None:
    return read_time(told) if told else None
