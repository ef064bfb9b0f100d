"""Names, or patterns of names in which `*` stands for any text, also for none."""

from collections.abc import Iterable

ANY = "*"


def fits(pattern: str, text: str) -> bool:
    """Whether a text is what a pattern asks for."""
    first, *rest = pattern.split(ANY)
    if not rest:
        return text == pattern
    *middle, last = rest
    if not text.startswith(first):
        return False
    at = len(first)
    for piece in middle:
        found = text.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return len(text) - at >= len(last) and text.endswith(last)


def fits_any(patterns: Iterable[str], text: str) -> bool:
    """Whether a text is what one of the patterns asks for."""
    return any(fits(pattern, text) for pattern in patterns)


def covers(wide: str, narrow: str) -> bool:
    """Whether every text that fits `narrow` fits `wide`, as far as can be told by looking.

    A `*` of the narrow one is a character like others here: only one of the wide one takes it.
    """
    return fits(wide, narrow)
