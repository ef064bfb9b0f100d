"""The organisational units of an account, by the names that people give them."""


def is_named(given: str, unit: str) -> bool:
    """Whether a name means a unit: its id, its path from the root, or the end of its path."""
    return given == unit or unit.endswith(f"/{given}")


def named_by(names: tuple[str, ...], units: tuple[str, ...]) -> bool:
    """Whether any of the units is meant by any of the names."""
    return any(is_named(name, unit) for name in names for unit in units)
