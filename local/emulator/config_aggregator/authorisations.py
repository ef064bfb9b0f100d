"""Accounts that may aggregate this one: kept and told of, and not asked for when aggregating."""

import time

from ministack.core.responses import AccountRegionScopedDict

from local.emulator.calls import Properties
from local.emulator.config_aggregator.aggregators import MOST, arn
from local.emulator.config_aggregator.pages import RefusedError, Request, Walk

AUTHORISATIONS = AccountRegionScopedDict()


def put_aggregation_authorization(request: Request) -> Properties:
    """Let another account aggregate this one; repeating it changes nothing."""
    account, region = request.get("AuthorizedAccountId"), request.get("AuthorizedAwsRegion")
    if not account or not region:
        message = "AuthorizedAccountId and AuthorizedAwsRegion are required."
        raise RefusedError("InvalidParameterValueException", message)
    authorisation = {
        "AggregationAuthorizationArn": arn(f"aggregation-authorization/{account}/{region}"),
        "AuthorizedAccountId": account,
        "AuthorizedAwsRegion": region,
        "CreationTime": time.time(),
    }
    return {
        "AggregationAuthorization": AUTHORISATIONS.setdefault(f"{account}/{region}", authorisation)
    }


def describe_aggregation_authorizations(request: Request) -> Properties:
    """Return whom this account lets aggregate it."""
    walk = Walk(
        action="DescribeAggregationAuthorizations",
        request=request,
        most=MOST,
        default=MOST,
    )
    rows = [((key,), found) for key, found in sorted(AUTHORISATIONS.items())]
    return walk.page("AggregationAuthorizations", rows)


def delete_aggregation_authorization(request: Request) -> Properties:
    """No longer let another account aggregate this one."""
    AUTHORISATIONS.pop(
        f"{request.get('AuthorizedAccountId')}/{request.get('AuthorizedAwsRegion')}", None
    )
    return {}
