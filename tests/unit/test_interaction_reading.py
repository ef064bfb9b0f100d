"""What Slack sends is understood, and what it never sent does no harm."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.buttons import About, Act
from shared.domain.interaction_reading import read_interaction, write_form
from shared.domain.interactions import (
    FORM,
    Nothing,
    Place,
    Pressed,
    Submitted,
    Unread,
    User,
)
from tests.builders.presses import (
    ABOUT,
    ADA,
    PLACE,
    REASON,
    THREAD,
    body,
    chosen,
    pressed,
    submitted,
)

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
# Names that are looked for, so that what is found there is of any kind.
NAMES = (
    *("type", "user", "team", "container", "actions", "message", "view", "state", "values", "id"),
    *("action_id", "block_id", "value", "selected_option", "blocks", "elements", "callback_id"),
    *("private_metadata", "reason", "days", "channel_id", "message_ts", "username", "trigger_id"),
)
TEXTS = st.sampled_from(
    ["block_actions", "view_submission", "mute", "acknowledge", "U000ADA", "C0AB", "1.2", FORM]
)
payloads = st.recursive(
    TEXTS | st.none() | st.text(max_size=5) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)
    ),
    max_leaves=25,
)


@pytest.mark.parametrize("act", [Act.ACKNOWLEDGE, Act.ASSIGN, Act.STEPS])
def test_a_press_says_who_pressed_what_where(act: Act) -> None:
    read = read_interaction(body(pressed(act)))
    assert read == Pressed(by=ADA, place=PLACE, act=act, about=ABOUT, trigger="1.2.3")


@pytest.mark.parametrize(("days", "read"), [("1", 1), ("30", 30), ("365", None), ("", None)])
def test_a_choice_is_about_what_the_buttons_beside_it_are_about(
    days: str, read: int | None
) -> None:
    it = read_interaction(body(chosen(days)))
    assert it == Pressed(by=ADA, place=PLACE, act=Act.MUTE, about=ABOUT, trigger="1.2.3", days=read)


def test_a_form_says_what_was_typed_and_what_it_is_about() -> None:
    assert read_interaction(body(submitted())) == Submitted(
        by=ADA, place=PLACE, about=ABOUT, view="V1", reason=REASON, covers="resource", days="7"
    )


def test_what_was_left_empty_is_empty() -> None:
    read = read_interaction(body(submitted(reason=None, covers=None)))
    assert isinstance(read, Submitted)
    assert (read.reason, read.covers) == ("", "")


def test_a_message_in_a_thread_is_known_to_be_in_one() -> None:
    where = {"message_ts": "2.2", "channel_id": "C0AB", "thread_ts": "1.1"}
    read = read_interaction(body(pressed("acknowledge", container=where)))
    assert isinstance(read, Pressed)
    assert read.place == Place("C0AB", "2.2", "1.1")


def test_who_comes_from_another_workspace_is_a_guest() -> None:
    user = {"id": "U0FAR", "username": "far", "team_id": "T2"}
    read = read_interaction(body(pressed("acknowledge", user=ADA) | {"user": user}))
    assert isinstance(read, Pressed)
    assert read.by == User("U0FAR", "far", is_guest=True)


def test_a_link_asks_for_nothing_whatever_slack_calls_it() -> None:
    link = pressed("Xy4+") | {"actions": [{"action_id": "Xy4+", "url": "https://console"}]}
    assert read_interaction(body(link)) == Nothing()
    assert read_interaction(body({"type": "view_closed"})) == Nothing()


@pytest.mark.parametrize(
    "payload",
    [
        pressed("of-an-earlier-release"),
        pressed("acknowledge", about=None),
        pressed("acknowledge") | {"actions": [{"action_id": "acknowledge", "value": "{}"}]},
        pressed("acknowledge") | {"actions": []},
    ],
)
def test_whoever_pressed_what_is_not_understood_can_be_told(payload: dict[str, Any]) -> None:
    read = read_interaction(body(payload))
    assert isinstance(read, Unread)
    assert (read.by, read.place) == (ADA, PLACE)


@pytest.mark.parametrize(
    "payload",
    [
        pressed("acknowledge", user=User("<!channel>")),
        pressed("acknowledge", user=User("U0")),
        pressed("acknowledge") | {"container": {"channel_id": "nowhere", "message_ts": "1.2"}},
        pressed("acknowledge") | {"container": {"channel_id": "C0AB", "message_ts": "now"}},
        submitted() | {"view": {"callback_id": "another"}},
        submitted() | {"view": {"callback_id": FORM, "id": "V1", "private_metadata": "[[["}},
        {"type": "shortcut"},
        {"type": ["block_actions"]},
        {},
        [],
        "text",
        None,
    ],
)
def test_what_is_not_understood_is_said_to_be(payload: Any) -> None:
    assert isinstance(read_interaction(body(payload)), Unread)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"payload",
        b"payload=",
        b"payload=%7B",
        b"\xff\xfe",
        b"ssl_check=1",
        b"payload=" + b"%5B" * 100_000,
        b"&".join(b"a=1" for _ in range(1000)),
        b"payload=" + b"9" * 5000,
    ],
)
def test_a_body_that_holds_no_payload_is_not_understood(raw: bytes) -> None:
    assert isinstance(read_interaction(raw), Unread)


@given(st.binary())
def test_no_body_raises_anything(raw: bytes) -> None:
    assert isinstance(read_interaction(raw), Unread)


@given(anything | payloads)
def test_no_payload_raises_anything(payload: Any) -> None:
    json.dumps(repr(read_interaction(body(payload))))


@given(payloads, st.sampled_from([pressed("acknowledge"), chosen("7"), submitted()]), st.data())
def test_no_member_of_another_kind_raises_anything(
    other: Any, payload: dict[str, Any], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(payload)))
    read = read_interaction(body(payload | {name: other}))
    assert repr(read).encode(), "what is read can be written"


def test_half_characters_are_replaced() -> None:
    form = submitted(reason="\ud800 the migration")
    raw = urlencode({"payload": json.dumps(form)}).encode()
    read = read_interaction(raw)
    assert isinstance(read, Submitted)
    assert read.reason == "? the migration"


def test_a_form_knows_what_it_is_about_even_without_a_resource() -> None:
    read = read_interaction(body(submitted(about=About(THREAD))))
    assert isinstance(read, Submitted)
    assert read.about == About(THREAD)
    assert len(write_form(ABOUT, PLACE)) < 3000
