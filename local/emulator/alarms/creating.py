"""Alarms on expressions can be made, and what would never be evaluated is refused.

Stands for: `Metrics` of AWS::CloudWatch::Alarm and of PutMetricAlarm.
"""

from collections.abc import Mapping
from typing import Any

from ministack.services import cloudwatch
from ministack.services.cloudformation import provisioners

from local.emulator.alarms.definitions import read_alarm
from local.emulator.calls import Properties

BAD_REQUEST = 400
# What an alarm on one metric has instead of `Metrics`.
OF_ONE_METRIC = {
    *("MetricName", "Namespace", "Dimensions", "Period", "Unit"),
    *("Statistic", "ExtendedStatistic"),
}


def install() -> None:
    """Wrap what the emulator makes of an alarm, by a template or by its API."""
    put, record_of_one = cloudwatch._put_metric_alarm, provisioners._cw_metric_alarm_record

    def record(name: str, properties: Properties) -> Properties:
        return with_metrics(properties, record_of_one(name, on_one_metric(properties)))

    def put_metric_alarm(params: Any, request: Properties, *form: bool) -> Any:
        if problem := _problem(request):
            return _refusal(problem, *form)
        answer = put(params, request, *form)
        made = cloudwatch._alarms.get(request.get("AlarmName"))
        if made and request.get("Metrics"):
            cloudwatch._alarms[made["AlarmName"]] = with_metrics(request, made)
        return answer

    provisioners._cw_metric_alarm_record = record
    cloudwatch._put_metric_alarm = put_metric_alarm


def on_one_metric(properties: Properties) -> Properties:
    """Return what an alarm on the first metric would be made of, where there are several."""
    queries = properties.get("Metrics")
    if not queries:
        return properties
    stat = next(query["MetricStat"] for query in queries if "MetricStat" in query)
    kept = {name: value for name, value in properties.items() if name != "Metrics"}
    return {**kept, **stat["Metric"], "Period": stat["Period"], "Statistic": stat["Stat"]}


def with_metrics(properties: Properties, made: Properties) -> Properties:
    """Return an alarm that was made on one metric with all that it looks at.

    Raises:
        ValueError: it could not be evaluated.

    """
    if queries := properties.get("Metrics"):
        made = {name: value for name, value in made.items() if name not in OF_ONE_METRIC}
        made["Metrics"] = queries
    read_alarm(made)
    return made


def _refusal(problem: str, is_cbor: bool, is_json: bool) -> Any:  # noqa: FBT001 - as it is called
    return cloudwatch._error(
        "ValidationError", problem, BAD_REQUEST, use_json=is_json, use_cbor=is_cbor
    )


def _problem(request: Mapping[str, Any]) -> str | None:
    """Say what keeps a request from being an alarm; the emulator reads other forms than CBOR."""
    if not request:
        return None
    try:
        read_alarm(request)
    except (ValueError, KeyError) as error:
        return str(error)
    return None
