"""An app that answers to buttons: remembers what it was sent, and answers as it is told."""

import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from local.slack.server import SlackStub

SECRET = "signing-secret"


class App(ThreadingHTTPServer):
    """`answer` takes a payload and returns a status and a body."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.sent: list[dict[str, Any]] = []
        self.signed: list[bool] = []
        self.answer: Callable[[dict[str, Any]], tuple[int, str]] = lambda _: (200, "")


class _Handler(BaseHTTPRequestHandler):
    server: App

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        base = f"v0:{self.headers['X-Slack-Request-Timestamp']}:".encode() + body
        right = "v0=" + hmac.new(SECRET.encode(), base, sha256).hexdigest()
        self.server.signed.append(self.headers["X-Slack-Signature"] == right)
        payload = json.loads(parse_qs(body.decode())["payload"][0])
        self.server.sent.append(payload)
        status, said = self.server.answer(payload)
        self.send_response(status)
        self.send_header("Content-Length", str(len(said.encode())))
        self.end_headers()
        self.wfile.write(said.encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name upstream
        pass


@contextmanager
def app_of(stub: SlackStub) -> Iterator[App]:
    """Run an app to which the stub sends what people press."""
    app = App()
    threading.Thread(target=app.serve_forever, args=(0.05,), daemon=True).start()
    url = f"http://127.0.0.1:{app.server_port}/interactions"
    stub.workspace.interactions.configure({"url": url, "signing_secret": SECRET})
    yield app
    app.shutdown()
    app.server_close()
