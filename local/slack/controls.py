"""What tests, tools and the page ask of the stub.

GET, DELETE /messages   what came in; forget it
PUT /faults             the answers to give next
PUT /limits             so many messages a second and channel: {"per_second": 1, "burst": 3}, or {}
                        for no limits; with them calls are limited too, by the tiers of the methods
PUT /channels           names and troubles: {"C0...": {"name": "security", "error": "is_archived"}}
PUT /lacking            types of blocks that the workspace does not know yet: ["table"], or []
PUT /interactions       where presses of buttons go: {"url": "...", "signing_secret": "..."}
GET /interactions       what was sent there, and how it was answered
GET /views              the modals that are open
POST /presses, /submissions, /closings   what people do on the page
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from local.slack import acting, page
from local.slack.acting import NothingThereError
from local.slack.answers import HTML, JSON, Answer, in_json
from local.slack.channels import read_limits
from local.slack.people import PEOPLE
from local.slack.reading import content_of, parsed
from local.slack.record import read_faults
from local.slack.workspace import Workspace

type Do = Callable[[Request, Workspace], Answer]

PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@dataclass(frozen=True)
class Request:
    """A request that is no message."""

    verb: str
    path: str
    query: dict[str, str]
    body: bytes
    kind: str


def answer(request: Request, workspace: Workspace) -> Answer | None:
    """Do what is asked; None where there is nothing at that address."""
    do = ROUTES.get((request.verb, request.path)) or _by_folder(request)
    if do is None:
        return None
    try:
        return do(request, workspace)
    except NothingThereError as error:
        return in_json({"ok": False, "problem": str(error)})
    except (ValueError, TypeError) as error:
        return in_json({"message": str(error)}, HTTPStatus.BAD_REQUEST)


def _by_folder(request: Request) -> Do | None:
    for (verb, folder), do in FOLDERS.items():
        if request.verb == verb and request.path.startswith(folder):
            return do
    return None


def _page(request: Request, workspace: Workspace) -> Answer:
    return Answer(status=200, body=page.render(workspace, request.query.get("channel")), kind=HTML)


def _clear(_request: Request, workspace: Workspace) -> Answer:
    workspace.clear()
    return in_json([])


def _faults(request: Request, workspace: Workspace) -> Answer:
    faults = read_faults(json.loads(request.body))
    workspace.record.set_faults(faults)
    return in_json({"faults": len(faults)})


def _limits(request: Request, workspace: Workspace) -> Answer:
    workspace.channels.limit(read_limits(json.loads(request.body)))
    return in_json({"ok": True})


def _channels(request: Request, workspace: Workspace) -> Answer:
    return in_json(workspace.channels.configure(json.loads(request.body)))


def _lacking(request: Request, workspace: Workspace) -> Answer:
    content = json.loads(request.body)
    if not isinstance(content, list):
        raise TypeError("the body must be a JSON list of types of blocks")
    workspace.lacking.clear()
    workspace.lacking.update(map(str, content))
    return in_json(sorted(workspace.lacking))


def _interactions(request: Request, workspace: Workspace) -> Answer:
    return in_json(workspace.interactions.configure(json.loads(request.body)))


def _done_by_a_person(do: Callable[[dict[str, Any], Workspace], Answer]) -> Do:
    """Return what does something for a person of the workspace, and for this page alone.

    A page from elsewhere cannot send this kind of content without being asked for permission.
    """

    def done(request: Request, workspace: Workspace) -> Answer:
        content = parsed(request.body)
        if not request.kind.startswith(JSON) or not isinstance(content, dict):
            raise ValueError("the body must be a JSON object, and its content type say so")
        if content.get("user") not in PEOPLE:
            raise ValueError(f"user must be one of {', '.join(PEOPLE)}")
        return do(content, workspace)

    return done


def _respond(request: Request, workspace: Workspace) -> Answer:
    content = parsed(request.body)
    if not isinstance(content, dict):
        raise TypeError("the body must be a JSON object")
    return acting.respond(request.path.rpartition("/")[2], content, workspace)


def _upload(request: Request, workspace: Workspace) -> Answer:
    content = content_of(request.body, request.kind)
    kept = workspace.files.keep(request.path.rpartition("/")[2], content)
    if kept:
        return Answer(status=200, body=f"OK - {len(content)}")
    return Answer(status=HTTPStatus.BAD_REQUEST, body="the file is not what the ticket is for")


def _file(request: Request, workspace: Workspace) -> Answer:
    file = workspace.files.find(request.path.rpartition("/")[2])
    if file is None or file.content is None:
        return in_json({"message": "Not Found"}, HTTPStatus.NOT_FOUND)
    content = file.content
    kinds = (kind for begins, kind in PICTURES.items() if content.startswith(begins))
    kind = next(kinds, "application/octet-stream")
    return Answer(
        status=200, body=content, kind=kind, headers={"X-Content-Type-Options": "nosniff"}
    )


ROUTES: dict[tuple[str, str], Do] = {
    ("GET", "/"): _page,
    ("GET", "/messages"): lambda _, workspace: in_json(workspace.record.listing()),
    ("DELETE", "/messages"): _clear,
    ("PUT", "/faults"): _faults,
    ("PUT", "/limits"): _limits,
    ("PUT", "/channels"): _channels,
    ("PUT", "/lacking"): _lacking,
    ("PUT", "/interactions"): _interactions,
    ("GET", "/interactions"): lambda _, workspace: in_json(workspace.interactions.listing()),
    ("GET", "/views"): lambda _, workspace: in_json(workspace.views.listing()),
    ("POST", "/presses"): _done_by_a_person(acting.press),
    ("POST", "/submissions"): _done_by_a_person(acting.submit),
    ("POST", "/closings"): _done_by_a_person(acting.close),
}
FOLDERS: dict[tuple[str, str], Do] = {
    ("POST", "/actions/"): _respond,
    ("POST", "/upload/v1/"): _upload,
    ("GET", "/files/"): _file,
}
