"""What a message to Slack must never be: beyond the limits, or a way to mention and to link."""

import re
from collections.abc import Iterator
from typing import Any

from local.slack import block_kit
from shared.adapters.slack_payload import payload
from shared.domain.delivery import Message

LONGEST_TEXT = 40_000  # Slack cuts a message's text there
_OURS = re.compile(
    r"<https://docs\.aws\.amazon\.com/config/latest/developerguide/[a-z0-9-]+\.html\|[A-Za-z ]+>"
    r"|<https://api\.example/reports/[a-z0-9_?=&;-]+\|and [0-9,]+ more>"
)
# Words with a number, which lead to the report or to the API.
_MORE = re.compile(
    r"<https://[^<>|]+\|(and [0-9,]+ more|and some of [a-zA-Z0-9, ]+|all that are open)>"
)
_ENTITY = re.compile(r"&(amp|lt|gt);")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def problems(message: Message) -> list[str]:
    """Say everything that is wrong with a message."""
    sent = payload(message)
    found = block_kit.problems(sent["blocks"]) if "blocks" in sent else []
    if not 1 <= len(sent["text"]) <= LONGEST_TEXT:
        found.append(f"a text of {len(sent['text'])} characters")
    for text in texts(sent):
        found += _problems_of(text)
    formatted = [block["text"] for block in markup(message)]
    return found + [f"code without end in {t[:200]!r}" for t in formatted if t.count("`") % 2]


def texts(value: Any) -> Iterator[str]:
    """Yield every text that Slack would show or read."""
    match value:
        case str():
            yield value
        case dict():
            for member in value.values():
                yield from texts(member)
        case list():
            for member in value:
                yield from texts(member)
        case _:
            pass


def markup(message: Message) -> list[dict[str, Any]]:
    """Return the objects in which Slack looks for formatting."""
    return [block for block in _objects(list(message.blocks)) if block.get("type") == "mrkdwn"]


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for member in value.values():
            yield from _objects(member)
    elif isinstance(value, list):
        for member in value:
            yield from _objects(member)


def _problems_of(text: str) -> Iterator[str]:
    rest = _MORE.sub("", _OURS.sub("", text))
    if "<" in rest or ">" in rest:
        yield f"an unescaped angle bracket in {rest[:200]!r}"
    if not text.startswith("https://") and "&" in _without_links(_ENTITY.sub("", rest)):
        yield f"an unescaped or cut entity in {rest[:200]!r}"
    if _CONTROL.search(text):
        yield f"a control character in {text[:200]!r}"


def _without_links(text: str) -> str:
    return re.sub(r"https://\S+", "", text)
