"""The methods of Slack's Web API that the stub has, each with the errors that Slack documents.

Source: docs.slack.dev/reference/methods
"""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from local.slack import block_kit
from local.slack.answers import Answer, api_error, attachment_problems, in_json, rate_limited
from local.slack.block_kit_views import is_too_large, view_problems
from local.slack.people import APP, BOT, BOT_USER, GROUPS, PEOPLE, TEAM
from local.slack.record import Received, instant
from local.slack.workspace import Workspace

if TYPE_CHECKING:
    from local.slack.views import Open

type Arguments = dict[str, Any]
type Method = Callable[[Arguments, Workspace], Answer]

LONGEST_TEXT = 40_000
TOKEN = "xoxb-"  # noqa: S105 - how every token of a bot begins
# Members that are JSON in a form, and plain members in a body of JSON.
IN_JSON = ("blocks", "attachments", "view", "files")
# How the methods begin that are about messages, of which the refused ones are remembered too.
MESSAGES = "chat."
# What is no part of a message.
ENVELOPE = ("token", "channel", "ts", "thread_ts", "user")


def call(method: str, arguments: Arguments, token: str, workspace: Workspace) -> Answer:
    """Answer a call."""
    if not token:
        return api_error("not_authed")
    if not token.startswith(TOKEN):
        return api_error("invalid_auth")
    known, read = METHODS.get(method), _read(arguments)
    if known is None:
        return api_error("unknown_method")
    return _limited(method, read, workspace) or known(read, workspace)


def _limited(method: str, arguments: Arguments, workspace: Workspace) -> Answer | None:
    """Count a call, whatever becomes of it; return that there are too many, or None."""
    after = workspace.channels.calls_retry_after(method)
    if not after:
        return None
    refusal = rate_limited(after)
    if method.startswith(MESSAGES):
        _keep(method, arguments, workspace, refusal)
    return refusal


def _read(arguments: Arguments) -> Arguments:
    """Return the arguments with what a form holds as JSON; what is none stays a text."""
    return {k: _parsed(v) if k in IN_JSON else v for k, v in arguments.items()}


