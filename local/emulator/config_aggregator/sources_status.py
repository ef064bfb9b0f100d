"""How far an aggregator has come with each of its sources.

Stands for: a source that failed or is outdated says so here, and nowhere else: the other answers
show what the aggregator last had of it.
"""

from local.emulator.calls import Properties
from local.emulator.config_aggregator.aggregators import sources_of
from local.emulator.config_aggregator.model import FAILED, Source
from local.emulator.config_aggregator.pages import Request, Walk

ERROR_CODE = "AccessDenied"  # the API reference lists none


def describe_configuration_aggregator_sources_status(request: Request) -> Properties:
    """Say of each source how far the aggregator has come with it."""
    wanted = request.get("UpdateStatus")
    walk = Walk(
        action="DescribeConfigurationAggregatorSourcesStatus",
        request=request,
        most=100,
        default=100,
    )
    rows = [
        ((source.account, source.region), _status(source))
        for source in sources_of(request)
        if not wanted or source.status in wanted
    ]
    return walk.page("AggregatedSourceStatusList", rows)


def _status(source: Source) -> Properties:
    status: Properties = {
        "SourceId": source.account,
        "SourceType": "ACCOUNT",
        "AwsRegion": source.region,
        "LastUpdateStatus": source.status,
        "LastUpdateTime": source.updated.timestamp(),
    }
    if source.status == FAILED:
        status["LastErrorCode"] = ERROR_CODE
        status["LastErrorMessage"] = source.error or "AWS Config could not read the source."
    return status
