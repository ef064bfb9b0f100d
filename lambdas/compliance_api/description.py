"""The routes that describe the others; what they need is loaded when somebody asks."""

from lambdas.compliance_api import bootstrap
from lambdas.compliance_api.answers import answer
from lambdas.compliance_api.calls import Call
from lambdas.compliance_api.http_messages import HttpResponse
from lambdas.compliance_api.problems import NoRouteError
from lambdas.compliance_api.requests import Nothing


def openapi(_: Call[Nothing]) -> HttpResponse:
    """Describe this API (OpenAPI 3.1)."""
    from lambdas.compliance_api.openapi import description  # noqa: PLC0415 - cold start

    return answer(description(bootstrap.settings().jwt_issuer))


def docs(_: Call[Nothing]) -> HttpResponse:
    """Show this API to people (Swagger UI)."""
    if not bootstrap.settings().docs:
        raise NoRouteError
    from lambdas.compliance_api.swagger import page  # noqa: PLC0415 - cold start

    return page()
