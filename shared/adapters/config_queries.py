"""Queries in AWS Config's SQL (developer guide, "Query components").

It has no parameters, so that what is put into a query must be free of quotes.
"""

import re

from shared.domain.observations import PlaceKey

_PLAIN = re.compile(r"[A-Za-z0-9:_-]{1,256}", re.ASCII)


def overview_query(place: PlaceKey) -> str:
    """Return the query for what AWS Config records of its own results in a place."""
    members = "targetResourceId", "targetResourceType", "configRuleList"
    selected = ", ".join(f"configuration.{member}" for member in members)
    return (
        f"SELECT resourceId, accountId, awsRegion, {selected}"
        " WHERE resourceType = 'AWS::Config::ResourceCompliance'"
        f" AND accountId = '{place.account}' AND awsRegion = '{place.region}'"
    )


def inventory_query(place: PlaceKey, resource_type: str) -> str | None:
    """Return the query for the resources of a type; None where no resource can be of it.

    Global resources (IAM) have no region there: the answer is narrowed down by its reader.
    """
    if not _PLAIN.fullmatch(resource_type):
        return None
    return (
        "SELECT resourceId, accountId, awsRegion"
        f" WHERE resourceType = '{resource_type}' AND accountId = '{place.account}'"
    )
