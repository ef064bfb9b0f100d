"""The API under test: one request in, one answer out, over any services."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from lambdas.compliance_api import bootstrap
from lambdas.compliance_api.handler import handler
from lambdas.compliance_api.settings import ComplianceApiSettings
from shared.adapters.pooled_open_violations import PooledOpenViolations
from shared.adapters.signed_cursors import SignedCursors
from tests.builders.http_events import Answer, Context, http_event
from tests.builders.observations import at
from tests.builders.tables import TABLES
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_mutes import InMemoryMutes
from tests.fakes.in_memory_overview import InMemoryOverview
from tests.fakes.in_memory_queries import InMemoryComplianceQueries, InMemoryHistoryQueries
from tests.fakes.rollup_totals import RollupTotals

type Ask = Callable[..., Answer]


def ask(
    path: str,
    query: str = "",
    method: str = "GET",
    body: str | None = None,
    caller: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    """Return what the function answers to a request, of a caller as API Gateway names it."""
    event = http_event(path, query, method, body)
    event["headers"] |= headers or {}
    if headers and "user-agent" in headers:
        event["requestContext"]["http"]["userAgent"] = headers["user-agent"]
    if caller is not None:
        event["requestContext"]["authorizer"] = caller
    return Answer.of(handler(event, Context()))


def scoped(monkeypatch: pytest.MonkeyPatch, **environment: str) -> None:
    """Let the function run with another environment."""
    settings = ComplianceApiSettings.model_validate(ENVIRONMENT | environment)
    monkeypatch.setattr(bootstrap, "settings", lambda: settings)


ENVIRONMENT = {
    "CONFIG_COMPLIANCE_TABLE": TABLES.config_compliance,
    "EVENTS_TABLE": TABLES.events,
    "NOTIFICATIONS_TABLE": TABLES.notifications,
    "REPORTS_BUCKET": "reports",
    "LINK_KEY_ARN": "report-key",
    "CURSOR_SECRET_ARN": "arn:aws:secretsmanager:eu-central-1:111111111111:secret:key",
    "AGENT_ACCOUNTS": "222222222222,333333333333",
    "AGENT_REGIONS": "eu-central-1",
    "API_DOCS": "false",
    "API_JWT_ISSUER": "",
    "API_SCOPE_CLAIM": "",
    "API_SCOPE_ROLES": "{}",
    "RETENTION_DAYS": "90",
    "MOST_MUTE_DAYS": "90",
}


def serve(monkeypatch: pytest.MonkeyPatch, store: InMemoryComplianceStore, **services: Any) -> None:
    """Let the function answer from a store in memory, at one o'clock in its morning."""
    overview = InMemoryOverview(store)
    compliance = InMemoryComplianceQueries(store)
    members: dict[str, Any] = {
        "compliance": compliance,
        "history": InMemoryHistoryQueries(store),
        "violations": overview,
        "tellings": overview,
        "ends": overview,
        "snapshots": overview,
        "registry": overview,
        "totals": RollupTotals(compliance),
        "mutes": InMemoryMutes(),
        "open_violations": PooledOpenViolations(compliance, ThreadPoolExecutor(2)),
        "cursors": SignedCursors(lambda: b"k" * 64),
    }
    ready = bootstrap.Services(**members | services)
    settings = ComplianceApiSettings.model_validate(ENVIRONMENT)
    monkeypatch.setattr(bootstrap, "services", lambda: ready)
    monkeypatch.setattr(bootstrap, "settings", lambda: settings)
    monkeypatch.setattr(bootstrap, "now", lambda: at(60))
