"""The emulator's web application: MiniStack, and the routes that the local AWS adds.

`GET /_local/health` says which local AWS answers; `routes` has the others. Requests count as HTTPS,
so that policies on aws:SecureTransport hold for a connection that never leaves the machine.
"""

import asyncio

from ministack import app as ministack

from local.asgi import Receive, Scope, Send, read_body, send_json
from local.emulator import http_api, outages, routes

HEALTH = "/_local/health"


class Application:
    """Routes requests to the local additions or to MiniStack."""

    def __init__(self, instance: str) -> None:
        self.instance = instance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await ministack.app(scope, receive, send)
            return
        match (scope["method"], scope["path"]):
            case ("GET", path) if path == HEALTH:
                await send_json(send, routes.OK, {"instance": self.instance})
            case (method, path) if path.startswith("/_local/"):
                request = method, path, scope["query_string"], await read_body(receive)
                await send_json(send, *await asyncio.to_thread(routes.answer, *request))
            case _ if outages.OUTAGES.covers(scope["headers"]):
                await read_body(receive)
                await send_json(send, outages.SERVICE_UNAVAILABLE, outages.REFUSAL)
            case (_, path) if http_api.serves(path):
                await http_api.answer(ministack.app, {**scope, "scheme": "https"}, receive, send)
            case _:
                await asyncio.sleep(outages.OUTAGES.delay(scope["headers"]))
                await ministack.app({**scope, "scheme": "https"}, receive, send)
