"""What CloudFormation deploys in a region of a template with conditions, as ours have them."""

from typing import Any

type Json = dict[str, Any]

_NOTHING: Any = object()


def deployed(template: Json, region: str) -> Json:
    """Return the template without conditions, as it is in one region."""
    holds = {name: _holds(said, region) for name, said in template.get("Conditions", {}).items()}
    resources = {}
    for name, resource in template["Resources"].items():
        if holds.get(resource.get("Condition"), True):
            body = {key: value for key, value in resource.items() if key != "Condition"}
            resources[name] = _value(body, holds, region)
    rest = {key: value for key, value in template.items() if key not in {"Conditions", "Resources"}}
    return {**rest, "Resources": resources}


def _holds(said: Json, region: str) -> bool:
    ((function, of),) = said.items()
    if function == "Fn::Or":
        return any(_holds(each, region) for each in of)
    assert function == "Fn::Equals"
    assert of[0] == {"Ref": "AWS::Region"}
    return bool(of[1] == region)


def _value(value: Any, holds: dict[str, bool], region: str) -> Any:
    if isinstance(value, list):
        return [_value(each, holds, region) for each in value]
    if not isinstance(value, dict):
        return value
    if "Fn::If" in value:
        condition, then, otherwise = value["Fn::If"]
        return _value(then if holds[condition] else otherwise, holds, region)
    if "Fn::Sub" in value:
        return value["Fn::Sub"].replace("${AWS::Region}", region)
    if value == {"Ref": "AWS::NoValue"}:
        return _NOTHING
    members = {name: _value(each, holds, region) for name, each in value.items()}
    return {name: each for name, each in members.items() if each is not _NOTHING}
