"""What rules say of a result is kept in no table where a deployment does not want it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from lambdas.handle_config_events import bootstrap
from shared.adapters.reconciled_messages import write_result
from tests.builders.events import changed, compliance_change
from tests.builders.observations import C, result
from tests.builders.recording import ENVIRONMENT, Recording, recording
from tests.builders.tables import TABLES, everything

NOTE = "open to 203.0.113.7, says Eve"


def told(status: str, minute: int, old: str | None) -> str:
    event: Any = changed(compliance_change(), "detail/newEvaluationResult/annotation", NOTE)
    event = json.loads(event)
    event["id"] = f"event-{minute}"
    new = event["detail"]["newEvaluationResult"]
    new |= {"complianceType": status, "resultRecordedTime": f"2026-11-20T10:{minute:02}:00.000Z"}
    event["detail"]["oldEvaluationResult"] = {**new, "complianceType": old} if old else None
    return json.dumps(event)


@pytest.fixture(params=["true", "false"])
def function(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Recording]:
    monkeypatch.setitem(ENVIRONMENT, "HISTORY_ANNOTATIONS", request.param)
    with recording(monkeypatch) as made:
        yield made


def test_annotations_are_in_states_history_and_outbox_only_where_they_are_kept(
    function: Recording,
) -> None:
    keeping = bootstrap.settings().history_annotations
    opened, over = told("NON_COMPLIANT", 1, None), told("COMPLIANT", 2, "NON_COMPLIANT")
    found = write_result(result(4, C, annotation=NOTE), "missed_change")
    assert function.deliver(opened, over, told("NON_COMPLIANT", 3, "COMPLIANT"), found) == []
    for table in (TABLES.config_compliance, TABLES.events, TABLES.notifications):
        stored = everything(function.tables, table)
        assert stored
        assert (NOTE in json.dumps(stored, default=str)) is keeping
    assert function.letters() == []
