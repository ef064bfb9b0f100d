"""What API Gateway measures of the requests to an HTTP API."""

from ministack.core.responses import request_scope

from local.asgi import Message, Send
from local.emulator.alarms.measured import record

API_GATEWAY = "AWS/ApiGateway"
FIRST_OF_SERVER = 500


def measuring(send: Send, api: str, owner: tuple[str, str]) -> Send:
    """Return what passes an answer of an API on, and measures it in the account that owns it."""

    async def send_and_measure(message: Message) -> None:
        if message["type"] == "http.response.start":
            failed = message["status"] >= FIRST_OF_SERVER
            with request_scope(*owner):
                record(API_GATEWAY, "Count", [1], {"ApiId": api})
                record(API_GATEWAY, "5xx", [int(failed)], {"ApiId": api})
        await send(message)

    return send_and_measure
