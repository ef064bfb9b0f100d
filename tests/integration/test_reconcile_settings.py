"""What the function may be asked, and what it has to be told."""

from typing import Any

import pytest
from pydantic import ValidationError

from lambdas.reconcile.handler import handler
from lambdas.reconcile.requests import BadRequestError
from lambdas.reconcile.settings import ReconcileSettings
from tests.builders.lambda_context import FakeContext
from tests.builders.reconciling import ENVIRONMENT, ONE


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ({"accounts": [ONE]}, 'go with "force": true'),
        ({"force": "yes"}, "force: Input should be a valid boolean"),
        ({"force": True, "accounts": ["12"]}, "accounts.0: String should match"),
        ({"forced": True}, r'forced: Extra inputs .* An event is \{\}, or \{"force": true\}'),
    ],
)
def test_an_event_that_asks_for_what_there_is_not_is_told_what_there_is(
    event: dict[str, Any], said: str
) -> None:
    with pytest.raises(BadRequestError, match=said):
        handler(event, FakeContext())


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in ENVIRONMENT
        if name not in {"AGENT_ACCOUNTS", "ORGANISATION_ID", "RETENTION_DAYS"}
    ],
)
def test_a_setting_that_is_missing_is_named(name: str) -> None:
    with pytest.raises(ValidationError, match=name):
        ReconcileSettings.model_validate({**ENVIRONMENT, name: ""})
