"""What people do on the page: press buttons, fill in modals; and what the app does in answer."""

from __future__ import annotations

import json
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from local.slack import payloads
from local.slack.answers import Answer, api_error, in_json
from local.slack.identified import element, identified
from local.slack.record import Received, instant
from local.slack.web_api import message_problems

if TYPE_CHECKING:
    from local.slack.interactions import Responding, Sent
    from local.slack.views import Open
    from local.slack.workspace import Workspace

type Content = dict[str, Any]

REQUIRED = "This is a required field"


class NothingThereError(Exception):
    """What somebody wants to use is not there any more; the message says what."""


def press(content: Content, workspace: Workspace) -> Answer:
    """Press a button, or choose something, and say how the app took it.

    Raises NothingThereError.
    """
    block_id, action_id = str(content.get("block_id")), str(content.get("action_id"))
    message = workspace.record.find(str(content.get("channel")), str(content.get("ts")))
    if message is None or not isinstance(message.payload, dict):
        raise NothingThereError("the message is not there any more")
    used = element(message.payload.get("blocks"), block_id, action_id)
    if used is None:
        raise NothingThereError("the button is not there any more")
    action = {**used, "block_id": block_id}
    said = payloads.pressed(
        message, action, content.get("value"), str(content.get("user")), workspace
    )
    return in_json(_told(workspace.interactions.send(said)))


def submit(content: Content, workspace: Workspace) -> Answer:
    """Send a modal off, unless something that it needs is missing, and do as the app answers.

    Raises NothingThereError.
    """
    opened = _opened(content, workspace)
    values = content.get("values")
    values = values if isinstance(values, dict) else {}
    if errors := _missing(opened, values):
        return in_json({"ok": False, "errors": errors})
    said = payloads.submitted(opened, values, str(content.get("user")), workspace)
    sent = workspace.interactions.send(said)
    if not sent.acknowledged:
        return in_json(_told(sent))
    return in_json(_obey(sent, opened, workspace))


def close(content: Content, workspace: Workspace) -> Answer:
    """Close a modal, and tell the app if it wants to know. Raises NothingThereError."""
    opened = _opened(content, workspace)
    workspace.views.close(opened.id)
    if opened.view.get("notify_on_close"):
        user = str(content.get("user"))
        return in_json(_told(workspace.interactions.send(payloads.closed(opened, user))))
    return in_json({"ok": True})


def respond(token: str, content: Content, workspace: Workspace) -> Answer:
    """Do what the app posts to a response_url."""
    about = workspace.interactions.respond(token)
    if about is None:
        return replace(api_error("expired_url"), status=HTTPStatus.NOT_FOUND)
    message = workspace.record.find(about.channel, about.ts)
    if content.get("delete_original"):
        if message is not None:
            workspace.record.remove(message)
        return in_json({"ok": True})
    refusal = message_problems(content, workspace)
    if refusal is not None:
        return replace(refusal, status=HTTPStatus.BAD_REQUEST)
    if content.get("replace_original") and message is not None:
        workspace.record.edit(message, _content(content))
    else:
        workspace.record.add(_response(content, about))
    return in_json({"ok": True})


def _response(content: Content, about: Responding) -> Received:
    public = content.get("response_type") == "in_channel"
    return Received(
        received_at=instant(),
        method="response_url",
        target=about.channel,
        payload=_content(content),
        status=HTTPStatus.OK,
        channel=about.channel,
        thread_ts=content.get("thread_ts"),
        user=None if public else about.user,
    )


def _content(content: Content) -> Content:
    return {k: v for k, v in content.items() if k in ("text", "blocks", "attachments")}


def _opened(content: Content, workspace: Workspace) -> Open:
    opened = workspace.views.find(content.get("view_id"))
    if opened is None:
        raise NothingThereError("the modal is not open any more")
    return opened


def _told(sent: Sent) -> Content:
    """Return how the app took it, for the page."""
    return {
        "ok": sent.acknowledged,
        "status": sent.status,
        "milliseconds": sent.milliseconds,
        "problem": sent.problem,
    }


def _obey(sent: Sent, opened: Open, workspace: Workspace) -> Content:
    """Do what the app answers to a modal: nothing is to close it."""
    match _answered(sent):
        case {"response_action": "errors", "errors": dict(errors)}:
            return {"ok": False, "errors": errors}
        case {"response_action": "update", "view": dict(view)}:
            workspace.views.change(opened, view)
        case {"response_action": "push", "view": dict(view)}:
            workspace.views.open(opened.user, view)
        case {"response_action": "clear"}:
            workspace.views.clear()
        case {"response_action": _}:
            return {"ok": False, "problem": "We had some trouble connecting. Try again?"}
        case _:
            workspace.views.close(opened.id)
    return _told(sent)


def _answered(sent: Sent) -> Content:
    """Return what the app answered; what is no JSON is no action that there is."""
    if not sent.body.strip():
        return {}
    try:
        answer = json.loads(sent.body)
    except ValueError:
        return {"response_action": None}
    return answer if isinstance(answer, dict) else {"response_action": None}


def _missing(opened: Open, values: Content) -> dict[str, str]:
    """Return what Slack itself asks for before it sends a modal off, by block."""
    inputs = [b for b in identified(opened.view.get("blocks")) if b.get("type") == "input"]
    found = {}
    for block in inputs:
        typed = _typed(values, block)
        shortest = block["element"].get("min_length", 0)
        if not typed and not block.get("optional"):
            found[block["block_id"]] = REQUIRED
        elif typed and len(typed) < shortest:
            found[block["block_id"]] = f"At least {shortest} characters"
    return found


def _typed(values: Content, block: Content) -> str:
    """Return what was typed or chosen in an input, as text; empty where nothing was."""
    of_block = values.get(block["block_id"])
    value = of_block.get(block["element"]["action_id"]) if isinstance(of_block, dict) else None
    said = [v for k, v in value.items() if k != "type"] if isinstance(value, dict) else []
    return str(said[0] or "") if said else ""
