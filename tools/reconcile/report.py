"""What a run found, for a person and for a program."""

import json
from collections.abc import Iterator
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shared.adapters.reconcile_json import write_report
from shared.domain.reconcile_run import Run
from shared.domain.reconciliation import Cause, ReconcileReport

# Where nobody looks (a file, a log), the lines of a table need not be short.
WIDTH = 120
MEANINGS = {
    Cause.MISSED_CHANGE: "results had changed",
    Cause.MISSED_FIRST_RESULT: "results were there that nothing was known of",
    Cause.RESOURCE_GONE: "resources were gone",
    Cause.RULE_GONE: "rules were gone",
    Cause.RESULT_GONE: "results were gone whose rule and resource are there",
    Cause.ACCOUNT_GONE: "accounts were gone (AWS tells of that by no event)",
}


def console(*, stderr: bool = False) -> Console:
    """Return where is written to."""
    made = Console(stderr=stderr, highlight=False)
    if not made.is_terminal:
        made.width = WIDTH
    return made


def show(found: ReconcileReport, *, as_json: bool) -> None:
    """Print what a run found."""
    if as_json:
        print(json.dumps(write_report(found), indent=2))
        return
    out = console()
    out.print(_causes(found))
    if found.unknown:
        out.print(_left_alone(found))
    for line in _lines(found):
        out.print(line, markup=False, soft_wrap=True)


def show_status(
    last: ReconcileReport | None, under_way: tuple[Run, datetime] | None, *, as_json: bool
) -> None:
    """Print the last report and how far the next one is."""
    if as_json:
        document = {"last": last and write_report(last), "under_way": _under_way(under_way)}
        print(json.dumps(document, indent=2))
        return
    if last:
        show(last, as_json=False)
    else:
        print("No run has finished yet.")
    if under_way:
        run, until = under_way
        print(
            f"A run is under way since {_moment(run.started)}: {run.done:,} of {run.of:,} places"
            f" are done. Nobody continues it before {_moment(until)}."
        )


def _under_way(under_way: tuple[Run, datetime] | None) -> dict[str, object] | None:
    if under_way is None:
        return None
    run, until = under_way
    moments = {"started": _moment(run.started), "busy_until": _moment(until)}
    return {"run": run.run, "done": run.done, "places": run.of, **moments}


def _causes(found: ReconcileReport) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("found", justify="right")
    table.add_column("what no event told of")
    for cause, meaning in MEANINGS.items():
        table.add_row(f"{found.found.get(cause, 0):,}", meaning)
    return table


def _left_alone(found: ReconcileReport) -> Table:
    caption = f"and {found.unknown_more:,} more" if found.unknown_more else None
    table = Table(box=None, pad_edge=False, caption=caption)
    for name in ("left alone", "region", "status", "since", "reason"):
        table.add_column(name, overflow="fold", no_wrap=name != "reason")
    for each in found.unknown:
        since = _moment(each.since) if each.since else "-"
        cells = each.account, each.region, each.status, since, each.reason
        table.add_row(*(Text(_printable(cell)) for cell in cells))
    return table


def _lines(found: ReconcileReport) -> Iterator[str]:
    yield (
        f"{_number(found.compared, 'state')} in {_number(found.places, 'place')} compared by"
        f" {_moment(found.finished)}: {_missed(found)}"
    )
    if found.backfilled:
        yield (
            f"{_number(found.backfilled, 'result')} from before the watch of an account began"
            " recorded, without alerts."
        )
    if found.closed:
        yield f"{_number(found.closed, 'state')} closed."
    if found.postponed:
        yield f"{_number(found.postponed, 'state')} not listed by AWS Config, left as they are."
    if found.held_back:
        yield (
            f"{_number(found.held_back, 'place')} where too much is gone to be believed: look at"
            " the settings and the aggregator. If it is true, run this with --confirm-closing."
        )


def _missed(found: ReconcileReport) -> str:
    if not found.missed:
        return "no event missed."
    return f"{_number(found.missed, 'event')} missed ({found.miss_rate} %)."


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _printable(text: str) -> str:
    """Return a text without what would steer a terminal: reasons are AWS's."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
