"""What the command does; it returns the exit status."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from shared.adapters.dynamodb_reconciliation import DynamoDbReconciliations
from shared.adapters.reconcile_json import read_report
from shared.domain.reconciliation import ReconcileReport
from shared.ports.errors import StoreUnavailableError
from tools import targets
from tools.reconcile import report
from tools.reconcile.invoking import until_finished

COMPARED, LEFT_ALONE = 0, 1


def run(given: argparse.Namespace) -> int:
    """Compare until all is compared and say what was found.

    Raises:
        targets.TargetError: there is no such deployment, or the function fails.

    """
    target = targets.find(given)
    runs, accounts = _runs(target), tuple(sorted(set(given.account)))
    request = {
        "force": True,
        "accounts": list(accounts),
        "confirm_closing": given.confirm_closing,
    }
    with _watching(runs, accounts) as look:
        found = read_report(until_finished(target, request, look))
    report.show(found, as_json=given.json)
    return _exit_status(found)


def status(given: argparse.Namespace) -> int:
    """Say what the last complete run found, and how far the one is that is under way.

    Raises:
        targets.TargetError: there is no such deployment.
        StoreUnavailableError: the table cannot be read.

    """
    runs = _runs(targets.find(given))
    last, under_way = runs.last(), runs.under_way(tuple(sorted(set(given.account))))
    report.show_status(last, under_way, as_json=given.json)
    return _exit_status(last) if last else LEFT_ALONE


def _runs(target: targets.Target) -> DynamoDbReconciliations:
    return DynamoDbReconciliations(target.client("dynamodb"), target.tables["config_compliance"])


def _exit_status(found: ReconcileReport) -> int:
    return LEFT_ALONE if found.left_alone else COMPARED


@contextmanager
def _watching(
    runs: DynamoDbReconciliations, accounts: tuple[str, ...]
) -> Iterator[Callable[[], None]]:
    """Show a bar on a terminal, and yield what brings it up to date."""
    console = report.console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(
        *columns,
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task("Comparing places ...", total=None)

        def look() -> None:
            with suppress(StoreUnavailableError):  # it is compared whether it can be seen or not
                if under_way := runs.under_way(accounts):
                    bar.update(task, completed=under_way[0].done, total=under_way[0].of or None)

        yield look
