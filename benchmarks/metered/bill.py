"""What a function used: the things that are on a bill."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from shared.metric_names import EMITTED

# What a table of DynamoDB does with a request, by what it takes: several writes at once, some
# writes, reads. How long each takes on AWS is not known here: tools/cost/assumptions.toml.
TRANSACTION, WRITE, READ = KINDS = ("transactions", "writes", "reads")


@dataclass
class Bill:
    """Of one function: time is what its thread used of a processor, and what it slept."""

    invocations: int = 0
    processor_seconds: float = 0
    slept_seconds: float = 0
    write_units: float = 0
    read_units: float = 0
    requests: Counter[str] = field(default_factory=Counter[str])
    log_bytes: int = 0
    metrics: set[tuple[str, str]] = field(default_factory=set)

    def hear(self, line: str) -> None:
        """Take a line of the function's output: of the log, or metrics in embedded form."""
        self.log_bytes += len(line.encode())
        if '"_aws"' in line:
            self.metrics |= _metrics(json.loads(line))

    def metrics_of(self, service: str) -> set[str]:
        """Return those that the service emits, of all that its process has printed."""
        return {name for _, name in self.metrics} & EMITTED[service]

    def figures(self) -> dict[str, Any]:
        """Return what was counted, for a file."""
        asked = {name: self.requests[name] for name in (*KINDS, "GetSecretValue", "SendMessage")}
        return {
            "invocations": self.invocations,
            "processor_ms": round(self.processor_seconds * 1000, 1),
            "slept_ms": round(self.slept_seconds * 1000),
            "write_units": self.write_units,
            "read_units": self.read_units,
            **asked,
            "log_bytes": self.log_bytes,
        }


def _metrics(document: dict[str, Any]) -> set[tuple[str, str]]:
    """Return the metrics of a document: the values of their dimensions, and their names."""
    return {
        (", ".join(str(document[name]) for name in dimensions), metric["Name"])
        for directive in document["_aws"]["CloudWatchMetrics"]
        for dimensions in directive["Dimensions"]
        for metric in directive["Metrics"]
    }
