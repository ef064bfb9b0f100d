"""The API described for programs (OpenAPI 3.1), from the models by which it works.

Loaded when somebody asks for the description: making schemas takes longer than answering.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, TypeAdapter

from lambdas.compliance_api.export_requests import AN_EXPORT
from lambdas.compliance_api.families import routes
from lambdas.compliance_api.openapi_answers import answer_of, problems_of
from lambdas.compliance_api.problem_shapes import ProblemAnswer, RefusalAnswer
from lambdas.compliance_api.routes import Route
from shared.endpoints import DOCS

type Json = dict[str, Any]

_REF = "#/components/schemas/{model}"
_PARAMETER = re.compile(r"\{(\w+)\}")
_CLOSED = "additionalProperties"
_IN_PATHS = {"id": AN_EXPORT, "report_id": "daily-2026-11-20-all"}
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "a text of your own, 1 to 128 characters: sent again with it, the same order of"
    " the same caller is carried out once",
    "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"},
    "example": "ticket-4711",
}


@cache
def description(jwt_issuer: str) -> Json:
    """Return the description; the issuer of tokens is empty where requests are signed (IAM)."""
    schemas, components = _schemas()
    paths: dict[str, Json] = {}
    for route in routes():
        if route.at != DOCS:
            paths.setdefault(route.at.path, {})[route.at.method.lower()] = _operation(
                route, schemas, tokens=bool(jwt_issuer)
            )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "AWS Config Monitoring",
            "version": "1",
            "description": "What AWS Config finds in all accounts: now, before, and day by day."
            " Lists are whole through their cursors; what is not known is null, never zero.",
        },
        "servers": [{"url": "."}],
        "security": [{"caller": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"caller": _security(jwt_issuer)},
        },
    }


def _schemas() -> tuple[Mapping[Any, Json], Json]:
    """Return the schema of each shape, and the schemas that those refer to."""
    shapes = {id(shape): shape for route in routes() for shape in route.answers}
    shapes |= {id(shape): shape for shape in (ProblemAnswer, RefusalAnswer)}
    found, rest = TypeAdapter.json_schemas(
        [(key, "serialization", TypeAdapter(shape)) for key, shape in shapes.items()],
        ref_template=_REF,
    )
    components: Json = rest.get("$defs", {})
    for schema in (*components.values(), *found.values()):
        if "properties" in schema:  # what is not described is not answered
            schema.setdefault(_CLOSED, False)
        for member in schema.get("properties", {}).values():
            _raise_examples(member)
    return {key: schema for (key, _), schema in found.items()}, components


def _raise_examples(member: Json) -> None:
    """Say of a member that may be null what it may be else: readers look at the member alone."""
    for option in member.get("anyOf", ()):
        if "examples" in option:
            member.setdefault("examples", option["examples"])


def _operation(route: Route[Any], schemas: Mapping[Any, Json], *, tokens: bool) -> Json:
    operation: Json = {
        "operationId": route.answer.__name__,
        "summary": route.summary,
        "parameters": [*_path_parameters(route), *_parameters(route)],
        "responses": {
            str(int(route.status)): answer_of(route, schemas),
            **dict(problems_of(route, schemas, tokens=tokens and not route.at.open)),
        },
    }
    if route.at.open:
        operation["security"] = []
    if route.in_body:
        schema = _inlined(route.request.model_json_schema(ref_template="#/$defs/{model}"))
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema}},
        }
    return operation


def _inlined(schema: Json) -> Json:
    """Return a schema of a body with what its members refer to in place."""
    named = schema.pop("$defs", {})

    def inline(part: Any) -> Any:
        if isinstance(part, list):
            return [inline(each) for each in part]
        if not isinstance(part, dict):
            return part
        if "$ref" in part:
            part = {**named[part["$ref"].rpartition("/")[2]], **part}
        return {key: inline(value) for key, value in part.items() if key != "$ref"}

    inlined: Json = inline(schema)
    return inlined


def _path_parameters(route: Route[Any]) -> Iterator[Json]:
    for name in _PARAMETER.findall(route.at.path):
        yield {
            "name": name,
            "in": "path",
            "required": True,
            "description": "as the answer that told of it names it",
            "schema": {"type": "string", "minLength": 1},
            "example": _IN_PATHS[name],
        }


def _parameters(route: Route[Any]) -> Iterator[Json]:
    if route.keyed:
        yield _IDEMPOTENCY_KEY
    if route.in_body:
        return
    model: type[BaseModel] = route.request
    schema = model.model_json_schema(ref_template="#/$defs/{model}")
    for name, member in schema.get("properties", {}).items():
        yield {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            "description": member.get("description", ""),
            "example": member.get("examples", [None])[0],
            "schema": _given(member, schema.get("$defs", {})),
        }


def _given(member: Json, named: Json) -> Json:
    """Return the schema of a parameter that is given: null is not something that can be sent."""
    options = [option for option in member.get("anyOf", [member]) if option.get("type") != "null"]
    (option,) = options
    if "$ref" in option:
        option = {**named[option["$ref"].rpartition("/")[2]], **option}
    kept = {key: value for key, value in {**member, **option}.items() if value is not None}
    return {key: value for key, value in kept.items() if key not in _SAID_ELSEWHERE}


_SAID_ELSEWHERE = {"anyOf", "$ref", "title", "description"}


def _security(jwt_issuer: str) -> Json:
    if jwt_issuer:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": f"a token of {jwt_issuer}",
        }
    return {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "the signature of AWS (version 4) for the service execute-api",
        "x-amazon-apigateway-authtype": "awsSigv4",
    }