def _parsed(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _auth_test(_arguments: Arguments, _workspace: Workspace) -> Answer:
    return _ok(team="Local", team_id=TEAM, user="config-monitoring", user_id=BOT_USER, bot_id=BOT)


def _post(arguments: Arguments, workspace: Workspace) -> Answer:
    thread = arguments.get("thread_ts")
    refusal = _refusal(arguments, workspace)
    if refusal is None and thread and not workspace.record.find(arguments["channel"], str(thread)):
        refusal = api_error("thread_not_found")
    if refusal is None and (after := workspace.channels.retry_after(arguments["channel"])):
        refusal = rate_limited(after)
    kept = _keep("chat.postMessage", arguments, workspace, refusal)
    if refusal is not None:
        return refusal
    return _ok(channel=kept.channel, ts=kept.ts, message={**_content(arguments), "ts": kept.ts})


def _update(arguments: Arguments, workspace: Workspace) -> Answer:
    refusal = _refusal(arguments, workspace)
    channel, ts = str(arguments.get("channel")), str(arguments.get("ts"))
    there = workspace.record.find(channel, ts)
    if refusal is None and there is None:
        refusal = api_error("message_not_found")
    if refusal is None and there is not None and there.method != "chat.postMessage":
        refusal = api_error("cant_update_message")
    if refusal is not None or there is None:
        _keep("chat.update", arguments, workspace, refusal)
        return refusal or api_error("message_not_found")
    workspace.record.edit(there, _content(arguments))
    return _ok(channel=channel, ts=ts, text=arguments.get("text", ""), message=_content(arguments))


def _post_ephemeral(arguments: Arguments, workspace: Workspace) -> Answer:
    refusal = _refusal(arguments, workspace)
    if refusal is None and arguments.get("user") not in PEOPLE:
        refusal = api_error("user_not_in_channel")
    kept = _keep("chat.postEphemeral", arguments, workspace, refusal)
    return refusal or _ok(message_ts=kept.ts)


def _views_open(arguments: Arguments, workspace: Workspace) -> Answer:
    refusal = _view_refusal(arguments)
    if refusal is not None:
        return refusal
    user, error = workspace.interactions.exchange(arguments.get("trigger_id"))
    if error:
        return api_error(error)
    return _ok(view=shown_view(workspace.views.open(user, arguments["view"])))


def _views_update(arguments: Arguments, workspace: Workspace) -> Answer:
    refusal = _view_refusal(arguments)
    if refusal is not None:
        return refusal
    opened = workspace.views.find(arguments.get("view_id") or arguments.get("external_id"))
    if opened is None:
        return api_error("not_found")
    if arguments.get("hash", opened.hash) != opened.hash:
        return api_error("hash_conflict")
    return _ok(view=shown_view(workspace.views.change(opened, arguments["view"])))


def _upload_url(arguments: Arguments, workspace: Workspace) -> Answer:
    try:
        name, length = str(arguments["filename"]), int(arguments["length"])
    except (KeyError, ValueError):
        return api_error("invalid_arguments", ["filename and length are needed"])
    file = workspace.files.ticket(name, length)
    return _ok(upload_url=f"{workspace.address}/upload/v1/{file.id}", file_id=file.id)


def _complete_upload(arguments: Arguments, workspace: Workspace) -> Answer:
    listed = arguments.get("files")
    files = [f for f in listed if isinstance(f, dict)] if isinstance(listed, list) else []
    found = [workspace.files.find(str(each.get("id"))) for each in files]
    if not found or any(file is None or file.content is None for file in found):
        return api_error("file_not_found")
    channel = arguments.get("channel_id")
    if channel and workspace.channels.trouble(channel):
        return api_error("invalid_channel")
    for each in files:
        workspace.files.entitle(str(each["id"]), str(each.get("title") or ""))
    if channel:
        comment = arguments.get("initial_comment") or ""
        shared = {**arguments, "channel": channel, "text": comment, "files": files}
        _keep("files.completeUploadExternal", shared, workspace, None)
    return _ok(files=files)


def _users_of_group(arguments: Arguments, _workspace: Workspace) -> Answer:
    users = GROUPS.get(str(arguments.get("usergroup")))
    return api_error("no_such_subteam") if users is None else _ok(users=list(users))


def shown_view(opened: Open) -> dict[str, Any]:
    """Return a modal as Slack tells of it."""
    return {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        **opened.view,
        "id": opened.id,
        "team_id": TEAM,
        "app_id": APP,
        "bot_id": BOT,
        "hash": opened.hash,
        "root_view_id": opened.id,
        "previous_view_id": None,
    }


def message_problems(arguments: Arguments, workspace: Workspace) -> Answer | None:
    """Return why Slack would not take what a message says, or None."""
    text, blocks = arguments.get("text"), arguments.get("blocks")
    attachments = arguments.get("attachments")
    if blocks is not None and not isinstance(blocks, list):
        return api_error("invalid_blocks_format")
    reasons = block_kit.problems(blocks or [], lacking=workspace.lacking)
    if reasons:
        return api_error("invalid_blocks", reasons)
    if isinstance(attachments, list):
        reasons = attachment_problems(attachments, workspace.lacking)
    if reasons:
        return api_error("invalid_attachments", reasons)
    if not (text or blocks or attachments):
        return api_error("no_text")
    return api_error("msg_too_long") if len(str(text or "")) > LONGEST_TEXT else None


def _refusal(arguments: Arguments, workspace: Workspace) -> Answer | None:
    trouble = workspace.channels.trouble(arguments.get("channel"))
    return api_error(trouble) if trouble else message_problems(arguments, workspace)


def _view_refusal(arguments: Arguments) -> Answer | None:
    view = arguments.get("view")
    if is_too_large(view):
        return api_error("view_too_large")
    reasons = view_problems(view)
    return api_error("invalid_arguments", reasons) if reasons else None


def _content(arguments: Arguments) -> dict[str, Any]:
    return {k: v for k, v in arguments.items() if k not in ENVELOPE}


def _keep(
    method: str, arguments: Arguments, workspace: Workspace, refusal: Answer | None
) -> Received:
    channel = str(arguments.get("channel", ""))
    thread = arguments.get("thread_ts")
    return workspace.record.add(
        Received(
            received_at=instant(),
            method=method,
            target=channel,
            payload=_content(arguments),
            status=refusal.recorded if refusal else HTTPStatus.OK,
            error=refusal.error if refusal else None,
            channel=channel,
            thread_ts=str(thread) if thread else None,
            user=str(arguments["user"]) if "user" in arguments else None,
        )
    )


def _ok(**content: Any) -> Answer:
    return in_json({"ok": True, **content})


METHODS: dict[str, Method] = {
    "auth.test": _auth_test,
    "chat.postMessage": _post,
    "chat.update": _update,
    "chat.postEphemeral": _post_ephemeral,
    "views.open": _views_open,
    "views.update": _views_update,
    "usergroups.users.list": _users_of_group,
    "files.getUploadURLExternal": _upload_url,
    "files.completeUploadExternal": _complete_upload,
}
