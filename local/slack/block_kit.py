"""What Slack refuses: the limits of Block Kit.

Source: https://docs.slack.dev/reference/block-kit/blocks and the pages of each element. A webhook
says no more than `invalid_blocks`; the reasons here are for the log of the stub.
"""

from collections.abc import Callable, Iterator
from typing import Any

type Block = dict[str, Any]

BLOCKS, FIELDS, CONTEXT_ELEMENTS, ACTIONS = 50, 10, 10, 25
SECTION_TEXT, FIELD_TEXT, HEADER_TEXT = 3000, 2000, 150
BUTTON_TEXT, BUTTON_VALUE, URL, ACTION_ID, BLOCK_ID = 75, 2000, 3000, 255, 255
ROWS, CELLS = 100, 20
PLAIN, MARKDOWN = "plain_text", "mrkdwn"


def problems(blocks: object) -> list[str]:
    """Say everything that Slack would refuse in a list of blocks; empty when it would take it."""
    if not isinstance(blocks, list):
        return ["blocks is not a list"]
    found = [f"{len(blocks)} blocks, at most {BLOCKS}"] if len(blocks) > BLOCKS else []
    for number, block in enumerate(blocks):
        found += [f"blocks[{number}]: {why}" for why in _of_block(block)]
    identifiers = [b["block_id"] for b in blocks if isinstance(b, dict) and "block_id" in b]
    if len(set(map(str, identifiers))) < len(identifiers):
        found.append("two blocks have one block_id")
    return found


def _of_block(block: object) -> Iterator[str]:
    if not isinstance(block, dict):
        yield "is not an object"
        return
    check = CHECKS.get(str(block.get("type")))
    if check is None:
        yield f"unknown type {block.get('type')!r}"
        return
    if "block_id" in block:
        yield from _length("block_id", block["block_id"], BLOCK_ID)
    yield from check(block)


def _section(block: Block) -> Iterator[str]:
    if "text" not in block and "fields" not in block:
        yield "a section needs text or fields"
    if "text" in block:
        yield from _text("text", block["text"], SECTION_TEXT)
    if "fields" in block:
        yield from _each("fields", block["fields"], FIELDS, _field)
    if "accessory" in block:
        yield from _element(block["accessory"])


def _field(field: object) -> Iterator[str]:
    return _text("field", field, FIELD_TEXT)


def _header(block: Block) -> Iterator[str]:
    return _text("header", block.get("text"), HEADER_TEXT, PLAIN)


def _context(block: Block) -> Iterator[str]:
    return _each("elements", block.get("elements"), CONTEXT_ELEMENTS, _context_element)


def _context_element(element: object) -> Iterator[str]:
    if isinstance(element, dict) and element.get("type") == "image":
        return _image(element)
    return _text("context", element, SECTION_TEXT)


def _actions(block: Block) -> Iterator[str]:
    return _each("elements", block.get("elements"), ACTIONS, _element)


def _element(element: object) -> Iterator[str]:
    kind = element.get("type") if isinstance(element, dict) else None
    if not isinstance(element, dict) or kind not in ("button", "image"):
        yield f"unknown element {kind!r}"
    elif kind == "image":
        yield from _image(element)
    else:
        yield from _button(element)


def _button(button: Block) -> Iterator[str]:
    yield from _text("button", button.get("text"), BUTTON_TEXT, PLAIN)
    for key, limit in (("value", BUTTON_VALUE), ("url", URL), ("action_id", ACTION_ID)):
        if key in button:
            yield from _length(key, button[key], limit)
    if button.get("style", "primary") not in ("primary", "danger"):
        yield f"unknown style {button['style']!r}"


def _image(image: Block) -> Iterator[str]:
    yield from _length("image_url", image.get("image_url"), URL)
    yield from _length("alt_text", image.get("alt_text"), FIELD_TEXT)


def _table(block: Block) -> Iterator[str]:
    return _each("rows", block.get("rows"), ROWS, _row)


def _row(row: object) -> Iterator[str]:
    return _each("cells", row, CELLS, _cell)


def _cell(cell: object) -> Iterator[str]:
    kind = cell.get("type") if isinstance(cell, dict) else None
    if kind not in ("raw_text", "rich_text"):
        yield f"unknown cell {kind!r}"


def _nothing(_block: Block) -> Iterator[str]:
    return iter(())


def _text(name: str, text: object, limit: int, *kinds: str) -> Iterator[str]:
    if not isinstance(text, dict) or text.get("type") not in (kinds or (PLAIN, MARKDOWN)):
        yield f"{name} is not a text object of type {' or '.join(kinds or (PLAIN, MARKDOWN))}"
        return
    yield from _length(name, text.get("text"), limit)


def _length(name: str, value: object, limit: int) -> Iterator[str]:
    if not isinstance(value, str) or not 1 <= len(value) <= limit:
        size = len(value) if isinstance(value, str) else type(value).__name__
        yield f"{name} must be a text of 1 to {limit} characters, is {size}"


def _each(
    name: str, items: object, limit: int, check: Callable[[object], Iterator[str]]
) -> Iterator[str]:
    if not isinstance(items, list) or not 1 <= len(items) <= limit:
        yield f"{name} must be a list of 1 to {limit}"
        return
    for item in items:
        yield from check(item)


CHECKS: dict[str, Callable[[Block], Iterator[str]]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "image": _image,
    "table": _table,
    "divider": _nothing,
    "rich_text": _nothing,
}
