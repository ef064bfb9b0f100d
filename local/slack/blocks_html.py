"""Block Kit as HTML."""

from collections.abc import Callable
from html import escape
from typing import Any

from local.slack.charts_html import render_chart
from local.slack.elements_html import render_element, render_text
from local.slack.identified import identified
from local.slack.mrkdwn import plain

type Block = dict[str, Any]


def render_blocks(blocks: object) -> str:
    """Render a list of blocks; what is no block is shown as what it is."""
    if not isinstance(blocks, list):
        return ""
    return "".join(_block(block) for block in identified(blocks))


def _block(block: Any) -> str:
    render = RENDERERS.get(str(block.get("type"))) if isinstance(block, dict) else None
    if render is None:
        return f'<div class="unknown">{escape(str(block))}</div>'
    return f'<div class="block {escape(str(block["type"]))}">{render(block)}</div>'


def _section(block: Block) -> str:
    parts = [f'<div class="text">{render_text(block["text"])}</div>'] if "text" in block else []
    if fields := block.get("fields"):
        cells = "".join(f"<div>{render_text(field)}</div>" for field in fields)
        parts.append(f'<div class="fields">{cells}</div>')
    accessory = render_element(block.get("accessory"), str(block["block_id"]))
    return f'<div class="grow">{"".join(parts)}</div>{accessory}'


def _header(block: Block) -> str:
    return render_text(block.get("text"))


def _actions(block: Block) -> str:
    elements = block.get("elements")
    listed = elements if isinstance(elements, list) else []
    return "".join(render_element(element, str(block["block_id"])) for element in listed)


def _input(block: Block) -> str:
    element = block.get("element")
    several = isinstance(element, dict) and element.get("type") in ("radio_buttons", "checkboxes")
    tag = "fieldset" if several else "label"  # a label is of one field
    optional = " <i>(optional)</i>" if block.get("optional") else ""
    hint = render_text(block.get("hint"))
    return (
        f"<{tag}><b>{render_text(block.get('label'))}{optional}</b>"
        f"{render_element(element, str(block['block_id']))}</{tag}>"
        f'<small class="problem"></small>{f"<small>{hint}</small>" if hint else ""}'
    )


def _image(block: Block) -> str:
    return f'<span class="image">{escape(str(block.get("alt_text", "")))}</span>'


def _markdown(block: Block) -> str:
    return f"<pre>{escape(str(block.get('text', '')))}</pre>"


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
    "context": _actions,
    "actions": _actions,
    "input": _input,
    "markdown": _markdown,
    "image": _image,
    "table": _table,
    "data_visualization": render_chart,
    "rich_text": _rich,
    "divider": lambda _block: "<hr>",
}
