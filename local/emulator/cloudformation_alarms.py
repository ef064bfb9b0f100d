"""An alarm on an expression of several metrics can be created.

Stands for: CloudWatch computes it (`Metrics` of AWS::CloudWatch::Alarm). MiniStack refuses such an
alarm. Here it is one on the first of its metrics: it has its name, description and actions, and
nothing that would ever make it go off by itself is measured here.
"""

from ministack.services.cloudformation import provisioners

from local.emulator.calls import Created, Properties

ALARM = "AWS::CloudWatch::Alarm"


def install() -> None:
    """Wrap the emulator's handlers, which know alarms on one metric."""
    handlers = provisioners._RESOURCE_HANDLERS[ALARM]

    def create(logical_id: str, properties: Properties, stack: str) -> Created:
        return _created(handlers["create"](logical_id, on_one_metric(properties), stack))

    def update(
        name: str, old: Properties, new: Properties, stack: str, logical_id: str | None = None
    ) -> Created:
        given = on_one_metric(old), on_one_metric(new)
        return _created(handlers["update"](name, *given, stack, logical_id))

    provisioners._RESOURCE_HANDLERS[ALARM] = {**handlers, "create": create, "update": update}


def _created(answer: Created) -> Created:
    name, attributes = answer
    return str(name), attributes


def on_one_metric(properties: Properties) -> Properties:
    """Return what an alarm on the first metric would be made of, where there are several."""
    queries = properties.get("Metrics")
    if not queries:
        return properties
    stat = next(query["MetricStat"] for query in queries if "MetricStat" in query)
    kept = {name: value for name, value in properties.items() if name != "Metrics"}
    return {**kept, **stat["Metric"], "Period": stat["Period"], "Statistic": stat["Stat"]}
