"""Block Kit as HTML."""

from collections.abc import Callable
from html import escape
from typing import Any

from local.slack.mrkdwn import mrkdwn, plain

type Block = dict[str, Any]


def render_blocks(blocks: object) -> str:
    """Render a list of blocks; what is no block is shown as what it is."""
    if not isinstance(blocks, list):
        return ""
    return "".join(_block(block) for block in blocks)


def _block(block: Any) -> str:
    render = RENDERERS.get(str(block.get("type"))) if isinstance(block, dict) else None
    if render is None:
        return f'<div class="unknown">{escape(str(block))}</div>'
    return f'<div class="block {escape(str(block["type"]))}">{render(block)}</div>'


def _text(content: Any) -> str:
    if not isinstance(content, dict):
        return ""
    text = str(content.get("text", ""))
    return plain(text) if content.get("type") == "plain_text" else mrkdwn(text)


def _section(block: Block) -> str:
    parts = [f'<div class="text">{_text(block["text"])}</div>'] if "text" in block else []
    if fields := block.get("fields"):
        cells = "".join(f"<div>{_text(field)}</div>" for field in fields)
        parts.append(f'<div class="fields">{cells}</div>')
    accessory = _element(block["accessory"]) if "accessory" in block else ""
    return f'<div class="grow">{"".join(parts)}</div>{accessory}'


def _header(block: Block) -> str:
    return _text(block.get("text"))


def _elements(block: Block) -> str:
    return "".join(_element(element) for element in block.get("elements", ()))


def _element(element: Any) -> str:
    match element:
        case {"type": "button", "text": text}:
            style = escape(str(element.get("style", "")))
            address = escape(str(element.get("url", "")))
            link = f' href="{address}"' if address.startswith(("http://", "https://")) else ""
            return f'<a class="button {style}"{link} rel="noreferrer">{_text(text)}</a>'
        case {"type": "image", "alt_text": alternative}:
            return f'<span class="image">{escape(str(alternative))}</span>'
        case _:
            return f"<span>{_text(element)}</span>"


def _image(block: Block) -> str:
    return f'<span class="image">{escape(str(block.get("alt_text", "")))}</span>'


def _table(block: Block) -> str:
    head, *body = block.get("rows") or [[]]
    rows = [f"<tr>{_cells(head, 'th')}</tr>", *(f"<tr>{_cells(row, 'td')}</tr>" for row in body)]
    return f"<table>{''.join(rows)}</table>"


def _cells(row: list[Any], tag: str) -> str:
    return "".join(f"<{tag}>{_cell(cell)}</{tag}>" for cell in row)


def _cell(cell: Any) -> str:
    return plain(str(cell["text"])) if "text" in cell else _rich(cell)


def _rich(content: Any) -> str:
    """Render rich text: its leaves in order, in their styles."""
    if not isinstance(content, dict):
        return ""
    if "elements" in content:
        return "".join(_rich(element) for element in content["elements"])
    html = plain(str(content.get("text") or content.get("url") or content.get("name") or ""))
    for style, tag in (("bold", "b"), ("italic", "i"), ("code", "code"), ("strike", "s")):
        if content.get("style", {}).get(style):
            html = f"<{tag}>{html}</{tag}>"
    return html


RENDERERS: dict[str, Callable[[Block], str]] = {
    "section": _section,
    "header": _header,
    "context": _elements,
    "actions": _elements,
    "image": _image,
    "table": _table,
    "rich_text": _rich,
    "divider": lambda _block: "<hr>",
}
