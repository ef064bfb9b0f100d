"""Swagger UI in one page: its files come with the function, nothing is loaded from elsewhere."""

from base64 import b64encode
from hashlib import sha256
from http import HTTPStatus
from importlib.resources import files

from lambdas.compliance_api.http_messages import HttpResponse

_PACKAGE = "aws_lambda_powertools.event_handler.openapi.swagger_ui"
_START = 'SwaggerUIBundle({url: "openapi.json", dom_id: "#ui", deepLinking: true});'
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>AWS Config Monitoring: the API</title>
<style>{style}</style>
</head>
<body>
<div id="ui"></div>
<script>{script}</script>
<script>{start}</script>
</body>
</html>
"""


def page() -> HttpResponse:
    """Return the page; its scripts are named by their digests, and no others may run."""
    folder = files(_PACKAGE)
    script = folder.joinpath("swagger-ui-bundle.min.js").read_text(encoding="utf-8")
    style = folder.joinpath("swagger-ui.min.css").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; script-src {_digest(script)} {_digest(_START)};"
        " style-src 'unsafe-inline'; img-src data:; connect-src 'self'; base-uri 'none';"
        " form-action 'none'; frame-ancestors 'none'"
    )
    return HttpResponse(
        status=HTTPStatus.OK,
        content_type="text/html; charset=utf-8",
        headers={"cache-control": "no-store", "content-security-policy": policy},
        body=_PAGE.format(style=style, script=script, start=_START),
    )


def _digest(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
