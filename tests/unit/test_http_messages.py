"""What API Gateway hands over is believed: which route, which parameters, who asks."""

from base64 import b64encode
from http import HTTPStatus

import pytest

from lambdas.compliance_api.application import respond
from lambdas.compliance_api.http_messages import HttpRequest, HttpResponse
from shared.endpoints import ENDPOINTS
from tests.builders.api import ask, serve
from tests.builders.http_events import Answer, http_event
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore


@pytest.fixture(autouse=True)
def _served(monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, InMemoryComplianceStore())


def test_the_route_whose_caller_was_checked_is_the_one_that_answers() -> None:
    event = {**http_event("/openapi.json"), "rawPath": "/compliance/summary"}
    assert Answer.of(respond(event)).body["openapi"].startswith("3.1")


def test_what_api_gateway_found_no_route_for_is_unknown_whatever_its_path_says() -> None:
    event = {**http_event("/accounts", method="PUT"), "rawPath": "/compliance/summary"}
    assert event["routeKey"] == "$default"
    assert Answer.of(respond(event)).status == HTTPStatus.METHOD_NOT_ALLOWED


def test_parameters_of_the_path_come_decoded() -> None:
    assert HttpRequest(http_event("/mutes/a%20b")).parameters == {"id": "a b"}
    assert HttpRequest(http_event("/mutes")).parameters == {}


def test_a_body_that_api_gateway_has_encoded_is_decoded() -> None:
    sent = {**http_event("/mutes", method="POST"), "isBase64Encoded": True}
    assert HttpRequest({**sent, "body": b64encode("ä".encode()).decode()}).text() == "ä"
    assert HttpRequest(sent).text() == ""


@pytest.mark.parametrize("body", [b64encode(b"\xff").decode(), "a"])
def test_a_body_that_is_no_text_is_refused(body: str) -> None:
    sent = {**http_event("/mutes", method="POST"), "isBase64Encoded": True, "body": body}
    answer = Answer.of(respond(sent))
    assert answer.status == HTTPStatus.BAD_REQUEST
    assert answer.body["detail"] == "the body is not readable as text in UTF-8"


def test_a_request_with_neither_headers_nor_an_authorizer_has_none() -> None:
    event = http_event("/accounts")
    del event["headers"], event["requestContext"]["authorizer"]
    assert HttpRequest(event).headers == {}
    assert HttpRequest(event).authorizer == {}


def test_a_response_says_its_media_type_where_it_has_a_body() -> None:
    written = HttpResponse(content_type="text/csv", headers={"link": "<x>"}, body="a").written()
    assert written == {
        "statusCode": 200,
        "headers": {"content-type": "text/csv", "link": "<x>"},
        "body": "a",
        "isBase64Encoded": False,
    }
    assert HttpResponse(status=HTTPStatus.FOUND).written()["headers"] == {}


def test_each_endpoint_of_the_table_has_its_route() -> None:
    paths = {at.path.replace("{", "").replace("}", ""): at for at in ENDPOINTS}
    for path, at in paths.items():
        detail = ask(path, "no=such", at.method).body.get("detail", "")
        assert "There is no such path" not in detail, at.key
