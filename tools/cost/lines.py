"""What is on the bill of a change, by what was measured, what is assumed and what there is."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tools.cost import metrics
from tools.cost.bill import Line
from tools.cost.resources import DAYS_OF_A_MONTH, SERVICE_THAT_COMPARES, Resources

type Figures = Mapping[str, Any]

GB = 1024**3
RECORDING, TOTALS, TELLING = "HandleConfigEvents", "UpdateTotals", "NotifyViolations"
COMPARING = "Reconcile"
OF_A_CHANGE = {
    RECORDING: "handle-config-events",
    TOTALS: "update-totals",
    TELLING: "notify-violations",
}
SERVICES = {**OF_A_CHANGE, COMPARING: SERVICE_THAT_COMPARES}
_WAITS = ("transactions", "writes", "reads", "GetSecretValue", "SendMessage")
_COUNTED = (
    *("invocations", "processor_ms", "slept_ms", "write_units", "read_units", "log_bytes"),
    *_WAITS,
)


@dataclass(frozen=True)
class Known:
    """What was measured, what is assumed, and what there is."""

    units: Figures
    assumed: Figures
    resources: Resources

    def of_a_change(self, changes_a_day: float) -> list[Line]:
        """Return what one change uses, on days with so many of them."""
        day = _nearest(self.units["days"], changes_a_day)
        told = _nearest([each for each in self.units["days"] if each["told"]], changes_a_day)
        recorded, added = (_each(day["functions"][name], day) for name in (RECORDING, TOTALS))
        size, kept = day["event_bytes"] / day["changes"] / GB, self._months_kept()
        return [
            Line("events to the master's bus", "cross_account_event", 1),
            Line("archive", "archive_gb", size),
            Line("archive", "archive_gb_month", size * kept),
            Line("queue", "sqs_request", 1 + 2 * recorded["invocations"]),
            *self.of_function(RECORDING, recorded),
            *self.of_function(TOTALS, added),
            *self.of_function(TELLING, self._telling(told)),
            *stored("history kept", self._history_bytes() * kept),
        ]

    def of_changes(self, accounts: int, changes_of_each: int) -> list[Line]:
        """Return what the changes of a month use.

        Telling was measured up to some changes a day, and more of them share messages: it is taken
        to be as much for each, but never to run longer than one run for each shard and the
        schedule can.
        """
        a_day = accounts * changes_of_each
        times, most = a_day * DAYS_OF_A_MONTH, self._most_telling()
        lines = [replace(each, quantity=each.quantity * times) for each in self.of_a_change(a_day)]
        used = [
            replace(each, quantity=min(each.quantity, most)) if _is_telling(each) else each
            for each in lines
        ]
        return [*used, metrics.of_changes(self.units, a_day)]

    def _telling(self, day: Figures) -> dict[str, float]:
        """Return what telling takes of a change, beyond the runs in which nothing is told."""
        all_of_it = day["functions"][TELLING]
        beyond = {
            name: max(0, all_of_it[name] - each * day["minutes"])
            for name, each in self.idle().items()
        }
        return _each({**beyond, "messages": day["messages"]}, day)

    def _most_telling(self) -> float:
        """Return the GB-seconds of a month in which telling never rests."""
        service = SERVICES[TELLING]
        a_month = DAYS_OF_A_MONTH * 86_400
        by_schedule = self.resources.scheduled[service] * self.resources.timeout_seconds[service]
        seconds: float = self.assumed["lambda"]["stream_shards"] * a_month + by_schedule
        return seconds * self.resources.memory_mb[service] / 1024

    def idle(self) -> dict[str, float]:
        """Return what one run takes in which nothing is told."""
        idle = self.units["idle"]
        return {name: idle[name] / idle["invocations"] for name in _COUNTED}

    def of_function(self, name: str, used: Mapping[str, float]) -> Iterator[Line]:
        """Return what a function costs that uses so much."""
        memory = self.resources.memory_mb[SERVICES[name]]
        invocations = used["invocations"]
        log = used["log_bytes"] + invocations * self.assumed["lambda"]["log_bytes"]
        seconds = self.billed_ms(used, memory) / 1000
        yield Line(f"{name}: DynamoDB, writes", "dynamodb_write_unit", used["write_units"])
        yield Line(f"{name}: DynamoDB, reads", "dynamodb_read_unit", used["read_units"])
        yield Line(f"{name}: Lambda", "lambda_request", invocations)
        yield Line(f"{name}: Lambda", "lambda_gb_second", seconds * memory / 1024)
        yield Line("logs", "logs_gb", log / GB)
        yield Line("reading the secret", "secret_call", used["GetSecretValue"])

    def billed_ms(self, used: Mapping[str, float], memory_mb: int) -> float:
        """Return for how long functions are billed: computing, sleeping, waiting for answers."""
        share: float = min(1, memory_mb / self.assumed["lambda"]["whole_processor_mb"])
        waits: Mapping[str, float] = self.assumed["waits_ms"]
        waited = sum(used[name] * waits[name] for name in _WAITS)
        waited += used.get("messages", 0) * waits["message"]
        waited += used.get("pages", 0) * waits["config_page"]
        return used["processor_ms"] / share + used["slept_ms"] + waited

    def _months_kept(self) -> float:
        days: float = self.assumed["organisation"]["retention_days"]
        return days / DAYS_OF_A_MONTH

    def _history_bytes(self) -> float:
        kept = self.units["kept"]
        return float((kept["history_bytes"] + kept["told_bytes"]) / kept["history"])

    def state_bytes(self) -> float:
        """Return what is stored of a state, its entries of indexes and its part of sums too."""
        kept = self.units["kept"]
        return float(kept["states_bytes"] / kept["states"])


def _nearest(days: list[Figures], changes_a_day: float) -> Figures:
    """Return the day that is the nearest by factors."""
    return min(days, key=lambda day: abs(math.log(day["changes_a_day"] / changes_a_day)))


def _each(used: Figures, day: Figures) -> dict[str, float]:
    return {name: each / day["changes"] for name, each in used.items()}


def _is_telling(line: Line) -> bool:
    return line.price == "lambda_gb_second" and line.what.startswith(TELLING)


def stored(what: str, size: float) -> Iterator[Line]:
    """Return what keeping so many bytes for a month costs."""
    yield Line(what, "dynamodb_gb_month", size / GB)
    yield Line(what, "dynamodb_recovery_gb_month", size / GB)
