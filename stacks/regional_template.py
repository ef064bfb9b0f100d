"""One template that is, in each region, what the template of that region would be.

Stacks are synthesised for a region each, and a StackSet has one template for all of its regions.
What differs between them becomes a function or a condition of CloudFormation that looks at where
the stack is.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

type Json = dict[str, Any]
type ByRegion[T] = Mapping[str, T]

_REGION: Final = {"Ref": "AWS::Region"}
_NO_VALUE: Final = {"Ref": "AWS::NoValue"}
# CloudFormation user guide, "Condition functions": as many at once.
_MOST_OF_OR: Final = 10
# CloudFormation says how long names of resources may be (255), and nothing of those of conditions.
_LONGEST_NAME: Final = 100
_ABSENT: Final = object()


def regional_template(templates: ByRegion[Json]) -> Json:
    """Return the one template; it says nothing of conditions where nothing differs.

    Raises:
        ValueError: they differ where CloudFormation knows no function for it.

    """
    merging = _Merging(tuple(templates))
    bodies = {region: dict(template) for region, template in templates.items()}
    resources = merging.resources({r: body.pop("Resources") for r, body in bodies.items()})
    (rest, *others) = bodies.values()
    if any(other != rest for other in others):
        raise ValueError("the templates of regions differ outside of their resources")
    conditions = rest.pop("Conditions", {}) | merging.conditions
    return {**rest, **({"Conditions": conditions} if conditions else {}), "Resources": resources}


class _Merging:
    def __init__(self, regions: Sequence[str]) -> None:
        self._regions = regions
        self.conditions: Json = {}

    def resources(self, found: ByRegion[Json]) -> Json:
        names = dict.fromkeys(name for resources in found.values() for name in resources)
        return {name: self._resource(name, found) for name in names}

    def _resource(self, name: str, found: ByRegion[Json]) -> Json:
        here = {region: dict(all_[name]) for region, all_ in found.items() if name in all_}
        properties = {region: resource.pop("Properties", {}) for region, resource in here.items()}
        (rest, *others) = here.values()
        if any(other != rest for other in others):
            raise ValueError(f"{name}: differs between regions outside of its properties")
        condition = {} if len(here) == len(self._regions) else {"Condition": self._in(list(here))}
        return {**rest, **condition, "Properties": self._value(properties)}

    def _value(self, found: ByRegion[Any]) -> Any:
        """Return what is each region's value there."""
        values = list(found.values())
        if all(value == values[0] for value in values):
            return values[0]
        if (common := _with_region(found)) is not None:
            return {"Fn::Sub": common}
        if all(isinstance(value, dict) and not _is_function(value) for value in values):
            return self._members(found)
        if all(isinstance(value, list) and len(value) == len(values[0]) for value in values):
            listed = range(len(values[0]))
            return [self._value({r: value[n] for r, value in found.items()}) for n in listed]
        return self._choice(found)

    def _members(self, found: ByRegion[Json]) -> Json:
        names = dict.fromkeys(name for value in found.values() for name in value)
        return {
            name: self._value({r: value.get(name, _ABSENT) for r, value in found.items()})
            for name in names
        }

    def _choice(self, found: ByRegion[Any]) -> Any:
        """Return the function that chooses between values, each of which is in some regions."""
        first = next(iter(found.values()))
        same = [region for region, value in found.items() if value == first]
        others = {region: value for region, value in found.items() if region not in same}
        chosen = _NO_VALUE if first is _ABSENT else first
        return {"Fn::If": [self._in(same), chosen, self._choice(others)]} if others else chosen

    def _in(self, regions: Sequence[str]) -> str:
        """Return the name of the condition that a stack is in one of the regions."""
        name = "In" + "".join(part.title() for region in regions for part in region.split("-"))
        if len(name) > _LONGEST_NAME:
            name = f"InRegions{sha256(','.join(regions).encode()).hexdigest()[:16]}"
        self.conditions[name] = _any_of([{"Fn::Equals": [_REGION, region]} for region in regions])
        return name


def _with_region(found: ByRegion[Any]) -> str | None:
    """Return the text in which each region's name is left out, if there is such a one."""
    texts = {
        value.replace(region, "${AWS::Region}")
        for region, value in found.items()
        if isinstance(value, str) and "${" not in value
    }
    if len(texts) != 1 or not all(isinstance(value, str) for value in found.values()):
        return None
    return texts.pop()


def _is_function(value: Json) -> bool:
    return any(name == "Ref" or name.startswith("Fn::") for name in value)


def _any_of(conditions: Sequence[Json]) -> Json:
    if len(conditions) == 1:
        return conditions[0]
    if len(conditions) <= _MOST_OF_OR:
        return {"Fn::Or": list(conditions)}
    starts = range(0, len(conditions), _MOST_OF_OR)
    return _any_of([_any_of(conditions[start : start + _MOST_OF_OR]) for start in starts])
