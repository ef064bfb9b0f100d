"""The API under test: one request in, one answer out, over any services."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext

from lambdas.compliance_api import bootstrap
from lambdas.compliance_api.handler import handler
from shared.adapters.signed_cursors import SignedCursors
from tests.builders.http_events import Answer, Context, http_event
from tests.builders.observations import at
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_queries import InMemoryComplianceQueries, InMemoryHistoryQueries

type Ask = Callable[..., Answer]


def ask(path: str, query: str = "", method: str = "GET", body: str | None = None) -> Answer:
    """Return what the function answers to a request."""
    event = http_event(path, query, method, body)
    return Answer.of(handler(event, cast("LambdaContext", Context())))


def serve(monkeypatch: pytest.MonkeyPatch, store: InMemoryComplianceStore, **services: Any) -> None:
    """Let the function answer from a store in memory, at one o'clock in its morning."""
    members: dict[str, Any] = {
        "compliance": InMemoryComplianceQueries(store),
        "history": InMemoryHistoryQueries(store),
        "cursors": SignedCursors(lambda: b"k" * 64),
    }
    ready = bootstrap.Services(**members | services)
    monkeypatch.setattr(bootstrap, "services", lambda: ready)
    monkeypatch.setattr(bootstrap, "now", lambda: at(60))
