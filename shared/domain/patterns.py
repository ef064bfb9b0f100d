"""Names with `*` in them, each of which stands for any text."""

ANY = "*"


def is_pattern(text: str) -> bool:
    """Whether a text stands for more than itself."""
    return ANY in text


def fits(pattern: str, text: str) -> bool:
    """Whether a text is what a pattern describes; without `*` it describes only itself.

    Each part is looked for once, from the left, so that no pattern takes long.
    """
    first, *rest = pattern.split(ANY)
    if not rest:
        return text == pattern
    *middle, last = rest
    if len(text) < len(first) + len(last) or not (text.startswith(first) and text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True
