"""NotifyViolations looks tags and units up where they are kept."""

import pytest

from lambdas.notify_violations import bootstrap, routing
from shared.adapters.config_resource_tags import ConfigResourceTags
from shared.adapters.dynamodb_account_units import DynamoDbAccountUnits
from shared.adapters.dynamodb_registry import Registry
from shared.domain.observations import PlaceKey
from tests.builders.tables import TABLES, mocked_tables
from tests.fakes.clock import NOW
from tests.integration.test_notify_violations import ENVIRONMENT

ONE = "222222222222"


def test_units_are_read_from_the_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    bootstrap.settings.cache_clear()
    routing.routing_desk.cache_clear()
    with mocked_tables() as client:
        Registry(client, TABLES.config_compliance).register(
            PlaceKey(ONE, "eu-central-1"), NOW, spoke=True
        )
        DynamoDbAccountUnits(client, TABLES.config_compliance).keep(ONE, ("ou-1", "Prod"))
        desk = routing.routing_desk()
        assert desk.units.of([ONE]) == {ONE: ("ou-1", "Prod")}
        assert isinstance(desk.tags, ConfigResourceTags)
    bootstrap.settings.cache_clear()
    routing.routing_desk.cache_clear()
