"""An HTTP API with IAM authorisation refuses in JSON, before any function is invoked.

Stands for: API Gateway answers a path or method without a route with 404 and
`{"message": "Not Found"}`, and a request that is not signed, signed wrongly or signed by another
account with 403 and `{"message": "Forbidden"}`. MiniStack lets another `Authorization` header
through to the function, and says the rest in the words of other services.
"""

from urllib.parse import parse_qs

from ministack.core.responses import request_scope
from ministack.services import apigateway

from local.asgi import App, Message, Receive, Scope, Send, send_json
from local.emulator import access_logs
from local.emulator.alarms.requests import measuring

PREFIX = "/_aws/execute-api/"
SIGNED = "AWS4-HMAC-SHA256"
REFUSALS = (400, 401, 403, 404)
FORBIDDEN, NOT_FOUND = (403, {"message": "Forbidden"}), (404, {"message": "Not Found"})


def serves(path: str) -> bool:
    """Whether a path is one of an API, not of an AWS service."""
    return path.startswith(PREFIX.rstrip("/"))


async def answer(application: App, scope: Scope, receive: Receive, send: Send) -> None:
    """Refuse as API Gateway does, or let the emulator authorise the request and run the route."""
    api, path = _asked(scope)
    if owner := _owner(api):
        send = access_logs.Logged(scope, measuring(send, api, owner), api, path)
    if refused := refusal(scope):
        await send_json(send, *refused)
    else:
        await application(scope, receive, _InApiGatewaysWords(send))


def refusal(scope: Scope) -> tuple[int, dict[str, str]] | None:
    """Say how a request is refused that has no route or no signature, or None."""
    api, path = _asked(scope)
    owner = _owner(api)
    if owner is None:
        return NOT_FOUND
    with request_scope(*owner):
        authorisation = apigateway.route_authorization_type(
            api, access_logs.DEFAULT_STAGE, scope["method"], path
        )
    if authorisation is None:
        return NOT_FOUND
    return FORBIDDEN if authorisation == "AWS_IAM" and not _is_signed(scope) else None


def _asked(scope: Scope) -> tuple[str, str]:
    """Return the id of the API that is asked, and the path of its route."""
    api, _, path = scope["path"].removeprefix(PREFIX).partition("/")
    return api, "/" + path.removeprefix(f"{access_logs.DEFAULT_STAGE}/")


def _owner(api: str) -> tuple[str, str] | None:
    """Return the account and region of an API, if it is one."""
    found = (key[:2] for key, _api in apigateway._apis.all_items() if key[2] == api)
    return next(found, None)


def _is_signed(scope: Scope) -> bool:
    header = dict(scope["headers"]).get(b"authorization", b"").decode("latin-1")
    query = parse_qs(scope["query_string"].decode("latin-1"))
    return header.startswith(SIGNED) or "X-Amz-Signature" in query


class _InApiGatewaysWords:
    """Passes an answer on, but puts the emulator's own refusals in API Gateway's words."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.refused = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            names = {name.lower() for name, _value in message["headers"]}
            # Only an answer of the API itself carries API Gateway's request id.
            self.refused = message["status"] in REFUSALS and b"apigw-requestid" not in names
            if self.refused:
                await send_json(self.send, *FORBIDDEN)
        if not self.refused:
            await self.send(message)
