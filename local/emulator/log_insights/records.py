"""The fields that Logs Insights finds in a line of a log."""

import json
import re
from collections.abc import Iterator
from typing import Any

type Row = dict[str, Any]

WHEN = "_timestamp_ms"  # not a field, but what spans of time are counted from
_OWN = ("@timestamp", "@message", "@logStream", "@log", "@ptr")
_LAMBDA = re.compile(r"(START|END|REPORT) RequestId: (\S+)")
_REPORTED = {
    "@duration": (re.compile(r"\tDuration: ([\d.]+) ms"), 1),
    "@billedDuration": (re.compile(r"\tBilled Duration: ([\d.]+) ms"), 1),
    "@initDuration": (re.compile(r"\tInit Duration: ([\d.]+) ms"), 1),
    "@memorySize": (re.compile(r"\tMemory Size: (\d+) MB"), 1_000_000),
    "@maxMemoryUsed": (re.compile(r"\tMax Memory Used: (\d+) MB"), 1_000_000),
}


def found_in(record: dict[str, Any]) -> Row:
    """Return all fields of a line; those of JSON have their path for a name, joined by dots."""
    message = record["@message"]
    found = {name: record[name] for name in _OWN} | {WHEN: record[WHEN]}
    return found | _of_lambda(message) | _of_json(message)


def _of_lambda(message: str) -> Row:
    known = _LAMBDA.match(message)
    if not known:
        return {}
    found: Row = {"@type": known[1], "@requestId": known[2]}
    for name, (pattern, unit) in _REPORTED.items():
        if said := pattern.search(message):
            found[name] = float(said[1]) * unit
    return found


def _of_json(message: str) -> Row:
    if not message.startswith("{"):
        return {}
    try:
        return dict(_flat("", json.loads(message)))
    except ValueError:
        return {}


def _flat(path: str, value: object) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict | list):
        members = value.items() if isinstance(value, dict) else enumerate(value)
        for name, member in members:
            yield from _flat(f"{path}.{name}" if path else str(name), member)
    elif value is not None:
        yield path, int(value) if isinstance(value, bool) else value
