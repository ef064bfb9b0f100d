"""Reading what Slack sends when somebody presses a button; whatever it is, nothing is raised.

Source: docs.slack.dev/reference/interaction-payloads
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs

from shared.domain.buttons import MUTE_DAYS, About, Act, read_about, write_about
from shared.domain.interactions import (
    FORM,
    Field,
    Interaction,
    Nothing,
    Place,
    Pressed,
    Submitted,
    Unread,
    User,
)

_USER = re.compile(r"[UW][A-Z0-9]{2,30}")
_CHANNEL = re.compile(r"[CDG][A-Z0-9]{2,30}")
_MOMENT = re.compile(r"[0-9]{1,12}\.[0-9]{1,12}")
_LONGEST_NAME = 80
_MOST_FIELDS = 20
LONGEST_METADATA = 3000  # docs.slack.dev/reference/views/modal-views

type Members = Mapping[str, Any]
_NONE: Members = {}


def read_interaction(body: bytes) -> Interaction:
    """Return what a request asks for that has been found to be Slack's."""
    try:
        form = parse_qs(body.decode(), max_num_fields=_MOST_FIELDS)
        payload = json.loads(form["payload"][0])
    except (ValueError, KeyError, RecursionError):
        return Unread("there is no payload")
    if not isinstance(payload, dict):
        return Unread("the payload is no object")
    match payload.get("type"):
        case "block_actions":
            return _pressed(payload)
        case "view_submission":
            return _submitted(payload)
        case "view_closed":
            return Nothing()
        case other:
            return Unread(f"a payload of the type {str(other)[:40]!r}", _user(payload))


def write_form(about: About, place: Place) -> str:
    """Return what a form has to know of the message whose button opened it.

    Of a resource whose name is too long for it, the form does not know.
    """
    text = _form(about, place)
    return text if len(text) <= LONGEST_METADATA else _form(About(about.thread), place)


def _form(about: About, place: Place) -> str:
    where = {"channel": place.channel, "message": place.message, "thread": place.thread}
    members = {"about": write_about(about), **where}
    return json.dumps(members, ensure_ascii=False, separators=(",", ":"))


def _pressed(payload: Members) -> Interaction:
    by, place = _user(payload), _place(_members(payload, "container"))
    actions = payload.get("actions")
    action = actions[0] if isinstance(actions, list) and actions else None
    if not isinstance(action, dict):
        return Unread("nothing was pressed", by, place)
    if "url" in action:  # a link, which Slack follows by itself
        return Nothing()
    name = _text(action, "action_id")
    if name not in list(Act):
        return Unread(f"a button of the name {name[:40]!r}", by, place)
    if by is None or place is None:
        return Unread("it is not said who pressed, or where", by, place)
    about = read_about(action.get("value")) or _about_beside(payload, action.get("block_id"))
    if about is None:
        return Unread("a button that says nothing that we understand", by, place)
    return Pressed(
        by=by,
        place=place,
        act=Act(name),
        about=about,
        trigger=_text(payload, "trigger_id"),
        days=_days(_text(_members(action, "selected_option"), "value")),
    )


def _submitted(payload: Members) -> Interaction:
    by, view = _user(payload), _members(payload, "view")
    if _text(view, "callback_id") != FORM:
        return Unread(f"a form of the name {_text(view, 'callback_id')[:40]!r}", by)
    form = _parsed(view.get("private_metadata"))
    about, place = read_about(form.get("about")), _place(form, "channel", "message", "thread")
    if by is None or place is None or about is None or not _text(view, "id"):
        return Unread("a form that does not say what it is about", by, place)
    values = _members(_members(view, "state"), "values")
    return Submitted(
        by=by,
        place=place,
        about=about,
        view=_text(view, "id"),
        reason=_typed(values, Field.REASON),
        covers=_typed(values, Field.COVERS),
        days=_typed(values, Field.DAYS),
    )


def _about_beside(payload: Members, block_id: object) -> About | None:
    """Return what the buttons in the row of a menu are about: a menu has no room for it."""
    blocks = _members(payload, "message").get("blocks")
    for block in _objects(blocks):
        if block.get("block_id") == block_id:
            read = (read_about(element.get("value")) for element in _objects(block.get("elements")))
            return next(filter(None, read), None)
    return None


def _user(payload: Members) -> User | None:
    user = _members(payload, "user")
    if not _USER.fullmatch(_text(user, "id")):
        return None
    name = _text(user, "username") or _text(user, "name")
    home, here = _text(user, "team_id"), _text(_members(payload, "team"), "id")
    name = "".join(character for character in name if character.isprintable())[:_LONGEST_NAME]
    return User(_text(user, "id"), name, is_guest=bool(home and here and home != here))


def _place(
    members: Members,
    channel: str = "channel_id",
    message: str = "message_ts",
    thread: str = "thread_ts",
) -> Place | None:
    where, which, above = (_text(members, name) for name in (channel, message, thread))
    if not _CHANNEL.fullmatch(where) or not _MOMENT.fullmatch(which):
        return None
    return Place(where, which, above if _MOMENT.fullmatch(above) else None)


def _typed(values: Members, field: str) -> str:
    """Return what was typed into an input or chosen in it; nothing is empty."""
    said = _members(_members(values, field), field)
    return _text(said, "value") or _text(_members(said, "selected_option"), "value")


def _days(text: str) -> int | None:
    return next((days for days in MUTE_DAYS if str(days) == text), None)


def _parsed(text: object) -> Members:
    try:
        value = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return _NONE
    return value if isinstance(value, dict) else _NONE


def _members(members: Members, name: str) -> Members:
    value = members.get(name)
    return value if isinstance(value, dict) else _NONE


def _objects(value: object) -> Iterator[Members]:
    listed: Sequence[object] = value if isinstance(value, list) else ()
    return (each for each in listed if isinstance(each, dict))


def _text(members: Members, name: str) -> str:
    """Return a member as a text that can be written anywhere: no half characters."""
    value = members.get(name)
    return value.encode(errors="replace").decode() if isinstance(value, str) else ""
