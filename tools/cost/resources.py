"""What a deployment has that costs by the month, counted from its templates."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

type Template = Mapping[str, Any]

DAYS_OF_A_MONTH = 365 / 12
SERVICE_THAT_COMPARES = "reconcile"
_MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60}
_MASTER, _AGENT = "ConfigMonitoringMaster", "ConfigMonitoringAgent"


@dataclass(frozen=True, kw_only=True)
class Resources:
    """Of the master's stack, and of the stack of one watched account and region."""

    # Metrics that alarms look at: each is billed as an alarm.
    watched: int
    watched_by_an_agent: int
    dashboards: int
    secrets: int
    keys: int
    queues_polled: int
    # Tables, counted once for each function that is told of them.
    tables_used: int
    # How long after a comparison with AWS Config the next one is due.
    compared_hours: float
    # Invocations a month, by service.
    scheduled: Mapping[str, float]
    memory_mb: Mapping[str, int]
    timeout_seconds: Mapping[str, int]


def resources_of(templates: Mapping[str, Template]) -> Resources:
    """Count in templates, by the names of their stacks."""
    master = templates[_MASTER]
    agent = next(body for name, body in templates.items() if name.startswith(_AGENT))
    functions = {
        name: each["Properties"] for name, each in _all(master, "AWS::Lambda::Function").items()
    }
    services = {name: _service(properties) for name, properties in functions.items()}
    return Resources(
        watched=_watched(master),
        watched_by_an_agent=_watched(agent),
        dashboards=len(_all(master, "AWS::CloudWatch::Dashboard")),
        secrets=len(_all(master, "AWS::SecretsManager::Secret")),
        keys=len(_all(master, "AWS::KMS::Key")),
        queues_polled=_queues_polled(master),
        tables_used=sum(map(_tables, functions.values())),
        compared_hours=_compared_hours(functions.values()),
        scheduled=_scheduled(master, services),
        memory_mb=_by_service(functions, "MemorySize"),
        timeout_seconds=_by_service(functions, "Timeout"),
    )


def invocations_a_month(expression: str) -> float:
    """Return how often a schedule runs: a rate, or a cron of numbers, lists and names of days.

    Raises:
        ValueError: it is neither.

    """
    if rate := re.fullmatch(r"rate\((\d+) (minute|hour|day)s?\)", expression):
        return DAYS_OF_A_MONTH * 24 * 60 / (int(rate[1]) * _MINUTES[rate[2]])
    cron = re.fullmatch(r"cron\(([\d,]+) ([\d,]+) ([*?]) \* (\S+) \*\)", expression)
    if cron is None:
        raise ValueError(f"nobody has said how often {expression} is")
    minutes, hours, days = (len(cron[group].split(",")) for group in (1, 2, 4))
    part_of_the_week = 1.0 if cron[4] in "*?" else days / 7
    return DAYS_OF_A_MONTH * minutes * hours * part_of_the_week


def _all(template: Template, kind: str) -> dict[str, Any]:
    found = template["Resources"].items()
    return {name: resource for name, resource in found if resource["Type"] == kind}


def _watched(template: Template) -> int:
    alarms = [each["Properties"] for each in _all(template, "AWS::CloudWatch::Alarm").values()]
    several = [alarm["Metrics"] for alarm in alarms if "Metrics" in alarm]
    return len(alarms) - len(several) + sum("MetricStat" in q for every in several for q in every)


def _variables(properties: Mapping[str, Any]) -> Mapping[str, Any]:
    told: Mapping[str, Any] = properties.get("Environment", {}).get("Variables", {})
    return told


def _service(properties: Mapping[str, Any]) -> str:
    return str(_variables(properties).get("POWERTOOLS_SERVICE_NAME", ""))


def _tables(properties: Mapping[str, Any]) -> int:
    return sum(name.endswith("_TABLE") for name in _variables(properties))


def _compared_hours(functions: Iterable[Mapping[str, Any]]) -> float:
    [told] = [_variables(each) for each in functions if _service(each) == SERVICE_THAT_COMPARES]
    return float(told["RECONCILE_HOURS"])


def _by_service(functions: Mapping[str, Mapping[str, Any]], name: str) -> dict[str, int]:
    return {_service(each): each[name] for each in functions.values() if _service(each)}


def _queues_polled(template: Template) -> int:
    queues = _all(template, "AWS::SQS::Queue")
    sources = _all(template, "AWS::Lambda::EventSourceMapping").values()
    return sum(_target(each["Properties"]["EventSourceArn"]) in queues for each in sources)


def _scheduled(template: Template, services: Mapping[str, str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for schedule in _all(template, "AWS::Scheduler::Schedule").values():
        properties = schedule["Properties"]
        service = services[_target(properties["Target"]["Arn"])]
        often = invocations_a_month(properties["ScheduleExpression"])
        found[service] = found.get(service, 0) + often
    return found


def _target(arn: Mapping[str, Any]) -> str:
    return str(arn["Fn::GetAtt"][0])
