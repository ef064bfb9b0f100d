"""NotifyViolations looks tags and units up where they are kept."""

from collections.abc import Iterator

import pytest

from lambdas.notify_violations import bootstrap, routing
from shared.adapters.config_resource_tags import ConfigResourceTags
from shared.adapters.dynamodb_account_units import DynamoDbAccountUnits
from shared.adapters.dynamodb_registry import Registry
from shared.adapters.stated_units import StatedUnits
from shared.domain.observations import PlaceKey
from shared.domain.routing import default_routing, write_routing
from shared.domain.routing.document import MEMBER as ROUTING
from tests.builders.tables import TABLES, mocked_tables
from tests.fakes.clock import NOW
from tests.integration.test_notify_violations import ENVIRONMENT

ONE, OTHER = "222222222222", "333333333333"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    bootstrap.settings.cache_clear()
    routing.routing_desk.cache_clear()
    yield
    bootstrap.settings.cache_clear()
    routing.routing_desk.cache_clear()


def test_units_are_read_from_the_registry() -> None:
    with mocked_tables() as client:
        Registry(client, TABLES.config_compliance).register(
            PlaceKey(ONE, "eu-central-1"), NOW, spoke=True
        )
        DynamoDbAccountUnits(client, TABLES.config_compliance).keep(ONE, ("ou-1", "Prod"))
        desk = routing.routing_desk()
        assert desk.units.of([ONE]) == {ONE: ("ou-1", "Prod")}
        assert isinstance(desk.tags, ConfigResourceTags)


def test_units_that_the_settings_state_are_read_from_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stated = {"Workloads/Production": (ONE,), "production": (ONE, OTHER), "Sandbox": ()}
    document = write_routing(default_routing(), units=stated)
    monkeypatch.setattr(routing, "deployment", lambda: {ROUTING: document})
    found = routing.routing_desk().units.of([ONE, OTHER, "444444444444"])
    assert found == {
        ONE: ("Workloads/Production", "production"),
        OTHER: ("production",),
        "444444444444": (),
    }


def test_a_table_without_units_is_one() -> None:
    assert StatedUnits({}).of([ONE]) == {ONE: ()}
