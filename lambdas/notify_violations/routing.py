"""Where what routes ask for is looked up; made only where a route asks for it."""

from functools import cache

import boto3
from botocore.config import Config

from lambdas.notify_violations import bootstrap
from shared.adapters.config_resource_tags import ConfigResourceTags
from shared.adapters.dynamodb_account_units import DynamoDbOrganisationalUnits
from shared.adapters.stated_units import StatedUnits
from shared.adapters.system_clock import SystemClock
from shared.deployment import deployment
from shared.domain.routing import read_units
from shared.domain.routing.document import MEMBER as ROUTING
from shared.ports.routing import OrganisationalUnits
from shared.usecases.route_violations import RoutingDesk

# Telling does not wait long for tags: what is not answered is unknown.
_CONFIG = Config(
    connect_timeout=2, read_timeout=4, retries={"mode": "standard", "total_max_attempts": 3}
)
_DYNAMODB = Config(connect_timeout=2, read_timeout=4)


@cache
def routing_desk() -> RoutingDesk:
    """Return the aggregator, for tags, and what knows the organisational units."""
    told = bootstrap.settings()
    return RoutingDesk(
        tags=ConfigResourceTags(
            boto3.client("config", config=_CONFIG), told.config_aggregator_name
        ),
        units=_units(told.config_compliance_table),
    )


def _units(table: str) -> OrganisationalUnits:
    """Return the table of the settings where there is one, else the registry."""
    if (stated := read_units(deployment().get(ROUTING))) is not None:
        return StatedUnits(stated)
    dynamodb = boto3.client("dynamodb", config=_DYNAMODB)
    return DynamoDbOrganisationalUnits(dynamodb, table, SystemClock())
