"""Going through the places of a deployment, one after the other."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from shared.adapters.dynamodb_accounts import places
from shared.adapters.dynamodb_compliance_records import DynamoDbComplianceRecords
from shared.adapters.dynamodb_ranges import RangeReader
from shared.adapters.dynamodb_totals_store import DynamoDbTotalsStore
from shared.adapters.system_clock import SystemClock
from shared.domain.comparison import Comparison
from shared.domain.filters import Filters
from shared.domain.observations import PlaceKey
from shared.usecases.rebuild import compare_sums, rebuild_place
from tools import targets
from tools.rebuild import report

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient
    from mypy_boto3_lambda.client import LambdaClient

EQUAL, DIFFERENT = 0, 1


def run(given: argparse.Namespace) -> int:
    """Compare, say what came of it, and return the exit status.

    Raises:
        targets.TargetError: there is nothing to look at, or it may not be looked at.
        StoreUnavailableError: the tables cannot be read.

    """
    target = targets.find(given)
    retention = timedelta(days=given.days or _retention_days(target))
    client: DynamoDBClient = target.client("dynamodb")
    looked_at = _places(client, target, given)
    records = DynamoDbComplianceRecords(
        client, target.tables["config_compliance"], target.tables["events"]
    )
    sums = DynamoDbTotalsStore(client, target.tables["config_compliance"], retention)
    found, clock = Comparison(), SystemClock()
    for place in _shown(looked_at, quiet=given.json):
        found += rebuild_place(place, records, retention, clock)
        found += compare_sums(place, sums, clock)
    if given.json:
        print(report.as_json(found, len(looked_at)))
    else:
        report.show(found, len(looked_at))
    return EQUAL if found.is_equal else DIFFERENT


def _places(
    client: "DynamoDBClient", target: targets.Target, given: argparse.Namespace
) -> list[PlaceKey]:
    reader = RangeReader(client, target.tables["config_compliance"])
    known = places(reader, Filters(account=given.account))
    wanted = [
        PlaceKey(place.account, place.region)
        for place in known
        if given.region in {None, place.region}
    ]
    if not wanted and (given.account or given.region):
        what = " in ".join(filter(None, [given.account, given.region]))
        raise targets.TargetError(f"{target.name} knows nothing of {what}.")
    return wanted


def _retention_days(target: targets.Target) -> int:
    """Return for how long history is kept, as the function that writes it is told."""
    client: LambdaClient = target.client("lambda")
    with targets.target_errors(f"{target.name}, how long history is kept (or give --days)"):
        name = target.functions["handle_config_events"]
        answer = client.get_function_configuration(FunctionName=name)
    return int(answer["Environment"]["Variables"]["RETENTION_DAYS"])


def _shown(looked_at: Sequence[PlaceKey], *, quiet: bool) -> Iterator[PlaceKey]:
    """Yield the places and show how far it is; on a terminal only."""
    console = report.console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    hidden = quiet or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as bar:
        task = bar.add_task("Rebuilding", total=len(looked_at))
        for place in looked_at:
            bar.update(task, description=f"{place.account} {place.region}")
            yield place
            bar.advance(task)
