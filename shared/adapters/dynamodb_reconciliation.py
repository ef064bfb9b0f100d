"""The run of Reconcile that is under way, and the last report, in the ConfigCompliance table."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shared.adapters.dynamodb_items import Item, expiry, is_expired, marshal, text
from shared.adapters.dynamodb_keys import digest
from shared.adapters.dynamodb_lease import PARTITION, Lease, held_until
from shared.adapters.dynamodb_ranges import Range, RangeReader
from shared.adapters.reconcile_json import read_report, read_run, write_report, write_run
from shared.domain.filters import Window
from shared.domain.reconcile_run import Run
from shared.domain.reconciled import REPORTS_KEPT
from shared.domain.reconciliation import ReconcileReport
from shared.domain.times import sortable
from shared.ports.errors import StoreUnavailableError
from shared.ports.reconciling import RunUnderWayError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

LAST, DONE, ENROLMENT = "last", "done#", "run#enrolment"
# A run of some accounts that was given up is begun anew after this, not continued.
FORGOTTEN_AFTER = timedelta(hours=6)
_LOST = "another invocation has taken the run over"


class DynamoDbReconciliations:
    """Implements Reconciliations; a run is one text in an item that its invocation holds."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._lease = Lease(client, table)
        self._reader = RangeReader(client, table)

    def take(self, accounts: Sequence[str], now: datetime, until: datetime) -> Run | None:
        """Return the run that nobody works on; see the port."""
        return self._take(_sort_key(accounts), now, until)

    def take_enrolment(self, now: datetime, until: datetime) -> Run | None:
        """Return the run that enrols accounts; see the port."""
        return self._take(ENROLMENT, now, until)

    def _take(self, sort_key: str, now: datetime, until: datetime) -> Run | None:
        item = self._lease.item(sort_key)
        if item is None or is_expired(item, now):
            return None
        if held_until(item) > now:
            raise RunUnderWayError(held_until(item))
        run = _run(item)
        run.tries += 1
        self._lease.take(_item(run), item, now, until)
        return run

    def begin(self, run: Run, now: datetime, until: datetime) -> None:
        """Keep a new run; see the port."""
        self._lease.take(_item(run), None, now, until)

    def keep(self, run: Run) -> None:
        """Keep how far the run is; see the port."""
        if not self._lease.change(_key_of(run), "so_far", _so_far(run)):
            raise StoreUnavailableError(_LOST)

    def release(self, run: Run, now: datetime) -> None:
        """Let others continue the run; one that is over, or somebody else's, stays as it is."""
        self._lease.change(_key_of(run), "lease_until", sortable(now))

    def finish(self, run: Run, report: ReconcileReport) -> None:
        """Forget the run and keep its report; see the port."""
        written = json.dumps(write_report(report))
        ends = expiry(report.finished, REPORTS_KEPT)
        done = marshal(sk=_done_key(report), report=written, expires_at=ends)
        last = [] if run.accounts else [marshal(sk=LAST, report=written)]
        if not self._lease.give_up(_key_of(run), done, *last):
            raise StoreUnavailableError(_LOST)

    def last(self) -> ReconcileReport | None:
        """Return the report of the last complete run."""
        item = self._lease.item(LAST)
        return read_report(json.loads(text(item, "report"))) if item else None

    def finished(self, during: Window) -> Sequence[ReconcileReport]:
        """Return the reports of runs, the oldest first; see the port."""
        lowest = DONE + (sortable(during.start) if during.start else "")
        # One character short: what finished at the end is outside.
        highest = DONE + (sortable(during.end)[:-1] if during.end else "~")
        kept = self._reader.items(Range(pk=PARTITION, lowest=lowest, highest=highest))
        return [read_report(json.loads(text(item, "report"))) for item in kept]

    def under_way(self, accounts: Sequence[str] = ()) -> tuple[Run, datetime] | None:
        """Return the run that is not finished, and until when somebody has it."""
        item = self._lease.item(_sort_key(accounts))
        return (_run(item), held_until(item)) if item else None


def _sort_key(accounts: Sequence[str]) -> str:
    return f"run#{digest(*sorted(accounts))}" if accounts else "run"


def _key_of(run: Run) -> str:
    return ENROLMENT if run.enrols else _sort_key(run.accounts)


def _done_key(report: ReconcileReport) -> str:
    return f"{DONE}{sortable(report.finished)}#{report.run}"


def _item(run: Run) -> Item:
    forgotten = expiry(run.started, FORGOTTEN_AFTER) if run.accounts else None
    return marshal(sk=_key_of(run), so_far=_so_far(run), expires_at=forgotten)


def _so_far(run: Run) -> str:
    return json.dumps(write_run(run))


def _run(item: Item) -> Run:
    return read_run(json.loads(text(item, "so_far")))
