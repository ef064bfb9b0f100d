"""The stub's page in a real browser: its buttons and forms work, light, dark and on a telephone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local.slack.record import Received, instant
from local.slack.server import SlackStub
from shared.adapters.jinja_messages import JinjaMessages
from shared.domain.delivery import Delivered, Message, Reference
from shared.domain.observations import StateKey
from shared.ports.channel import AlertChannel
from tests.builders.browser import CHROMIUM, Browser, browser
from tests.builders.charts import chart
from tests.builders.interactions import App, app_of
from tests.builders.notices import opened
from tests.builders.slack import CHANNEL, bot_channel, slack, web_api

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

TELEPHONE = 390
ADA = "U000ADA"


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def button(name: str, **more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": name.lower(), "text": plain(name), **more}


BUTTONS = {
    "type": "actions",
    "block_id": "act",
    "elements": [
        button("Acknowledge", style="primary"),
        button("Mute", style="danger"),
        {
            "type": "static_select",
            "action_id": "choose",
            "placeholder": plain("Mute for"),
            "options": [{"text": plain(d), "value": d} for d in ("1 day", "7 days", "30 days")],
        },
        button("Console", url="https://example.com/"),
    ],
}
MODAL = {
    "type": "modal",
    "title": plain("Mute this violation"),
    "submit": plain("Mute"),
    "close": plain("Cancel"),
    "blocks": [
        {"type": "section", "text": {"type": "mrkdwn", "text": "*restricted-ssh* in `2222`"}},
        {
            "type": "input",
            "block_id": "long",
            "label": plain("For how long"),
            "element": {
                "type": "static_select",
                "action_id": "days",
                "options": [{"text": plain("7 days"), "value": "7"}],
            },
        },
        {
            "type": "input",
            "block_id": "why",
            "label": plain("Reason"),
            "hint": plain("At least ten characters; everybody can read it."),
            "element": {
                "type": "plain_text_input",
                "action_id": "reason",
                "multiline": True,
                "min_length": 10,
            },
        },
        {
            "type": "input",
            "optional": True,
            "block_id": "tell",
            "label": plain("Tell"),
            "element": {
                "type": "checkboxes",
                "action_id": "whom",
                "options": [{"text": plain("the owner"), "value": "owner"}],
            },
        },
    ],
}


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture
def stub() -> Iterator[SlackStub]:
    with slack() as server:
        yield server


@pytest.fixture
def app(stub: SlackStub) -> Iterator[App]:
    with app_of(stub) as running:
        yield running


def posted(channel: AlertChannel, message: Message, thread: Reference | None = None) -> Reference:
    delivery = channel.post(message, thread) if thread else channel.post(message)
    assert isinstance(delivery, Delivered)
    assert delivery.reference
    return delivery.reference


def violation() -> Message:
    key = StateKey("2" * 12, "eu-central-1", "restricted-ssh", "AWS::EC2::SecurityGroup", "sg-1")
    alert = opened(of=key, why="Port 22 is open.")
    message = JinjaMessages().violations([alert])
    return Message(message.text, (*message.blocks, BUTTONS))


def fill(stub: SlackStub) -> Reference:
    """Let there be one of each thing that the page shows."""
    channel = bot_channel(stub)
    over = posted(channel, Message("🔴 Critical violation: root has no MFA"))
    posted(channel, Message("2 more resources: `sg-2`, `sg-3`"), over)
    posted(channel, Message("It was non-compliant for 12 minutes."), over)
    loud = Message("One more resource: `sg-4`")
    assert isinstance(channel.post(loud, over, broadcast=True), Delivered)
    channel.update(over, Message("✅ Resolved after 12 minutes: root has no MFA"))
    open_one = posted(channel, violation())
    posted(channel, Message("a digest", (chart("line", title="Score by day"), chart("bar"))))
    posted(bot_channel(stub, "C0SECURITY"), Message("elsewhere"))
    web_api(stub).call(
        "chat.postEphemeral",
        {"channel": CHANNEL, "user": ADA, "text": "You may not mute this account."},
    )
    stub.record.add(
        Received(
            received_at=instant(),
            method="webhook",
            target="/services/x",
            payload={"text": "too many"},
            status=429,
            channel=CHANNEL,
        )
    )
    return open_one


def widest(chromium: Browser) -> list[Any]:
    """Return how wide the page is, and what is wider than it."""
    found = chromium.run(
        "JSON.stringify([document.documentElement.scrollWidth,"
        " [...document.querySelectorAll('main *, .modal *')]"
        " .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5"
        "   && !e.closest('table, pre'))"
        " .map((e) => e.tagName + '.' + e.className)])"
    )
    return list(json.loads(found))


def toast(chromium: Browser) -> str:
    chromium.until("document.getElementById('toast').textContent !== ''")
    return str(chromium.run("document.getElementById('toast').textContent"))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1200, TELEPHONE])
def test_messages_threads_and_marks_are_shown(
    chromium: Browser, stub: SlackStub, tmp_path: Path, width: int, *, dark: bool
) -> None:
    fill(stub)
    chromium.look(width, 1100, dark=dark)
    chromium.open(stub.workspace.address)
    chromium.picture(tmp_path / "page.png")
    said = str(chromium.run("document.body.innerText"))
    for words in (
        "3 replies",
        "(edited)",
        "also sent to the channel",
        "replied to a thread: ✅ Resolved after 12 minutes",
        "Only visible to ada",
        "not shown by Slack",
        "C0SECURITY",
        "Score by day",
        "As a table",
    ):
        assert words in said
    paper = str(chromium.run("getComputedStyle(document.body).backgroundColor"))
    assert paper == ("rgb(26, 29, 33)" if dark else "rgb(255, 255, 255)")
    assert widest(chromium) == [width, []]


def test_a_press_reaches_the_app_and_its_answer_is_shown(
    chromium: Browser, stub: SlackStub, app: App
) -> None:
    where = fill(stub)
    chromium.look(1200, 900)
    chromium.open(stub.workspace.address)
    chromium.run("document.querySelector('[data-action=acknowledge]').click()")
    assert toast(chromium).startswith("Answered 200 in ")
    assert app.signed == [True]
    assert app.sent[0]["message"]["ts"] == where.message


def test_a_choice_is_sent_with_what_was_chosen(
    chromium: Browser, stub: SlackStub, app: App
) -> None:
    fill(stub)
    chromium.open(stub.workspace.address)
    chromium.run(
        "{const s = document.querySelector('select[data-action=choose]'); s.value = '7 days';"
        " s.dispatchEvent(new Event('change', {bubbles: true}))}"
    )
    assert toast(chromium).startswith("Answered 200")
    assert app.sent[0]["actions"][0]["selected_option"]["value"] == "7 days"


def test_an_app_that_fails_is_seen_to(chromium: Browser, stub: SlackStub, app: App) -> None:
    app.answer = lambda _: (500, "")
    fill(stub)
    chromium.open(stub.workspace.address)
    chromium.run("document.querySelector('[data-action=acknowledge]').click()")
    assert toast(chromium) == "⚠ this app responded with status code 500"


@pytest.mark.parametrize("width", [1200, TELEPHONE])
def test_a_modal_opens_complains_and_is_sent_off(
    chromium: Browser, stub: SlackStub, app: App, tmp_path: Path, width: int
) -> None:
    fill(stub)

    def answer(payload: dict[str, Any]) -> tuple[int, str]:
        if payload["type"] == "block_actions":
            web_api(stub).call("views.open", {"trigger_id": payload["trigger_id"], "view": MODAL})
        return 200, ""

    app.answer = answer
    chromium.look(width, 900)
    chromium.open(stub.workspace.address)
    chromium.run("document.querySelector('[data-action=mute]').click()")
    chromium.until("document.querySelector('form.modal') !== null")
    chromium.run("document.querySelector('form.modal').requestSubmit()")
    chromium.until("document.querySelector('.problem').textContent !== ''")
    chromium.picture(tmp_path / "modal.png")
    assert widest(chromium)[1] == []
    chromium.run(
        "document.querySelector('.modal select').value = '7';"
        "document.querySelector('.modal textarea').value = 'planned migration';"
        "document.querySelector('.modal [type=checkbox]').checked = true;"
        "document.querySelector('form.modal').requestSubmit()"
    )
    chromium.until("document.querySelector('form.modal') === null")
    values = app.sent[-1]["view"]["state"]["values"]
    assert values["why"]["reason"]["value"] == "planned migration"
    assert values["long"]["days"]["selected_option"]["value"] == "7"
    assert [o["value"] for o in values["tell"]["whom"]["selected_options"]] == ["owner"]


def test_a_modal_can_be_closed(chromium: Browser, stub: SlackStub) -> None:
    stub.workspace.views.open(ADA, MODAL)
    chromium.open(stub.workspace.address)
    chromium.run("document.querySelector('[data-close]').click()")
    chromium.until("document.querySelector('form.modal') === null")
    assert stub.workspace.views.all() == []


def test_other_channels_have_pages_of_their_own(chromium: Browser, stub: SlackStub) -> None:
    fill(stub)
    chromium.open(f"{stub.workspace.address}/?channel=C0SECURITY")
    chromium.until("document.querySelectorAll('article').length === 1")
    assert "elsewhere" in str(chromium.run("document.getElementById('messages').innerText"))


def test_what_comes_later_appears_by_itself(chromium: Browser, stub: SlackStub) -> None:
    chromium.open(stub.workspace.address)
    fill(stub)
    chromium.until("document.querySelectorAll('.thread article').length === 3")


def test_nothing_from_outside_runs(chromium: Browser, stub: SlackStub) -> None:
    evil = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": plain(evil)},
        {"type": "actions", "elements": [button(evil, value=evil, confirm={"text": plain(evil)})]},
    ]
    bot_channel(stub).post(Message(evil, tuple(blocks)))
    chromium.open(stub.workspace.address)
    chromium.until("document.querySelectorAll('article').length === 1")
    assert "run" not in str(chromium.run("document.title"))
    assert chromium.run("document.querySelectorAll('#messages img').length") == 0
