"""Text from outside, made safe for Slack: it shows as it is, mentions nobody and links nowhere.

Lengths count UTF-16 units, of which there are never fewer than characters, after escaping.
"""

import unicodedata
from bisect import bisect_right
from itertools import accumulate

# Slack, "Formatting message text": the three characters that have to be escaped.
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_CUT = "…"
_NOTHING = "-"
_BEYOND_16_BITS = 0xFFFF


def escaped(text: str, longest: int) -> str:
    """Return the text on one line, without control characters, escaped, then cut to size."""
    # One more than fits is enough to know that it has to be cut.
    shown = _printable(text, longest)[: longest + 1]
    pieces = [_ESCAPES.get(character, character) for character in shown]
    if not pieces:
        return _NOTHING
    ends = list(accumulate(map(_size, pieces)))
    if ends[-1] <= longest:
        return "".join(pieces)
    return "".join(pieces[: bisect_right(ends, longest - len(_CUT))]) + _CUT


def code(text: str, longest: int) -> str:
    """Return the text as code, in which nothing is formatted, linked or turned into an emoji."""
    return f"`{escaped(_without_backticks(text), longest - 2)}`"


def quoted(text: str, longest: int) -> str:
    """Return the text as a block of code, for sentences of somebody else."""
    return f"```{escaped(_without_backticks(text), longest - 6)}```"


def _without_backticks(text: str) -> str:
    return text.replace("`", "'")


def _printable(text: str, longest: int) -> str:
    """Return at least as much of the text as can be shown, with a space for what cannot be."""
    shown = (" " if unicodedata.category(c)[0] in "CZ" else c for c in text[: 8 * longest])
    return " ".join("".join(shown).split())


def _size(piece: str) -> int:
    return len(piece) + (ord(piece[0]) > _BEYOND_16_BITS)
