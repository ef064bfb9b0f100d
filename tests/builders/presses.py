"""Buttons that somebody presses in Slack, as Slack sends them."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from local.slack.interactions import signature
from shared.domain.buttons import About, Act, Resource, write_about
from shared.domain.interaction_reading import write_form
from shared.domain.interactions import FORM, Place, User
from shared.domain.signed_requests import SignedRequest
from shared.domain.thread_keys import ThreadKey

SECRET = "signing-secret"
THREAD = ThreadKey("default", "222222222222", "restricted-ssh", 1)
RESOURCE = Resource("eu-central-1", "AWS::EC2::SecurityGroup", "sg-1")
ABOUT = About(THREAD, RESOURCE)
PLACE = Place("C0COMPLIANCE", "1700000000.000100")
ADA, GRACE = User("U000ADA", "ada"), User("U000GRACE", "grace")
REASON = "the migration ends on Friday"


def pressed(act: str, about: About | None = ABOUT, user: User = ADA, **more: Any) -> dict[str, Any]:
    """Return the payload of a press of a button that carries what it is about."""
    value = write_about(about) if about else None
    action = {"type": "button", "action_id": act, "block_id": "b1", "value": value}
    return _of(user, PLACE) | {"type": "block_actions", "actions": [action]} | more


def chosen(days: str, about: About = ABOUT, user: User = ADA) -> dict[str, Any]:
    """Return the payload of a choice from the menu, which carries nothing but the days."""
    option = {"text": {"type": "plain_text", "text": days}, "value": days}
    menu = {"type": "overflow", "action_id": Act.MUTE, "block_id": "b1", "selected_option": option}
    beside = {"type": "button", "action_id": Act.ASSIGN, "value": write_about(about)}
    blocks = [
        {"type": "header", "block_id": "b0"},
        {"type": "actions", "block_id": "b1", "elements": [beside, {"type": "overflow"}]},
    ]
    return _of(user, PLACE) | {
        "type": "block_actions", "actions": [menu], "message": {"blocks": blocks},
    }  # fmt: skip


def submitted(
    reason: str | None = REASON,
    days: str = "7",
    covers: str | None = "resource",
    about: About = ABOUT,
    user: User = ADA,
) -> dict[str, Any]:
    """Return the payload of the form that asks for a mute."""
    values: dict[str, Any] = {
        "reason": {"reason": {"type": "plain_text_input", "value": reason}},
        "days": {"days": {"type": "static_select", "selected_option": {"value": days}}},
    }
    if covers:
        values["covers"] = {"covers": {"selected_option": {"value": covers}}}
    view = {
        "id": "V1",
        "callback_id": FORM,
        "private_metadata": write_form(about, PLACE),
        "state": {"values": values},
    }
    return _of(user, PLACE) | {"type": "view_submission", "view": view}


def body(payload: object) -> bytes:
    """Return a payload as the body of a request."""
    return urlencode({"payload": json.dumps(payload)}).encode()


def signed(content: bytes, at: datetime, secret: str = SECRET) -> SignedRequest:
    """Return a request as Slack signs it at a time."""
    headers = signature(secret, content, int(at.timestamp()))
    return SignedRequest(
        content, headers["X-Slack-Request-Timestamp"], headers["X-Slack-Signature"]
    )


def _of(user: User, place: Place) -> dict[str, Any]:
    return {
        "user": {"id": user.id, "username": user.name, "team_id": "T1"},
        "team": {"id": "T1"},
        "trigger_id": "1.2.3",
        "container": {"message_ts": place.message, "channel_id": place.channel},
    }
