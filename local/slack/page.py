"""The page that shows the messages as Slack would, the newest at the bottom."""

import re
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from local.slack.blocks_html import render_blocks
from local.slack.mrkdwn import mrkdwn
from local.slack.record import Received

PAGE = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))
TAKEN = 200
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
NAMED = {"good": "#2eb67d", "warning": "#ecb22e", "danger": "#e01e5a"}
GREY = "#dddddd"
EMPTY = '<p class="empty">No messages yet. They appear here by themselves.</p>'


def render(messages: list[Received]) -> str:
    """Render the page; it asks for itself again every two seconds."""
    shown = "".join(_message(message) for message in messages)
    count = f"{len(messages)} message{'' if len(messages) == 1 else 's'}"
    return PAGE.substitute(messages=shown or EMPTY, count=count)


def _message(message: Received) -> str:
    clock = datetime.fromisoformat(message.received_at).strftime("%H:%M:%S UTC")
    state = "" if message.status == TAKEN else " refused"
    answer = "" if message.status == TAKEN else f'<span class="status">{_answered(message)}</span>'
    return (
        f'<article class="message{state}"><div class="avatar">CM</div><div class="body">'
        f'<div class="from"><b>Config monitoring</b><span class="app">APP</span>'
        f"<time>{clock}</time>{answer}</div>{_content(message.payload)}</div></article>"
    )


def _answered(message: Received) -> str:
    if message.status is None:
        return "connection closed: the sender tries again"
    return f"answered {message.status}: not shown by Slack"


def _content(payload: Any) -> str:
    if not isinstance(payload, dict):
        return f"<pre>{escape(str(payload))}</pre>"
    attachments = "".join(_attachment(each) for each in payload.get("attachments") or ())
    blocks = render_blocks(payload.get("blocks"))
    text = str(payload.get("text") or "")
    fallback = "" if blocks or (attachments and not text) else f"<div>{mrkdwn(text)}</div>"
    return fallback + blocks + attachments


def _attachment(attachment: Any) -> str:
    if not isinstance(attachment, dict):
        return ""
    colour = _colour(str(attachment.get("color", "")))
    text = mrkdwn(str(attachment.get("text") or ""))
    inside = render_blocks(attachment.get("blocks")) or f"<div>{text}</div>"
    return f'<div class="attachment" style="border-color: {colour}">{inside}</div>'


def _colour(name: str) -> str:
    return name if COLOUR.fullmatch(name) else NAMED.get(name, GREY)
