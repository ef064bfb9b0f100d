from typing import Any

import pytest

from local.slack.mrkdwn import mrkdwn, plain
from local.slack.page import render
from local.slack.record import Received
from local.slack.workspace import Workspace


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* and _italic_ and ~gone~", "<b>bold</b> and <i>italic</i> and <s>gone</s>"),
        ("snake_case_name 2*3*4", "snake_case_name 2*3*4"),
        ("`a*b*`", "<code>a*b*</code>"),
        ("```x\ny```", "<pre>x\ny</pre>"),
        ("a\nb", "a<br>b"),
        (":warning: :nothing:", "⚠️ :nothing:"),
        ("> quoted", '<span class="quote">quoted</span>'),
        ("&gt; quoted", '<span class="quote">quoted</span>'),
        ("&lt;b&gt; &amp;amp;", "&lt;b&gt; &amp;amp;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<!channel>", '<span class="mention">@channel</span>'),
        ("<javascript:alert(1)|click>", "&lt;javascript:alert(1)|click&gt;"),
    ],
)
def test_mrkdwn_becomes_html(text: str, html: str) -> None:
    assert mrkdwn(text) == html


def test_a_link_shows_its_label_and_escapes_its_address() -> None:
    html = mrkdwn('*<https://e.example/?a=1&amp;b="2"|the rule>*')
    assert html == (
        '<b><a href="https://e.example/?a=1&amp;b=&quot;2&quot;" rel="noreferrer">the rule</a></b>'
    )


def test_plain_text_knows_emoji_and_no_mark_up() -> None:
    assert plain(":fire: *hot* <b>") == "🔥 *hot* &lt;b&gt;"


def page_of(payload: Any, status: int | None = 200) -> str:
    workspace = Workspace()
    workspace.record.add(
        Received(
            received_at="2026-11-20T10:00:00+00:00", method="webhook", target="/services/x",
            payload=payload, status=status, channel="C0COMPLIANCE",
        )
    )  # fmt: skip
    return render(workspace)


def test_nothing_from_outside_reaches_the_page_unescaped() -> None:
    evil = "<img src=x onerror=alert(1)>"
    text = {"type": "plain_text", "text": evil}
    button = {"type": "button", "text": text, "url": f"https://e.example/{evil}", "style": evil}
    payload = {
        "text": evil,
        "blocks": [
            {"type": "header", "text": text},
            {"type": "section", "text": {"type": "mrkdwn", "text": evil}, "accessory": button},
            {"type": "table", "rows": [[{"type": "raw_text", "text": evil}]]},
            {"type": evil},
            {"type": "image", "alt_text": evil},
        ],
        "attachments": [{"color": f'"{evil}', "text": evil}],
    }
    assert "<img" not in page_of(payload)
    assert "<img" not in page_of(evil)


def test_a_button_leads_to_web_addresses_only() -> None:
    text = {"type": "plain_text", "text": "Open"}
    button = {"type": "button", "text": text, "url": "javascript:alert(1)"}
    assert "javascript:alert" not in page_of(
        {"blocks": [{"type": "actions", "elements": [button]}]}
    )


def test_a_refused_message_is_marked_with_its_answer() -> None:
    assert "answered 429" in page_of({"text": "hello"}, 429)
    assert "connection closed" in page_of({"text": "hello"}, None)


def test_an_empty_page_says_so() -> None:
    assert "No messages yet" in render(Workspace())


def posted(payload: Any, thread: str | None = None) -> Received:
    return Received(
        received_at="2026-11-20T10:00:00+00:00", method="chat.postMessage", target="C0COMPLIANCE",
        payload=payload, status=200, channel="C0COMPLIANCE", thread_ts=thread,
    )  # fmt: skip


def test_a_menu_shows_three_dots_until_something_is_chosen() -> None:
    option = {"text": {"type": "plain_text", "text": "Mute for 1 day"}, "value": "1"}
    menu = {"type": "overflow", "action_id": "mute", "options": [option]}
    html = page_of({"blocks": [{"type": "actions", "elements": [menu]}]})
    assert '<option value="">⋯</option>' in html
    assert "Mute for 1 day" in html


def test_an_answer_that_was_sent_to_the_channel_too_stands_in_both_places() -> None:
    workspace = Workspace()
    first = workspace.record.add(posted({"text": "🔴 Port 22 is <open>\nmore"}))
    workspace.record.add(posted({"text": "quiet answer"}, thread=first.ts))
    loud = {"text": "loud answer", "reply_broadcast": True}
    workspace.record.add(posted(loud, thread=first.ts))
    workspace.record.add(posted({"text": "another"}))
    thread, _, channel = render(workspace).partition("</details>")
    assert thread.count("quiet answer") == thread.count("loud answer") == 1
    assert thread.count("also sent to the channel") == 1
    assert "replied to a thread: 🔴 Port 22 is &lt;open&gt;</div>" in channel
    assert "also sent" not in channel
    assert "quiet answer" not in channel
    assert channel.index("loud answer") < channel.index("another")
