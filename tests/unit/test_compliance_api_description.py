"""The API describes itself, to programs and to people, by the models that it works with."""

import json
import re
from typing import Any

import pytest

from lambdas.compliance_api.openapi import description
from lambdas.compliance_api.routes import ROUTES
from shared.endpoints import ENDPOINTS, REPORT
from tests.builders.api import ask, scoped, serve
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore


@pytest.fixture(autouse=True)
def _served(monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, InMemoryComplianceStore())


def described() -> dict[str, Any]:
    answer = ask("/openapi.json")
    assert answer.status == 200
    body: dict[str, Any] = answer.body
    return body


def operations() -> list[tuple[str, dict[str, Any]]]:
    """Return what is asked with GET, by path."""
    return [(path, methods["get"]) for path, methods in described()["paths"].items()]


def test_every_endpoint_is_described_and_every_parameter_of_it() -> None:
    assert described()["openapi"] == "3.1.0"
    assert {path for path, _ in operations()} == {point.path for point in ENDPOINTS}
    for path, operation in operations():
        (route,) = [route for route in ROUTES if (route.at.method, route.at.path) == ("GET", path)]
        given = [found for found in operation["parameters"] if found["in"] == "query"]
        names = [parameter["name"] for parameter in given]
        assert names == list(route.request.model_fields)
        assert operation["summary"]
        for parameter in given:
            assert parameter["description"], (path, parameter["name"])
            assert "null" not in json.dumps(parameter["schema"])


def test_bounds_choices_and_examples_are_those_of_the_models() -> None:
    parameters = {
        parameter["name"]: parameter
        for path, operation in operations()
        for parameter in operation["parameters"]
        if path == "/compliance/violations"
    }
    assert parameters["limit"]["schema"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 100,
        "default": 50,
    }
    assert parameters["order"]["schema"]["enum"] == ["oldest", "newest"]
    assert parameters["severity"]["schema"]["enum"] == ["critical", "high", "medium", "low"]
    assert parameters["account"]["schema"]["examples"] == ["222222222222"]


def test_every_member_of_every_answer_is_described_and_there_are_no_others() -> None:
    document = described()
    schemas = [
        *document["components"]["schemas"].values(),
        *(
            operation["responses"]["200"]["content"]["application/json"]["schema"]
            for path, operation in operations()
            if path != REPORT.path
        ),
    ]
    for schema in schemas:
        for name, member in schema.get("properties", {}).items():
            assert schema["additionalProperties"] is False
            said = json.dumps(member)
            assert '"description"' in said or '"$ref"' in said, (schema.get("title"), name)


def test_lists_are_described_in_every_format_and_with_where_they_go_on() -> None:
    for path, operation in operations():
        if path == REPORT.path:
            continue
        answer = operation["responses"]["200"]
        rows = {"text/csv", "application/x-ndjson"} <= answer["content"].keys()
        without = {
            *("/compliance/summary", "/openapi.json", "/exports", "/exports/{id}", "/mutes/{id}"),
        }
        assert rows is (path not in without)
        pages = "X-Next-Cursor" in answer.get("headers", {})
        assert pages is (rows and path != "/compliance/trend")


def test_an_order_is_described_by_its_body_and_a_thing_by_its_id() -> None:
    paths = described()["paths"]
    order = paths["/exports"]["post"]
    body = order["requestBody"]["content"]["application/json"]["schema"]
    assert {"of", "format"} <= body["properties"].keys()
    assert order["parameters"] == []
    assert "202" in order["responses"]
    [parameter] = paths["/exports/{id}"]["get"]["parameters"]
    assert (parameter["name"], parameter["in"], parameter["required"]) == ("id", "path", True)


def test_a_report_is_described_as_open_to_whoever_has_its_link() -> None:
    operation = described()["paths"][REPORT.path]["get"]
    assert operation["security"] == []
    assert "Location" in operation["responses"]["302"]["headers"]
    assert "410" in operation["responses"]


def test_every_problem_is_described() -> None:
    for _, operation in operations():
        assert {"400", "403", "404", "405", "429", "500", "503"} <= operation["responses"].keys()


def test_callers_are_described_as_they_have_to_prove_who_they_are() -> None:
    signed = description("")["components"]["securitySchemes"]["caller"]
    assert signed["x-amazon-apigateway-authtype"] == "awsSigv4"
    token = description("https://login.example.com")["components"]["securitySchemes"]["caller"]
    assert (token["scheme"], token["bearerFormat"]) == ("bearer", "JWT")
    assert "https://login.example.com" in token["description"]


def test_every_reference_leads_somewhere() -> None:
    document = described()
    for name in re.findall(r'"#/components/schemas/(\w+)"', json.dumps(document)):
        assert name in document["components"]["schemas"]


def test_the_page_for_people_is_there_only_if_it_is_wanted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert ask("/docs").status == 404
    scoped(monkeypatch, API_DOCS="true")
    answer = ask("/docs")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_the_page_for_people_loads_nothing_from_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scoped(monkeypatch, API_DOCS="true")
    answer = ask("/docs")
    assert not re.search(r"<(script|link|img|iframe)[^>]* (src|href)=", answer.text)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "http" not in policy
    assert len(answer.text) < 6_000_000


def test_a_mute_is_described_with_its_key_and_what_may_stand_in_its_way() -> None:
    paths = described()["paths"]
    [key] = paths["/mutes"]["post"]["parameters"]
    assert (key["name"], key["in"], key["required"]) == ("Idempotency-Key", "header", False)
    for operation in (paths["/mutes"]["post"], paths["/mutes/{id}"]["delete"]):
        assert "409" in operation["responses"]
    assert "409" not in paths["/mutes"]["get"]["responses"]
    body = paths["/mutes"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body["required"] == ["reason", "until"]
