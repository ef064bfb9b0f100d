"""CloudFormation creates AWS::Config recorders, delivery channels, rules and conformance packs.

Stands for: a recorder starts to record once it and a delivery channel exist, in any order; a rule
without a recorder is refused (NoAvailableConfigurationRecorderException); the rules of a pack are
rules like others, with a suffix behind their names; the Config API lists what the templates made.
"""

import hashlib
import json

from ministack.services import config
from ministack.services.cloudformation import provisioners
from ministack.services.cloudformation.engine import _parse_template

from local.emulator.calls import Created, Properties, call

# AWS Config API reference, PutConformancePack, and developer guide, "Service limits".
LONGEST_PACK = 51_200  # bytes
MOST_RULES_OF_A_PACK = 130


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
            "AWS::Config::ConformancePack": {
                "create": create_pack,
                "update": update_pack,
                "delete": delete_pack,
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


def create_pack(_logical_id: str, properties: Properties, stack: str) -> Created:
    """Put the rules of the pack; raises ValueError without a recorder or if they are too many."""
    name, body = properties["ConformancePackName"], properties["TemplateBody"]
    rules = _parse_template(body)["Resources"]
    if len(body.encode()) > LONGEST_PACK or len(rules) > MOST_RULES_OF_A_PACK:
        raise ValueError("ConformancePackTemplateValidationException: the template is too large")
    for logical_id, resource in rules.items():
        own = resource["Properties"]
        create_rule(logical_id, own, stack, _name_in_pack(name, own["ConfigRuleName"]))
    return name, {}


def update_pack(name: str, old: Properties, new: Properties, stack: str) -> Created:
    """Take away the rules that the pack does not have any more, and put all others."""
    delete_pack(name, old)
    return create_pack("", new, stack)


def delete_pack(name: str, properties: Properties) -> None:
    """Take away the rules of the pack."""
    for resource in _parse_template(properties["TemplateBody"])["Resources"].values():
        rule = _name_in_pack(name, resource["Properties"]["ConfigRuleName"])
        config._config_rules.pop(rule, None)


def _name_in_pack(pack: str, rule: str) -> str:
    """Return a name as AWS makes it; its nine characters are random there, and here the same."""
    suffix = hashlib.sha256(f"{pack}/{rule}".encode()).hexdigest()[:9]
    return f"{rule}-conformance-pack-{suffix}"


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
