"""The ids that Slack gives to blocks and elements that have none: here by where they stand."""

from typing import Any

type Block = dict[str, Any]


def identified(blocks: object) -> list[Any]:
    """Return blocks, each with a block_id and its elements with an action_id."""
    if not isinstance(blocks, list):
        return []
    return [_block(block, number) for number, block in enumerate(blocks)]


def element(blocks: object, block_id: str, action_id: str) -> Block | None:
    """Return the element of that id in the block of that id, or None."""
    for block in identified(blocks):
        if isinstance(block, dict) and block["block_id"] == block_id:
            found = (e for e in _elements(block) if e.get("action_id") == action_id)
            return next(found, None)
    return None


def _block(block: Any, number: int) -> Any:
    if not isinstance(block, dict):
        return block
    named: Block = {"block_id": f"b{number}", **block}
    if isinstance(named.get("elements"), list) and named.get("type") == "actions":
        named["elements"] = [_named(one, f"a{at}") for at, one in enumerate(named["elements"])]
    for place in ("accessory", "element"):
        if place in named:
            named[place] = _named(named[place], "a0")
    return named


def _named(one: Any, name: str) -> Any:
    return {"action_id": name, **one} if isinstance(one, dict) else one


def _elements(block: Block) -> list[Block]:
    elements = block.get("elements")
    listed = list(elements) if isinstance(elements, list) else []
    beside = [block[place] for place in ("accessory", "element") if place in block]
    return [one for one in [*listed, *beside] if isinstance(one, dict)]
