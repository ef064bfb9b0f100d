"""The emulator's web application: MiniStack, and the two routes that the local AWS adds.

`POST /_local/aws-events` publishes events as AWS services do; `GET /_local/health` says which
local AWS answers. Requests count as HTTPS, so that policies on aws:SecureTransport hold for a
connection that never leaves the machine.
"""

import asyncio
import json

from ministack import app as ministack

from local.asgi import Receive, Scope, Send, read_body, send_json
from local.emulator import http_api, service_events

OK, BAD_REQUEST, NOT_FOUND = 200, 400, 404
EVENTS, HEALTH = "/_local/aws-events", "/_local/health"


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
            case ("POST", path) if path == EVENTS:
                await publish(await read_body(receive), send)
            case ("GET", path) if path == HEALTH:
                await send_json(send, OK, {"instance": self.instance})
            case (_, path) if path.startswith("/_local/"):
                await send_json(send, NOT_FOUND, {"message": "Not Found"})
            case (_, path) if http_api.serves(path):
                await http_api.answer(ministack.app, {**scope, "scheme": "https"}, receive, send)
            case _:
                await ministack.app({**scope, "scheme": "https"}, receive, send)


async def publish(body: bytes, send: Send) -> None:
    """Deliver a list of envelopes, all or, when one of them is no envelope, none."""
    try:
        envelopes = json.loads(body)
    except ValueError as error:
        await send_json(send, BAD_REQUEST, {"message": f"the body is not JSON: {error}"})
        return
    if problems := service_events.problems(envelopes):
        await send_json(send, BAD_REQUEST, {"message": "; ".join(problems)})
        return
    ids = await asyncio.to_thread(lambda: [service_events.publish(each) for each in envelopes])
    await send_json(send, OK, {"delivered": ids})
