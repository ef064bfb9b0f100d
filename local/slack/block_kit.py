"""What Slack refuses: the limits of Block Kit.

Source: https://docs.slack.dev/reference/block-kit/blocks. A webhook says no more than
`invalid_blocks`; the reasons here are for the log of the stub, and for tests of templates.
"""

from collections.abc import Collection, Iterator

from local.slack.block_kit_charts import CHART, CHARTS, data_visualization
from local.slack.block_kit_checks import (
    PLAIN,
    TEXT,
    Block,
    Check,
    each,
    length,
    plain_texts,
    text_object,
)
from local.slack.block_kit_elements import BESIDE, IN_ACTIONS, IN_INPUT, image, of_element

BLOCKS, MODAL_BLOCKS, FIELDS, CONTEXT_ELEMENTS, ACTIONS = 50, 100, 10, 10, 25
FIELD_TEXT, HEADER_TEXT, LABEL, BLOCK_ID, MARKDOWN_TEXT = 2000, 150, 2000, 255, 12_000
ROWS, CELLS, TABLE_TEXT = 100, 20, 10_000


def problems(blocks: object, most: int = BLOCKS, lacking: Collection[str] = ()) -> list[str]:
    """Say everything that Slack would refuse in a list of blocks; empty when it would take it.

    `lacking` are the types of blocks that this workspace does not know yet.
    """
    if not isinstance(blocks, list):
        return ["blocks is not a list"]
    found = [f"{len(blocks)} blocks, at most {most}"] if len(blocks) > most else []
    for number, block in enumerate(blocks):
        found += [f"blocks[{number}]: {why}" for why in _of_block(block, lacking)]
    return found + _together([block for block in blocks if isinstance(block, dict)])


def _together(blocks: list[Block]) -> list[str]:
    """Say what is wrong with blocks beside each other."""
    found = []
    identifiers = [str(block["block_id"]) for block in blocks if "block_id" in block]
    if len(set(identifiers)) < len(identifiers):
        found.append("two blocks have one block_id")
    tables = [block for block in blocks if block.get("type") == "table"]
    if len(tables) > 1:
        found.append("more than one table")
    if sum(map(_characters, tables)) > TABLE_TEXT:
        found.append(f"tables of more than {TABLE_TEXT} characters")
    charts = sum(block.get("type") == CHART for block in blocks)
    if charts > CHARTS:
        found.append(f"{charts} charts, at most {CHARTS}")
    return found


def _characters(content: object) -> int:
    if isinstance(content, dict):
        return sum(
            len(v) if k == "text" and isinstance(v, str) else _characters(v)
            for k, v in content.items()
        )
    return sum(map(_characters, content)) if isinstance(content, list) else 0


def _of_block(block: object, lacking: Collection[str]) -> Iterator[str]:
    if not isinstance(block, dict):
        yield "is not an object"
        return
    check = CHECKS.get(str(block.get("type")))
    if check is None or block["type"] in lacking:
        yield f"unknown type {block.get('type')!r}"
        return
    if "block_id" in block:
        yield from length("block_id", block["block_id"], BLOCK_ID)
    yield from check(block)


def _section(block: Block) -> Iterator[str]:
    if "text" not in block and "fields" not in block:
        yield "a section needs text or fields"
    if "text" in block:
        yield from text_object("text", block["text"], TEXT)
    if "fields" in block:
        yield from each("fields", block["fields"], FIELDS, _field)
    if "accessory" in block:
        yield from of_element(block["accessory"], BESIDE)


def _field(field: object) -> Iterator[str]:
    return text_object("field", field, FIELD_TEXT)


def _header(block: Block) -> Iterator[str]:
    return text_object("header", block.get("text"), HEADER_TEXT, PLAIN)


def _context(block: Block) -> Iterator[str]:
    return each("elements", block.get("elements"), CONTEXT_ELEMENTS, _context_element)


def _context_element(element: object) -> Iterator[str]:
    if isinstance(element, dict) and element.get("type") == "image":
        return image(element)
    return text_object("context", element, TEXT)


def _actions(block: Block) -> Iterator[str]:
    elements = block.get("elements")
    yield from each("elements", elements, ACTIONS, lambda one: of_element(one, IN_ACTIONS))
    ids = [str(e["action_id"]) for e in elements or () if isinstance(e, dict) and "action_id" in e]
    if len(set(ids)) < len(ids):
        yield "two elements have one action_id"


def _input(block: Block) -> Iterator[str]:
    yield from plain_texts(block, ("label",), {"label": LABEL, "hint": LABEL})
    yield from of_element(block.get("element"), IN_INPUT)


def _image(block: Block) -> Iterator[str]:
    yield from plain_texts(block, (), {"title": FIELD_TEXT})
    yield from image(block)


def _markdown(block: Block) -> Iterator[str]:
    return length("text", block.get("text"), MARKDOWN_TEXT)


def _table(block: Block) -> Iterator[str]:
    return each("rows", block.get("rows"), ROWS, _row)


def _row(row: object) -> Iterator[str]:
    return each("cells", row, CELLS, _cell)


def _cell(cell: object) -> Iterator[str]:
    kind = cell.get("type") if isinstance(cell, dict) else None
    if kind not in ("raw_text", "rich_text"):
        yield f"unknown cell {kind!r}"


def _nothing(_block: Block) -> Iterator[str]:
    return iter(())


CHECKS: dict[str, Check] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "image": _image,
    "markdown": _markdown,
    "table": _table,
    CHART: data_visualization,
    "divider": _nothing,
    "rich_text": _nothing,
}
