"""As much of EventBridge's matching as the patterns of the stacks use."""

from collections.abc import Mapping
from typing import Any


def matches(pattern: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    return all(_member(name, wanted, event) for name, wanted in pattern.items())


def _member(name: str, wanted: Any, event: Mapping[str, Any]) -> bool:
    if name == "$or":
        return any(matches(option, event) for option in wanted)
    value = event.get(name)
    if isinstance(wanted, Mapping):
        # What lies in a member that is missing is missing too, which a pattern may ask for.
        return matches(wanted, value if isinstance(value, Mapping) else {})
    return any(_value(option, value, there=name in event) for option in wanted)


def _value(option: Any, value: Any, *, there: bool) -> bool:
    if isinstance(option, Mapping) and "exists" in option:
        return bool(option["exists"] is there)
    if isinstance(option, Mapping):
        return there and value not in option["anything-but"]
    return there and bool(option == value)
