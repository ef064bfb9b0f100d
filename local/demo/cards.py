"""Slack messages as cards in a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from local.slack.emoji import EMOJI
from shared.domain.chart_text import sparkline, text_bar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import RenderableType

type Block = dict[str, Any]

WIDTH = 96
MARK = re.compile(
    r"<(?P<target>[^<>|\n]+)(?:\|(?P<label>[^<>\n]*))?>"
    r"|```(?P<block>[^`]+)```"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?<![\w*])\*(?P<bold>[^*\n]+)\*"
    r"|(?<!\w)_(?P<italic>[^_\n]+)_(?!\w)"
)
SHORTCODE = re.compile(r":([a-z0-9_+-]+):")


def card(payload: dict[str, Any], subtitle: str, *, indent: int = 0) -> RenderableType:
    """Draw a message: its blocks, or its text when it has none; answers are indented."""
    blocks = payload.get("blocks") or []
    colours = payload.get("attachments") or []
    parts = [part for block in blocks for part in _block(block)]
    parts += [
        part for each in colours for block in each.get("blocks", ()) for part in _block(block)
    ]
    content = Group(*(parts or [mrkdwn(str(payload.get("text", "")))]))
    panel = Panel(content, subtitle=subtitle, subtitle_align="right", width=WIDTH - indent)
    return Padding(panel, (0, 0, 0, indent))


def mrkdwn(text: str) -> Text:
    """Render Slack's mark-up; the terminal's own is never interpreted."""
    rendered, end = Text(), 0
    for found in MARK.finditer(text):
        rendered.append(_plain(text[end : found.start()]))
        rendered.append(_marked(found))
        end = found.end()
    rendered.append(_plain(text[end:]))
    return rendered


def _marked(found: re.Match[str]) -> Text:
    match found.lastgroup:
        case "block" | "code":
            return Text(_plain(found["block"] or found["code"]), style="cyan")
        case "bold":
            return Text.assemble((mrkdwn(found["bold"]).plain, "bold"))
        case "italic":
            return Text.assemble((mrkdwn(found["italic"]).plain, "italic"))
        case _:
            label = found["label"] or found["target"]
            return Text(_plain(label), style=f"blue underline link {found['target']}")


def _plain(text: str) -> str:
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return SHORTCODE.sub(lambda found: EMOJI.get(found[1], found[0]), text)


def _block(block: Block) -> Iterator[RenderableType]:
    draw = DRAWN.get(str(block.get("type")))
    return draw(block) if draw else iter(())


def _section(block: Block) -> Iterator[RenderableType]:
    if "text" in block:
        yield mrkdwn(block["text"]["text"])
    if fields := block.get("fields"):
        grid = Table.grid(padding=(0, 3), expand=True)
        grid.add_column(ratio=1)
        grid.add_column(ratio=1)
        for left, right in zip(fields[::2], [*fields[1::2], None], strict=False):
            grid.add_row(mrkdwn(left["text"]), mrkdwn(right["text"]) if right else "")
        yield grid


def _header(block: Block) -> Iterator[RenderableType]:
    yield Text(_plain(block["text"]["text"]), style="bold")


def _context(block: Block) -> Iterator[RenderableType]:
    texts = [mrkdwn(element.get("text", "")) for element in block["elements"]]
    line = Text("  ").join(texts)
    line.stylize("dim")
    yield line


def _actions(block: Block) -> Iterator[RenderableType]:
    buttons = [Text(f" {_label(each)} ", style="reverse") for each in block["elements"]]
    yield Text("  ").join(buttons)


def _label(element: Block) -> str:
    """Return what stands on a button; a menu shows three dots until it is opened."""
    return _plain(element["text"]["text"]) if "text" in element else "⋯"


def _table(block: Block) -> Iterator[RenderableType]:
    head, *rows = [[str(cell.get("text", "")) for cell in row] for row in block["rows"]]
    table = Table(*head)
    for row in rows:
        table.add_row(*row)
    yield table


def _chart(block: Block) -> Iterator[RenderableType]:
    """Draw bars as bars, and lines as a line, of characters."""
    yield Text(block["title"], style="bold")
    for series in block["chart"].get("series", ()):
        values = [point["value"] for point in series["data"]]
        first, last = series["data"][0]["label"], series["data"][-1]["label"]
        if block["chart"]["type"] != "bar":
            yield Text(f"{sparkline(values)}  {first} to {last}")
            continue
        for point in series["data"]:
            bar = text_bar(point["value"], max(values))
            yield Text(f"{bar} {point['label']}: {point['value']:,}")


DRAWN: dict[str, Callable[[Block], Iterator[RenderableType]]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "table": _table,
    "data_visualization": _chart,
    "divider": lambda _block: iter([Rule(style="dim")]),
}
