"""CloudFormation creates AWS::Config recorders, delivery channels and rules.

Stands for: a recorder starts to record once it and a delivery channel exist, in any order; a rule
without a recorder is refused (NoAvailableConfigurationRecorderException); the Config API lists
what the templates made.
"""

import json

from ministack.services import config
from ministack.services.cloudformation import provisioners

from local.emulator.calls import Created, Properties, call


def install() -> None:
    """Register the resource types with the emulator's CloudFormation."""
    provisioners._RESOURCE_HANDLERS.update(
        {
            "AWS::Config::ConfigurationRecorder": {
                "create": create_recorder,
                "delete": lambda name, _properties: config._recorders.pop(name, None),
            },
            "AWS::Config::DeliveryChannel": {
                "create": create_delivery_channel,
                "delete": lambda name, _properties: config._delivery_channels.pop(name, None),
            },
            "AWS::Config::ConfigRule": {
                "create": create_rule,
                "update": lambda name, _old, new, stack: create_rule(name, new, stack, name),
                "delete": lambda name, _properties: config._config_rules.pop(name, None),
            },
        }
    )


def create_recorder(_logical_id: str, properties: Properties, _stack: str) -> Created:
    """Put the recorder; it records at once if there is a delivery channel already."""
    recorder = {"name": "default", **_api_spelling(properties)}
    call(config._put_configuration_recorder, ConfigurationRecorder=recorder)
    return _start_recording(str(recorder["name"]))


def create_delivery_channel(_logical_id: str, properties: Properties, _stack: str) -> Created:
    """Put the delivery channel, and start a recorder that was waiting for it."""
    channel = {"name": "default", **_api_spelling(properties)}
    call(config._put_delivery_channel, DeliveryChannel=channel)
    return _start_recording(str(channel["name"]))


def create_rule(
    logical_id: str, properties: Properties, stack: str, name: str | None = None
) -> Created:
    """Put the rule under its own name or a generated one; raises ValueError without a recorder."""
    if not config._recorders:
        raise ValueError("NoAvailableConfigurationRecorderException: no recorder in this region")
    name = name or properties.get("ConfigRuleName") or f"{stack}-{logical_id}"
    parameters = properties.get("InputParameters")
    if isinstance(parameters, dict):
        properties = {**properties, "InputParameters": json.dumps(parameters)}
    call(config._put_config_rule, ConfigRule={**properties, "ConfigRuleName": name})
    rule = config._config_rules[name]
    return name, {"Arn": rule["ConfigRuleArn"], "ConfigRuleId": rule["ConfigRuleId"]}


def _start_recording(name: str) -> Created:
    for recorder in list(config._recorders) if config._delivery_channels else ():
        call(config._start_configuration_recorder, ConfigurationRecorderName=recorder)
    return name, {}


def _api_spelling(value: object) -> Properties:
    """Spell CloudFormation's `RoleARN` as the Config API does: `roleARN`, at every depth."""
    converted = _lower(value)
    if not isinstance(converted, dict):
        raise TypeError(f"not the properties of a resource: {value!r}")
    return converted


def _lower(value: object) -> object:
    if isinstance(value, dict):
        return {key[0].lower() + key[1:]: _lower(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_lower(item) for item in value]
    return value
