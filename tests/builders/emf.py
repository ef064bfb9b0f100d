"""Metrics as functions write them: lines of the log in CloudWatch's embedded metric format."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from shared.metric_names import EMITTED, NAMESPACE


def metrics_in(output: str, service: str) -> dict[str, list[float]]:
    """Return the values of all metrics in an output, which are all known as the function's own."""
    found: dict[str, list[float]] = {}
    for record in _records(output.splitlines()):
        [directive] = record["_aws"]["CloudWatchMetrics"]
        assert directive["Namespace"] == NAMESPACE
        assert directive["Dimensions"] == [["service"]], "each dimension multiplies what is billed"
        names = {each["Name"] for each in directive["Metrics"]}
        assert names <= EMITTED[service], names - EMITTED[service]
        for name in names:
            found.setdefault(name, []).extend(record[name])
    return found


def units_in(output: str) -> dict[str, str]:
    """Return the unit of each metric."""
    directives = [each["_aws"]["CloudWatchMetrics"][0] for each in _records(output.splitlines())]
    return {each["Name"]: each["Unit"] for one in directives for each in one["Metrics"]}


def _records(lines: Iterable[str]) -> list[Mapping[str, Any]]:
    return [json.loads(line) for line in lines if '"_aws"' in line]
