"""Queries in AWS Config's SQL (developer guide, "Query components").

It has no parameters, so that what is put into a query must be free of quotes.
"""

import re
from collections.abc import Iterable, Iterator

from shared.domain.observations import PlaceKey

# SelectAggregateResourceConfig: the longest expression, and the results of one page.
LONGEST_QUERY, ON_A_PAGE = 4096, 100
_QUOTABLE = re.compile(r"[^'\\\x00-\x1f\x7f]{1,768}")
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


def tag_queries(account: str, resource_type: str, resource_ids: Iterable[str]) -> Iterator[str]:
    """Yield queries for the tags of resources of one type in one account, in all of its regions.

    Resources that cannot be put into a query are left out.
    """
    if not _PLAIN.fullmatch(resource_type):
        return
    begin = (
        "SELECT accountId, awsRegion, resourceType, resourceId, tags"
        f" WHERE accountId = '{account}' AND resourceType = '{resource_type}' AND resourceId IN ("
    )
    listed: list[str] = []
    for name in dict.fromkeys(filter(_QUOTABLE.fullmatch, resource_ids)):
        too_long = len(begin) + sum(len(each) + 2 for each in listed) + len(name) + 3
        if listed and (len(listed) == ON_A_PAGE or too_long > LONGEST_QUERY):
            yield f"{begin}{', '.join(listed)})"
            listed = []
        listed.append(f"'{name}'")
    if listed:
        yield f"{begin}{', '.join(listed)})"
