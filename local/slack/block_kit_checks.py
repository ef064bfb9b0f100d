"""The checks that all of Block Kit is made of: texts, lengths, lists."""

import re
from collections.abc import Callable, Iterator
from typing import Any

type Block = dict[str, Any]
type Check = Callable[[Block], Iterator[str]]

PLAIN, MARKDOWN = "plain_text", "mrkdwn"
TEXT, ACTION_ID, URL = 3000, 255, 3000
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S", re.IGNORECASE)


def text_object(name: str, text: object, limit: int, *kinds: str) -> Iterator[str]:
    """Say what is wrong with a text object; of any kind unless kinds are named."""
    allowed = kinds or (PLAIN, MARKDOWN)
    if not isinstance(text, dict) or text.get("type") not in allowed:
        yield f"{name} is not a text object of type {' or '.join(allowed)}"
        return
    yield from length(name, text.get("text"), limit)


def plain_texts(block: Block, needed: tuple[str, ...], limits: dict[str, int]) -> Iterator[str]:
    """Say what is wrong with members that are plain texts, each with its limit."""
    for name, limit in limits.items():
        if name in needed or name in block:
            yield from text_object(name, block.get(name), limit, PLAIN)


def length(name: str, value: object, limit: int) -> Iterator[str]:
    """Say what is wrong with a text of 1 to `limit` characters."""
    if not isinstance(value, str) or not 1 <= len(value) <= limit:
        size = len(value) if isinstance(value, str) else type(value).__name__
        yield f"{name} must be a text of 1 to {limit} characters, is {size}"


def lengths(block: Block, limits: dict[str, int]) -> Iterator[str]:
    """Say what is wrong with members that are texts, where they are there."""
    for name, limit in limits.items():
        if name in block:
            yield from length(name, block[name], limit)


def each(
    name: str, items: object, limit: int, check: Callable[[object], Iterator[str]]
) -> Iterator[str]:
    """Say what is wrong with a list of 1 to `limit` things, and with each of them."""
    if not isinstance(items, list) or not 1 <= len(items) <= limit:
        yield f"{name} must be a list of 1 to {limit}"
        return
    for item in items:
        yield from check(item)


def address(name: str, value: object) -> Iterator[str]:
    """Say what is wrong with an address."""
    if isinstance(value, str) and 1 <= len(value) <= URL:
        if not ADDRESS.match(value):
            yield f"{name} is no address"
        return
    yield from length(name, value, URL)


def one_of(name: str, value: object, *allowed: object) -> Iterator[str]:
    """Say that a value is none of those that there are."""
    if value not in allowed:
        yield f"unknown {name} {value!r}"
