"""The API describes itself, to programs and to people, by the models that it works with."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from lambdas.compliance_api.export_requests import ExportRequest
from lambdas.compliance_api.families import routes
from lambdas.compliance_api.mute_requests import MuteRequest
from lambdas.compliance_api.openapi import description
from lambdas.compliance_api.requests import TimelineRequest
from shared.endpoints import ENDPOINTS, REPORT, TIMELINE_PAGE, VIOLATIONS_PAGE
from tests.builders.api import ask, scoped, serve
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore

# What people open by links: no JSON is answered.
LINKED = {REPORT.path, TIMELINE_PAGE.path, VIOLATIONS_PAGE.path}


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
        (route,) = [
            route for route in routes() if (route.at.method, route.at.path) == ("GET", path)
        ]
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
        "examples": [20],
    }
    assert parameters["limit"]["example"] == 20
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
            if path not in LINKED
        ),
    ]
    for schema in schemas:
        for name, member in schema.get("properties", {}).items():
            assert schema["additionalProperties"] is False
            said = json.dumps(member)
            assert '"description"' in said or '"$ref"' in said, (schema.get("title"), name)


def lacking(name: str, said: Any, document: dict[str, Any]) -> Iterator[str]:
    """Yield what of a member or parameter, and of what is in it, is not described by an example."""
    if not said.get("description"):
        yield f"{name}: description"
    inside = [said, *said.get("anyOf", []), said.get("items", {})]
    inside.append(said["additionalProperties"] if said.get("type") == "object" else {})
    shapes = [part for part in inside if isinstance(part, dict) and "$ref" in part]
    examples = [said.get("example"), *said.get("examples", [])]
    if not shapes and all(example is None for example in examples):
        yield f"{name}: example"
    for shape in shapes:
        called = shape["$ref"].rpartition("/")[2]
        yield from in_schema(document["components"]["schemas"][called], document, called)


def in_schema(schema: dict[str, Any], document: dict[str, Any], name: str) -> Iterator[str]:
    for member, said in schema.get("properties", {}).items():
        yield from lacking(f"{name}.{member}", said, document)
    for option in schema.get("anyOf", []):
        yield from in_schema(option, document, name)
    if "$ref" in schema:
        called = schema["$ref"].rpartition("/")[2]
        yield from in_schema(document["components"]["schemas"][called], document, called)


def in_operation(name: str, operation: dict[str, Any], document: dict[str, Any]) -> Iterator[str]:
    for parameter in operation["parameters"]:
        yield from lacking(f"{name} {parameter['name']}", parameter, document)
    bodies = {**operation["responses"], "body": operation.get("requestBody", {})}
    for status, body in bodies.items():
        for header, said in body.get("headers", {}).items():
            yield from lacking(f"{name} {status} {header}", said, document)
        for content in body.get("content", {}).values():
            yield from in_schema(content["schema"], document, f"{name} {status}")


@pytest.mark.parametrize("issuer", ["", "https://login.example.com"])
def test_each_parameter_and_each_member_of_each_body_has_a_description_and_an_example(
    issuer: str,
) -> None:
    document = description(issuer)
    found = [
        missing
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        for missing in in_operation(f"{method} {path}", operation, document)
    ]
    assert sorted(set(found)) == []


NEEDED: dict[type[BaseModel], dict[str, str]] = {
    TimelineRequest: {"resource_id": "sg-1"},
    ExportRequest: {"of": "events", "format": "csv"},
    MuteRequest: {"reason": "because it ends soon", "until": "2026-12-01"},
}


def test_each_example_of_a_parameter_or_of_a_member_of_an_order_is_one_that_is_taken() -> None:
    for route in routes():
        for name, member in route.request.model_fields.items():
            needed = NEEDED.get(route.request, {})
            if route.request is ExportRequest and name == "severity":
                needed = {**needed, "of": "violations"}
            for given in member.examples or []:
                route.request.model_validate({**needed, name: str(given)})


def test_where_tokens_are_asked_for_each_operation_that_is_not_open_tells_of_their_refusal() -> (
    None
):
    for path, methods in description("https://login.example.com")["paths"].items():
        for operation in methods.values():
            refusal = operation["responses"].get("401")
            assert (refusal is None) is (path in LINKED)
            assert refusal is None or list(refusal["content"]) == ["application/json"]
    for methods in description("")["paths"].values():
        assert all("401" not in operation["responses"] for operation in methods.values())


def test_what_the_gateway_refuses_is_told_in_its_own_form() -> None:
    gateways = {"403", "429", "500", "503"}
    for _, operation in operations():
        for status, answer in operation["responses"].items():
            if status > "4":
                forms = {"application/problem+json"}
                forms |= {"application/json"} if status in gateways else set()
                assert set(answer["content"]) == forms, status


def test_lists_are_described_in_every_format_and_with_where_they_go_on() -> None:
    for path, operation in operations():
        if path in LINKED:
            continue
        answer = operation["responses"]["200"]
        rows = {"text/csv", "application/x-ndjson"} <= answer["content"].keys()
        without = {
            *("/compliance/summary", "/openapi.json", "/exports/{id}", "/mutes/{id}"),
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
