"""One message as HTML, with its thread."""

import re
from datetime import datetime
from html import escape
from typing import Any

from local.slack.blocks_html import render_blocks
from local.slack.mrkdwn import mrkdwn
from local.slack.people import PEOPLE
from local.slack.record import Received

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
NAMED = {"good": "#2eb67d", "warning": "#ecb22e", "danger": "#e01e5a"}
GREY = "#dddddd"
ALSO = '<div class="only">also sent to the channel</div>'
EDITED = "Slack shows this mark only where a message without blocks was changed"


def render_message(
    message: Received, replies: list[Received], parent: Received | None = None
) -> str:
    """Render a message and what was answered to it.

    With a `parent` it is an answer to that, shown in the channel.
    """
    clock = datetime.fromisoformat(message.received_at).strftime("%H:%M:%S UTC")
    also = "" if parent or not message.broadcast else ALSO
    return (
        f'<article class="{_classes(message)}"{_place(message)}><div class="avatar">CM</div>'
        f'<div class="body">{_whisper(message)}{_replied(parent)}<div class="from">'
        f'<b>Config monitoring</b><span class="app">APP</span><time>{clock}</time>'
        f"{_answered(message)}</div>"
        f"{_content(message.payload)}{_edited(message)}{also}{_thread(replies)}</div></article>"
    )


def _replied(parent: Received | None) -> str:
    """Return to what somebody answered, as the channel shows it."""
    if parent is None:
        return ""
    text = str(parent.payload.get("text") or "") if isinstance(parent.payload, dict) else ""
    return f'<div class="only replied">replied to a thread: {escape(text.partition("\n")[0])}</div>'


def _classes(message: Received) -> str:
    whispered = " whispered" if message.user else ""
    return "message" + ("" if message.taken else " refused") + whispered


def _place(message: Received) -> str:
    """Return where its buttons say that they are: those of a webhook's message answer nobody."""
    if message.method == "webhook" or not message.taken:
        return ""
    return f' data-channel="{escape(message.channel)}" data-ts="{escape(message.ts)}"'


def _whisper(message: Received) -> str:
    if not message.user:
        return ""
    name = escape(PEOPLE.get(message.user, message.user))
    return f'<div class="only">👁 Only visible to {name}</div>'


def _answered(message: Received) -> str:
    if message.taken:
        return ""
    if message.status is None:
        said = "connection closed: the sender tries again"
    else:
        said = f"answered {escape(message.error or str(message.status))}: not shown by Slack"
    return f'<span class="status">{said}</span>'


def _edited(message: Received) -> str:
    if not message.edits:
        return ""
    times = f", {len(message.edits)} times" if len(message.edits) > 1 else ""
    return f'<span class="edited" title="{EDITED}">(edited{times})</span>'


def _thread(replies: list[Received]) -> str:
    if not replies:
        return ""
    count = f"{len(replies)} {'reply' if len(replies) == 1 else 'replies'}"
    shown = "".join(render_message(reply, []) for reply in replies)
    return f'<details class="thread" open><summary>{count}</summary>{shown}</details>'


def _content(payload: Any) -> str:
    if not isinstance(payload, dict):
        return f"<pre>{escape(str(payload))}</pre>"
    attachments = "".join(_attachment(each) for each in payload.get("attachments") or ())
    files = "".join(_file(each) for each in payload.get("files") or ())
    blocks = render_blocks(payload.get("blocks"))
    text = str(payload.get("text") or "")
    fallback = "" if blocks or (attachments and not text) else f"<div>{mrkdwn(text)}</div>"
    return fallback + blocks + attachments + files


def _attachment(attachment: Any) -> str:
    if not isinstance(attachment, dict):
        return ""
    colour = _colour(str(attachment.get("color", "")))
    text = mrkdwn(str(attachment.get("text") or ""))
    inside = render_blocks(attachment.get("blocks")) or f"<div>{text}</div>"
    return f'<div class="attachment" style="border-color: {colour}">{inside}</div>'


def _file(file: Any) -> str:
    if not isinstance(file, dict):
        return ""
    title = escape(str(file.get("title") or file.get("id")))
    address = f"/files/{escape(str(file.get('id')))}"
    picture = f'<img src="{address}" alt="{title}">'
    return f'<a class="file" href="{address}">{title}{picture}</a>'


def _colour(name: str) -> str:
    return name if COLOUR.fullmatch(name) else NAMED.get(name, GREY)
