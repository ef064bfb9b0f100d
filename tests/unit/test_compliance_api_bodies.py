"""Bodies of requests are read as strictly as their parameters, and never too many characters."""

import pytest
from pydantic import BaseModel, ConfigDict, Field

from lambdas.compliance_api.http_messages import HttpRequest
from lambdas.compliance_api.parameters import LARGEST_BODY, read_body
from lambdas.compliance_api.problems import (
    BadRequestError,
    ConflictError,
    ProblemError,
    TooLargeError,
    UnknownError,
    problem_of,
)
from shared.endpoints import Endpoint
from tests.builders.http_events import http_event


class Wanted(BaseModel):
    model_config = ConfigDict(extra="forbid")

    of: str = Field(description="states or events", pattern="^(states|events)$")


def event(body: str) -> HttpRequest:
    return HttpRequest({**http_event("/x", method="POST"), "body": body})


def test_a_body_is_what_it_says() -> None:
    assert read_body(Wanted, event('{"of": "states"}')).of == "states"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{"of": "all"}', "of must be states or events"),
        ('{"of": "states", "colour": 1}', "colour is not a parameter here; there are of"),
        ("{", "Invalid JSON"),
        ("", "Invalid JSON"),
        ("[]", "Input should be an object"),
    ],
)
def test_what_is_wrong_with_a_body_is_said(body: str, said: str) -> None:
    with pytest.raises(BadRequestError, match=said):
        read_body(Wanted, event(body))


def test_a_body_that_is_too_large_is_not_read() -> None:
    with pytest.raises(TooLargeError, match="more than"):
        read_body(Wanted, event("x" * (LARGEST_BODY + 1)))


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (UnknownError, 404, "Not Found"),
        (ConflictError, 409, "Conflict"),
        (TooLargeError, 413, "Content Too Large"),
    ],
)
def test_each_refusal_has_its_status(error: type[ProblemError], status: int, title: str) -> None:
    answer = problem_of(error("because"), event(""))
    assert answer.status == status
    assert answer.body is not None
    assert f'"title": "{title}"' in answer.body
    assert '"detail": "because"' in answer.body


def test_a_path_with_a_parameter_is_known_by_its_parts() -> None:
    exports = Endpoint("/exports/{id}")
    assert exports.serves("/exports/abc")
    assert not exports.serves("/exports/")
    assert not exports.serves("/exports")
    assert not exports.serves("/reports/abc")
