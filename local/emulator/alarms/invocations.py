"""What Lambda measures of each run of a function, and what the function says that it measured."""

import json
import logging
import time
from collections.abc import Iterator, Mapping
from typing import Any

from ministack.services import lambda_svc

from local.emulator.alarms.measured import record

log = logging.getLogger("local.alarms")

LAMBDA = "AWS/Lambda"


def install() -> None:
    """Measure each run where all ways of invoking a function meet, and nowhere else."""
    run = lambda_svc._execute_function_dispatch

    def run_and_measure(
        func: Any, config: dict[str, Any], event: Any, request_id: str, started: float
    ) -> Any:
        result = run(func, config, event, request_id, started)
        try:
            measure(str(config["FunctionName"]), event, started, result)
        except Exception:  # a run is worth more than what is measured of it
            log.exception("measuring a run of %s", config.get("FunctionName"))
        return result

    lambda_svc._execute_function_dispatch = run_and_measure
    lambda_svc._emit_lambda_metrics = _measure_throttle


def measure(function: str, event: Any, started: float, result: Mapping[str, Any]) -> None:
    """Measure a run that began at `started` and is over now."""
    now = time.time()
    measured = {
        "Invocations": 1,
        "Errors": int(bool(result.get("error"))),
        "Throttles": 0,
        "Duration": (now - started) * 1000,
    }
    if (newest := _newest_of_stream(event)) is not None:
        measured["IteratorAge"] = max(started - newest, 0) * 1000
    for name, value in measured.items():
        record(LAMBDA, name, [value], {"FunctionName": function}, now)
    for line in str(result.get("log") or "").splitlines():
        if line.startswith("{") and '"CloudWatchMetrics"' in line:
            read_embedded(line)


def read_embedded(line: str) -> None:
    """Record what a line in the embedded metric format says; what is none is left alone, as on AWS.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
    """
    try:
        said = json.loads(line)
        found = list(_embedded(said))
        at = said["_aws"]["Timestamp"] / 1000
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    for namespace, name, values, dimensions in found:
        record(namespace, name, values, dimensions, at)


def _embedded(said: dict[str, Any]) -> Iterator[tuple[str, str, list[float], dict[str, str]]]:
    for directive in said["_aws"]["CloudWatchMetrics"]:
        for names in directive["Dimensions"]:
            dimensions = {name: str(said[name]) for name in names}
            for metric in directive["Metrics"]:
                value = said[metric["Name"]]
                values = [float(each) for each in (value if isinstance(value, list) else [value])]
                yield directive["Namespace"], metric["Name"], values, dimensions


def _newest_of_stream(event: Any) -> float | None:
    """Return when the last record of a batch of a stream was written, if it is one."""
    match event:
        case {"Records": [*_, {"eventSource": "aws:dynamodb", "dynamodb": dict() as last}]}:
            return float(last["ApproximateCreationDateTime"])
        case _:
            return None


def _measure_throttle(function: str, *, throttle: bool, **_of_run: Any) -> None:
    """Measure what was refused; what the emulator says of some runs alone would count twice."""
    if throttle:
        record(LAMBDA, "Throttles", [1], {"FunctionName": function})
