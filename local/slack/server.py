"""The stub's web server.

POST /services/... is the webhook, POST /api/METHOD the Web API; GET and DELETE /messages, PUT
/faults and the page at GET / are for tests and people.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import struct
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from local.ports import HOST
from local.slack import answers, page
from local.slack.record import Received, Record, read_faults

if TYPE_CHECKING:
    from local.slack.answers import Answer

log = logging.getLogger("local.slack")

JSON, TEXT, HTML = "application/json", "text/plain; charset=utf-8", "text/html; charset=utf-8"


class SlackStub(ThreadingHTTPServer):
    """Serves on threads of its own; what came in is in `record`."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__((HOST, port), Handler)
        self.record = Record()

    def start(self) -> None:
        """Serve in the background until the process ends or `shutdown` is called."""
        threading.Thread(target=self.serve_forever, daemon=True, name="slack").start()


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    server: SlackStub

    def do_GET(self) -> None:
        """List the messages, or show them as a page."""
        match self.path:
            case "/messages":
                self._reply_json(200, self.server.record.listing())
            case "/":
                self._reply(200, HTML, page.render(self.server.record.messages()))
            case _:
                self._reply_json(404, {"message": "Not Found"})

    def do_DELETE(self) -> None:
        """Forget the messages."""
        if self.path != "/messages":
            self._reply_json(404, {"message": "Not Found"})
            return
        self.server.record.clear()
        self._reply_json(200, [])

    def do_PUT(self) -> None:
        """Replace the list of answers to give next."""
        if self.path != "/faults":
            self._reply_json(404, {"message": "Not Found"})
            return
        try:
            faults = read_faults(json.loads(self._body()))
        except (ValueError, TypeError) as error:
            self._reply_json(400, {"message": str(error)})
            return
        self.server.record.set_faults(faults)
        self._reply_json(200, {"faults": len(faults)})

    def do_POST(self) -> None:
        """Take a message."""
        body = self._body()
        if self.path.startswith("/services/"):
            self._take("webhook", self.path, _parsed(body))
        elif self.path.startswith("/api/"):
            payload = _parsed(body)
            channel = payload.get("channel", "") if isinstance(payload, dict) else ""
            self._take(self.path.removeprefix("/api/"), str(channel), payload)
        else:
            self._reply_json(404, {"message": "Not Found"})

    def _take(self, method: str, target: str, payload: Any) -> None:
        received_at = datetime.now(UTC).isoformat(timespec="microseconds")
        fault = self.server.record.next_fault()
        time.sleep(fault.delay)
        answer = answers.to_fault(fault) or answers.to_webhook(payload)
        self.server.record.add(
            Received(
                received_at=received_at,
                method=method,
                target=target,
                payload=payload,
                status=None if fault.reset else answer.status,
            )
        )
        if fault.reset:
            self._reset()
            return
        if answer.reasons:
            log.warning("%s answered %d: %s", method, answer.status, "; ".join(answer.reasons))
        self._answer(method, answer)

    def _reset(self) -> None:
        """Break the connection off: without lingering, closing it sends a reset, not an end."""
        self.close_connection = True
        at_once = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        os.close(self.connection.detach())

    def _answer(self, method: str, answer: Answer) -> None:
        if method == "webhook" or answer.status not in (200, 400):
            self._reply(answer.status, TEXT, answer.body, answer.headers)
            return
        ok = {"ok": True, "ts": f"{time.time():.6f}"}
        self._reply_json(200, ok if answer.body == "ok" else {"ok": False, "error": answer.body})

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _reply_json(self, status: int, content: object) -> None:
        self._reply(status, JSON, json.dumps(content))

    def _reply(
        self, status: int, kind: str, text: str, headers: dict[str, str] | None = None
    ) -> None:
        body = text.encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name upstream
        """Keep the log to what matters: refused messages."""


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode(errors="replace")
