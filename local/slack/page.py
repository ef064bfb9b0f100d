"""The page that shows the messages as Slack would, the newest at the bottom."""

from collections import Counter, defaultdict
from html import escape
from pathlib import Path
from string import Template

from local.slack.channels import MAIN
from local.slack.message_html import render_message
from local.slack.modal_html import render_modal
from local.slack.people import PEOPLE
from local.slack.record import Received
from local.slack.workspace import Workspace

FOLDER = Path(__file__).parent
PAGE = Template((FOLDER / "page.html").read_text(encoding="utf-8"))
STYLE = (FOLDER / "page.css").read_text(encoding="utf-8")
SCRIPT = (FOLDER / "page.js").read_text(encoding="utf-8")
EMPTY = '<p class="empty">No messages yet. They appear here by themselves.</p>'


def render(workspace: Workspace, asked: str | None = None) -> str:
    """Render the page of one channel; it asks for itself again every two seconds."""
    messages = workspace.record.messages()
    channel = asked or _first(messages)
    here = [message for message in messages if message.channel == channel]
    opened = workspace.views.all()
    return PAGE.substitute(
        style=STYLE,
        script=SCRIPT,
        name=escape(workspace.channels.name(channel)),
        channels=_channels(messages, channel, workspace),
        messages=_threads(here) or EMPTY,
        count=f"{len(here)} message{'' if len(here) == 1 else 's'}",
        people="".join(f'<option value="{i}">{name}</option>' for i, name in PEOPLE.items()),
        hash=escape(opened[-1].hash) if opened else "",
        modal=render_modal(opened[-1]) if opened else "",
    )


def _first(messages: list[Received]) -> str:
    """Return the channel to show first: the main one, unless only others have messages."""
    channels = [message.channel for message in messages]
    return MAIN if MAIN in channels or not channels else channels[0]


def _channels(messages: list[Received], shown: str, workspace: Workspace) -> str:
    counts = Counter(message.channel for message in messages)
    named = sorted({MAIN, shown, *counts}, key=workspace.channels.name)
    return "".join(_channel(each, counts[each], workspace, current=each == shown) for each in named)


def _channel(channel: str, count: int, workspace: Workspace, *, current: bool) -> str:
    here = ' class="current" aria-current="page"' if current else ""
    name = escape(workspace.channels.name(channel))
    number = f"<span>{count}</span>" if count else ""
    return f'<a href="/?channel={escape(channel)}"{here}># {name}{number}</a>'


def _threads(messages: list[Received]) -> str:
    """Render messages, each with what was answered to it; of what is not there, by itself.

    An answer that was sent to the channel too stands in both places.
    """
    parents = {
        message.ts: message for message in messages if message.taken and not message.thread_ts
    }
    replies: dict[str, list[Received]] = defaultdict(list)
    for message in messages:
        if message.thread_ts in parents:
            replies[str(message.thread_ts)].append(message)
    return "".join(
        render_message(message, replies[message.ts], parents.get(message.thread_ts or ""))
        for message in messages
        if message.thread_ts not in parents or message.broadcast
    )
