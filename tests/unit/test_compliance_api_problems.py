"""What cannot be answered is said as a problem, in one form, and gives nothing away."""

import subprocess
import sys
from typing import NoReturn

import pytest
from pydantic import ValidationError

from lambdas.compliance_api.settings import ComplianceApiSettings
from shared.ports.errors import StoreUnavailableError
from tests.builders.api import ask, serve
from tests.builders.http_events import REQUEST_ID, Answer
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_queries import InMemoryComplianceQueries, InMemoryHistoryQueries


class Failing(InMemoryComplianceQueries):
    """Fails every question."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def totals(self, region: str | None = None) -> NoReturn:  # noqa: ARG002
        raise self._error


def assert_problem(answer: Answer, status: int, title: str) -> None:
    assert answer.status == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert set(answer.body) == {"type", "title", "status", "detail", "request_id"}
    assert answer.body["request_id"] == REQUEST_ID
    assert (answer.body["status"], answer.body["title"]) == (status, title)


def test_a_bad_parameter_is_a_bad_request() -> None:
    answer = ask("/compliance/states", "start_date=2026-11-20")
    assert_problem(answer, 400, "Bad Request")
    assert answer.body["detail"].startswith("start_date is not a parameter here; there are account")


def test_an_unknown_path_is_not_found_and_the_known_ones_are_named() -> None:
    answer = ask("/compliance")
    assert_problem(answer, 404, "Not Found")
    assert "/compliance/summary" in answer.body["detail"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
def test_a_known_path_can_only_be_got(method: str) -> None:
    answer = ask("/events", method=method)
    assert_problem(answer, 405, "Method Not Allowed")
    assert answer.headers["allow"] == "GET"


def test_a_store_that_does_not_serve_is_a_reason_to_come_back(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing = Failing(StoreUnavailableError("DynamoDB: slow down"))
    serve(monkeypatch, InMemoryComplianceStore(), compliance=failing)
    answer = ask("/compliance/summary")
    assert_problem(answer, 503, "Service Unavailable")
    assert answer.headers["retry-after"] == "2"
    assert "slow down" not in answer.text
    assert "slow down" in caplog.text


DATED = "start_date=2026-11-19&end_date=2026-11-20"


@pytest.mark.parametrize(
    ("path", "query", "told"),
    [
        ("/compliance/summary", f"rule_name=r&{DATED}", "name an account or give shorter dates"),
        ("/compliance/summary", f"rule_name=r&account=222222222222&{DATED}", ": give shorter"),
        ("/compliance/summary", "resource_id=default", ": name an account"),
        ("/compliance/summary", "resource_id=default&account=222222222222", ": ask for states"),
        ("/compliance/timeline", "resource_id=default", "in too many accounts"),
        ("/compliance/timeline", "resource_id=default&account=222222222222", "ask for the events"),
    ],
)
def test_what_is_too_much_to_read_at_once_is_refused_and_says_what_makes_it_less(
    monkeypatch: pytest.MonkeyPatch, path: str, query: str, told: str
) -> None:
    store = InMemoryComplianceStore()
    serve(monkeypatch, store)
    assert ask(path, query).status == 200
    states, history = (
        InMemoryComplianceQueries(store, most=-1),
        InMemoryHistoryQueries(store, most=-1),
    )
    serve(monkeypatch, store, compliance=states, history=history)
    answer = ask(path, query)
    assert_problem(answer, 400, "Bad Request")
    assert told in answer.body["detail"]


def test_what_nobody_expected_is_logged_whole_and_told_by_its_request_id_only(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing = Failing(RuntimeError("table arn:secret"))
    serve(monkeypatch, InMemoryComplianceStore(), compliance=failing)
    answer = ask("/compliance/summary")
    assert_problem(answer, 500, "Internal Server Error")
    assert REQUEST_ID in answer.body["detail"]
    assert "arn:secret" not in answer.text
    [record] = caplog.records
    assert (record.levelname, record.__dict__["request_id"]) == ("ERROR", REQUEST_ID)
    assert "table arn:secret" in caplog.text


def test_the_handler_can_be_imported_without_any_environment() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import lambdas.compliance_api.handler"],
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_settings_that_are_missing_are_named() -> None:
    with pytest.raises(ValidationError) as refusal:
        ComplianceApiSettings.model_validate({"EVENTS_TABLE": "events"})
    for name in (
        "CONFIG_COMPLIANCE_TABLE",
        "CURSOR_SECRET_ARN",
        "REPORTS_BUCKET",
        "LINK_KEY_ARN",
    ):
        assert name in str(refusal.value)
