"""How long something lasted, in words."""

from datetime import timedelta

_UNITS = (("d", 86400), ("h", 3600), ("min", 60), ("s", 1))


def in_words(duration: timedelta) -> str:
    """Return a duration in its two largest units ("3 h 5 min"); a negative one counts as none."""
    seconds = int(duration.total_seconds())
    if seconds < 1:
        return "less than a second"
    for at, (unit, size) in enumerate(_UNITS):
        if seconds >= size:
            rest = [f"{seconds % size // lower} {name}" for name, lower in _UNITS[at + 1 : at + 2]]
            return " ".join([f"{seconds // size} {unit}", *_without_zero(rest)])
    raise AssertionError("a second is the smallest unit")


def _without_zero(parts: list[str]) -> list[str]:
    return [part for part in parts if not part.startswith("0 ")]
