"""Slack's mrkdwn as HTML; everything that came from outside is escaped.

Source: https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from html import escape

from local.slack.emoji import EMOJI

CODE = re.compile(r"```(?P<block>.+?)```|`(?P<inline>[^`\n]+)`", re.DOTALL)
REFERENCE = re.compile(r"<(?P<target>[^<>|\n]+)(?:\|(?P<label>[^<>\n]*))?>")
LINK = re.compile(r"(https?|mailto):", re.IGNORECASE)
HELD = re.compile("\x00(\\d+)\x00")
SHORTCODE = re.compile(r":([a-z0-9_+-]+):")
STYLES = (
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"<b>\1</b>"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), r"<i>\1</i>"),
    (re.compile(r"(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])"), r"<s>\1</s>"),
)


def plain(text: str) -> str:
    """Render a plain_text object: emoji, and no other mark-up."""
    return _emoji(escape(text)).replace("\n", "<br>")


def mrkdwn(text: str) -> str:
    """Render a mrkdwn text; what is not mark-up of Slack's stays as it is written."""
    held: list[str] = []

    def hold(html: str) -> str:
        held.append(html)
        return f"\x00{len(held) - 1}\x00"

    text = text.replace("\x00", "")
    text = CODE.sub(lambda found: hold(_code(found)), text)
    text = REFERENCE.sub(lambda found: hold(_reference(found)), text)
    text = _emoji(_safe(text))
    for pattern, html in STYLES:
        text = pattern.sub(html, text)
    text = "<br>".join(_line(line) for line in text.split("\n"))
    return HELD.sub(lambda found: held[int(found[1])], text)


def _code(found: re.Match[str]) -> str:
    if found["block"] is not None:
        return f"<pre>{_safe(found['block'].strip())}</pre>"
    return f"<code>{_safe(found['inline'])}</code>"


def _reference(found: re.Match[str]) -> str:
    target, label = found["target"], found["label"]
    if LINK.match(target):
        address = escape(_unescaped(target))
        return f'<a href="{address}" rel="noreferrer">{_safe(label or target)}</a>'
    if target[0] in "@#!":
        name = label or target.lstrip("!#@").split("^")[0]
        return f'<span class="mention">@{_safe(name)}</span>'
    return _safe(found[0])


def _line(html: str) -> str:
    quoted = html.removeprefix("&gt;")
    return html if quoted == html else f'<span class="quote">{quoted.lstrip()}</span>'


def _emoji(text: str) -> str:
    return SHORTCODE.sub(lambda found: EMOJI.get(found[1], found[0]), text)


def _safe(text: str) -> str:
    """Undo Slack's three escapes and escape for HTML."""
    return escape(_unescaped(text))


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
