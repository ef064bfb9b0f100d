"""What an interaction says, as Slack sends it.

Source: docs.slack.dev/reference/interaction-payloads
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from local.slack.identified import identified
from local.slack.people import APP, BOT, BOT_USER, PEOPLE, TEAM
from local.slack.web_api import shown_view
from local.slack.workspace import Workspace

if TYPE_CHECKING:
    from local.slack.record import Received
    from local.slack.views import Open

type Payload = dict[str, Any]


def pressed(
    message: Received, action: Payload, value: Any, user: str, workspace: Workspace
) -> Payload:
    """Return that somebody pressed a button of a message, or chose something in it."""
    token = workspace.interactions.response_token(message.channel, message.ts, user)
    return {
        "type": "block_actions",
        **_who(user, workspace),
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": message.user is not None,
            **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
        },
        "channel": {"id": message.channel, "name": workspace.channels.name(message.channel)},
        **({} if message.user else {"message": _message(message)}),
        "state": {"values": {}},
        "response_url": f"{workspace.address}/actions/{TEAM}/{APP}/{token}",
        "actions": [_action(action, value)],
    }


def submitted(opened: Open, values: Payload, user: str, workspace: Workspace) -> Payload:
    """Return that somebody sent a modal off."""
    view = {**shown_view(opened), "state": {"values": values}}
    return {
        "type": "view_submission",
        **_who(user, workspace),
        "view": {**view, "blocks": identified(opened.view.get("blocks"))},
        "response_urls": [],
    }


def closed(opened: Open, user: str) -> Payload:
    """Return that somebody closed a modal without sending it off."""
    return {
        "type": "view_closed",
        "team": _team(),
        "user": _user(user),
        "api_app_id": APP,
        "view": shown_view(opened),
        "is_cleared": False,
    }


def _who(user: str, workspace: Workspace) -> Payload:
    return {
        "user": _user(user),
        "api_app_id": APP,
        "token": "deprecated",
        "trigger_id": workspace.interactions.trigger(user),
        "team": _team(),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _user(user: str) -> Payload:
    name = PEOPLE.get(user, user)
    return {"id": user, "username": name, "name": name, "team_id": TEAM}


def _team() -> Payload:
    return {"id": TEAM, "domain": "local"}


def _message(message: Received) -> Payload:
    payload = message.payload if isinstance(message.payload, dict) else {}
    return {
        "type": "message",
        "user": BOT_USER,
        "bot_id": BOT,
        "app_id": APP,
        "team": TEAM,
        "ts": message.ts,
        **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
        "text": payload.get("text", ""),
        "blocks": identified(payload.get("blocks")),
    }


def _action(element: Payload, value: Any) -> Payload:
    """Return an element as it says that it was used: with what was chosen, if it is a choice."""
    kept = ("type", "action_id", "block_id", "text", "value", "style", "url")
    said = {key: element[key] for key in kept if key in element}
    options = [o for o in element.get("options") or () if o.get("value") == value]
    chosen = {"selected_option": options[0]} if options else {}
    return {**said, **chosen, "action_ts": f"{time.time():.6f}"}
