"""Aggregators, and which sources each of them has.

Stands for: an aggregator has the regions of the accounts that it lists, or of every account of the
organisation; a source outside of that is shown nowhere. An update keeps the ARN.
"""

import re
import time
import uuid

from ministack.core.responses import AccountRegionScopedDict, get_account_id, get_region

from local.emulator.calls import Properties
from local.emulator.config_aggregator.knowledge import knowledge
from local.emulator.config_aggregator.model import Source
from local.emulator.config_aggregator.pages import RefusedError, Request, Walk

NAME = re.compile(r"[\w-]{1,256}")
AGGREGATORS = AccountRegionScopedDict()
MOST = 100
SETTINGS = ("AccountAggregationSources", "OrganizationAggregationSource")


def put_configuration_aggregator(request: Request) -> Properties:
    """Create an aggregator, or replace what it aggregates."""
    name = str(request.get("ConfigurationAggregatorName", ""))
    settings = {key: request[key] for key in SETTINGS if request.get(key)}
    if why := _wrong(name, settings):
        raise RefusedError("InvalidParameterValueException", why)
    now = time.time()
    new_id = f"config-aggregator-{uuid.uuid4().hex[:8]}"
    known = AGGREGATORS.get(name) or {
        "ConfigurationAggregatorName": name,
        "ConfigurationAggregatorArn": arn(f"config-aggregator/{new_id}"),
        "CreationTime": now,
    }
    kept = {key: value for key, value in known.items() if key not in SETTINGS}
    AGGREGATORS[name] = {**kept, **settings, "LastUpdatedTime": now}
    return {"ConfigurationAggregator": AGGREGATORS[name]}


def describe_configuration_aggregators(request: Request) -> Properties:
    """Return the aggregators that are named, or all."""
    names = request.get("ConfigurationAggregatorNames") or AGGREGATORS.keys()
    walk = Walk(
        action="DescribeConfigurationAggregators",
        request=request,
        most=MOST,
        default=MOST,
    )
    rows = [((name,), aggregator(name)) for name in sorted(names)]
    return walk.page("ConfigurationAggregators", rows)


def delete_configuration_aggregator(request: Request) -> Properties:
    """Delete an aggregator, and with it what it would show."""
    aggregator(request.get("ConfigurationAggregatorName"))
    AGGREGATORS.pop(request["ConfigurationAggregatorName"])
    return {}


def aggregator(name: object) -> Properties:
    """Return an aggregator of this account and region, which must exist."""
    found: Properties | None = AGGREGATORS.get(name)
    if found is None:
        message = f"The configuration aggregator does not exist: {name}"
        raise RefusedError("NoSuchConfigurationAggregatorException", message)
    return found


def sources_of(request: Request) -> list[Source]:
    """Return the sources of the aggregator that a request names, by account and region."""
    settings = aggregator(request.get("ConfigurationAggregatorName"))
    with knowledge() as model:
        return [source for source in model.sources() if _has(settings, source)]


def _has(settings: Properties, source: Source) -> bool:
    organisation = settings.get("OrganizationAggregationSource")
    if organisation:
        return _has_region(organisation, source)
    return any(
        source.account in listed["AccountIds"] and _has_region(listed, source)
        for listed in settings["AccountAggregationSources"]
    )


def _has_region(settings: Properties, source: Source) -> bool:
    return bool(settings.get("AllAwsRegions")) or source.region in settings.get("AwsRegions", [])


def _wrong(name: str, settings: Properties) -> str | None:
    if not NAME.fullmatch(name):
        return "ConfigurationAggregatorName is 1 to 256 letters, digits, _ and -."
    if len(settings) != 1:
        return f"Exactly one of {' and '.join(SETTINGS)} is needed."
    [sources] = settings.values()
    for each in sources if isinstance(sources, list) else [sources]:
        if bool(each.get("AllAwsRegions")) == bool(each.get("AwsRegions")):
            return "Either AllAwsRegions or AwsRegions is needed."
        if not each.get("AccountIds") and not each.get("RoleArn"):
            return "AccountIds or, for an organization, RoleArn is needed."
    return None


def arn(resource: str) -> str:
    """Return the ARN of a resource of AWS Config in this account and region."""
    return f"arn:aws:config:{get_region()}:{get_account_id()}:{resource}"
