"""How long something lasted, in words."""

from datetime import timedelta

_UNITS = (("d", 86400), ("h", 3600), ("min", 60), ("s", 1))


def in_words(duration: timedelta) -> str:
    """Return a duration in its two largest units ("3 h 5 min"); a negative one counts as none."""
    rest = int(duration.total_seconds())
    if rest < 1:
        return "less than a second"
    amounts = []
    for unit, size in _UNITS:
        amounts.append((rest // size, unit))
        rest %= size
    first = next(at for at, (amount, _) in enumerate(amounts) if amount)
    return " ".join(f"{amount} {unit}" for amount, unit in amounts[first : first + 2] if amount)
