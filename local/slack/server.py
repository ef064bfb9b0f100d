"""The stub's web server.

POST /services/... is the webhook, POST /api/METHOD the Web API, GET / the page. What tests, tools
and the page ask for beside that stands in `controls`.
"""

from __future__ import annotations

import logging
import os
import socket
import struct
import threading
import time
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from local.ports import HOST
from local.slack import answers, controls, web_api
from local.slack.answers import Answer, api_error, in_json
from local.slack.channels import UNLIMITED, Channels, Limits
from local.slack.reading import arguments_of, parsed
from local.slack.record import Fault, Received, instant
from local.slack.workspace import Workspace

if TYPE_CHECKING:
    from local.slack.record import Record

log = logging.getLogger("local.slack")

NOT_FOUND = in_json({"message": "Not Found"}, HTTPStatus.NOT_FOUND)


class SlackStub(ThreadingHTTPServer):
    """Serves on threads of its own; what came in is in `record`."""

    daemon_threads = True

    def __init__(self, port: int, limits: Limits = UNLIMITED) -> None:
        super().__init__((HOST, port), Handler)
        self.workspace = Workspace(
            address=f"http://{HOST}:{self.server_port}", channels=Channels(limits)
        )

    @property
    def record(self) -> Record:
        """What came in, and the answers to give next."""
        return self.workspace.record

    def start(self) -> None:
        """Serve in the background until the process ends or `shutdown` is called."""
        serve = partial(self.serve_forever, poll_interval=0.05)  # how soon it can be shut down
        threading.Thread(target=serve, daemon=True, name="slack").start()


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    server: SlackStub

    def do_GET(self) -> None:
        """Show something; the SDK of Slack asks some methods of the Web API in this way too."""
        self._serve()

    def do_DELETE(self) -> None:
        """Forget something."""
        self._serve()

    def do_PUT(self) -> None:
        """Set something."""
        self._serve()

    def do_POST(self) -> None:
        """Take a message, or a call."""
        self._serve()

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kind = self.headers.get("Content-Type") or ""
        if parts.path.startswith("/services/"):
            self._take("webhook", self.path, parsed(body))
        elif parts.path.startswith("/api/"):
            arguments = arguments_of(parts.query, body, kind)
            self._take(
                parts.path.removeprefix("/api/"), str(arguments.get("channel", "")), arguments
            )
        else:
            query = dict(parse_qsl(parts.query))
            request = controls.Request(self.command, parts.path, query, body, kind)
            self._reply(controls.answer(request, self.server.workspace) or NOT_FOUND)

    def _take(self, method: str, target: str, payload: Any) -> None:
        fault = self.server.record.next_fault()
        time.sleep(fault.delay)
        answer = self._answer(method, target, payload, fault)
        if fault.reset:
            self._reset()
            return
        if answer.reasons:
            log.warning("%s answered %d: %s", method, answer.status, "; ".join(answer.reasons))
        self._reply(answer)

    def _answer(self, method: str, target: str, payload: Any, fault: Fault) -> Answer:
        """Answer as the fault says or as Slack would, and remember it."""
        if method == "webhook":
            lacking = self.server.workspace.lacking
            answer = (
                answers.to_fault(fault)
                or self._limited(target)
                or answers.to_webhook(payload, lacking)
            )
            self._remember(method, target, payload, None if fault.reset else answer)
            return answer
        told = answers.to_fault_of_api(fault) or (api_error("reset") if fault.reset else None)
        if told is not None:
            self._remember(method, target, payload, None if fault.reset else told)
            return told
        return web_api.call(method, payload, self._token(payload), self.server.workspace)

    def _limited(self, path: str) -> Answer | None:
        channels = self.server.workspace.channels
        seconds = channels.retry_after(channels.of_webhook(path))
        after = {"Retry-After": str(seconds)}
        limited = Answer(status=HTTPStatus.TOO_MANY_REQUESTS, body="rate_limited", headers=after)
        return limited if seconds else None

    def _remember(self, method: str, target: str, payload: Any, answer: Answer | None) -> None:
        """Remember a message, and None where nothing was answered."""
        channels = self.server.workspace.channels
        self.server.record.add(
            Received(
                received_at=instant(),
                method=method,
                target=target,
                payload=payload,
                status=answer.recorded if answer else None,
                error=answer.error if answer else None,
                channel=channels.of_webhook(target) if method == "webhook" else target,
            )
        )

    def _token(self, arguments: dict[str, Any]) -> str:
        header = self.headers.get("Authorization") or ""
        return header.removeprefix("Bearer ").strip() or str(arguments.get("token", ""))

    def _reset(self) -> None:
        """Break the connection off: without lingering, closing it sends a reset, not an end."""
        self.close_connection = True
        at_once = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        os.close(self.connection.detach())

    def _reply(self, answer: Answer) -> None:
        body = answer.body if isinstance(answer.body, bytes) else answer.body.encode()
        self.send_response(answer.status)
        for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name upstream
        """Keep the log to what matters: refused messages."""
