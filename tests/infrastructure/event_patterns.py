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
        return isinstance(value, Mapping) and matches(wanted, value)
    return name in event and any(_value(option, value) for option in wanted)


def _value(option: Any, value: Any) -> bool:
    if isinstance(option, Mapping):
        return value not in option["anything-but"]
    return bool(option == value)
