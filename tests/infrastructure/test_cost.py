"""What it costs: the figures of docs/cost.md are those that its sources give."""

import pytest

from tests.infrastructure.synthesis import Template
from tools.cost.document import with_tables
from tools.cost.resources import Resources, resources_of
from tools.cost.sources import DOCUMENT, costs_of
from tools.cost.tables import tables


@pytest.fixture(scope="module")
def counted(templates: dict[str, Template]) -> Resources:
    return resources_of({name: template.body for name, template in templates.items()})


def test_the_document_has_what_the_script_computes(templates: dict[str, Template]) -> None:
    made = tables(costs_of({name: template.body for name, template in templates.items()}))
    text = DOCUMENT.read_text(encoding="utf-8")
    assert text == with_tables(text, made), "`make synth && python -m tools.cost --write`"


def test_resources_are_those_of_the_templates(
    counted: Resources, master: Template, agent: Template
) -> None:
    errors_and_runs, throttles_of_two = 3, 1
    more = errors_and_runs + throttles_of_two + 1  # of requests
    assert counted.watched == len(master.all("AWS::CloudWatch::Alarm")) + more
    assert counted.watched_by_an_agent == len(agent.all("AWS::CloudWatch::Alarm")) == 0
    assert counted.secrets == len(master.all("AWS::SecretsManager::Secret")) > 0
    assert counted.queues_polled == 1
    assert counted.tables_used >= len(master.all("AWS::DynamoDB::Table")) == 3


def test_every_function_that_is_measured_has_its_memory_and_every_schedule_its_runs(
    counted: Resources,
) -> None:
    assert counted.memory_mb["handle-config-events"] == 512
    assert counted.scheduled["notify-violations"] == pytest.approx(43_800)
    assert counted.scheduled["update-totals"] == pytest.approx(365 / 12)
    assert counted.memory_mb["reconcile"] == 1024
    assert counted.compared_hours == 24
