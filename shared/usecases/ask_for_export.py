"""Take an order for an export, and see to it that somebody works on each."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from shared.domain.exports import LONGEST, Export, Wanted
from shared.domain.filters import Window
from shared.ports.errors import StoreUnavailableError
from shared.ports.exporting import Exports, ExportWorkers

MOST_UNDER_WAY = 20  # of those who see the same accounts: nobody else has to wait for them
# A worker that failed is started again within three minutes (Lambda developer guide, asynchronous
# invocation); one that is left for longer than this was not.
LEFT_AFTER = timedelta(minutes=5)


class TooManyExportsError(Exception):
    """So many exports are under way that another has to wait."""


def ask_for_export(
    wanted: Wanted, now: datetime, exports: Exports, workers: ExportWorkers
) -> Export:
    """Keep a new export and have somebody work on it.

    What happens later than now is not in it, so that it has an end.

    Raises:
        TooManyExportsError: others have to be over first.
        StoreUnavailableError: it could not be kept now.

    """
    others = exports.under_way(now - LONGEST, now)
    if sum(each.wanted.accounts == wanted.accounts for each, _ in others) >= MOST_UNDER_WAY:
        raise TooManyExportsError
    end = min(wanted.window.end or now, now)
    wanted = replace(wanted, window=Window(start=wanted.window.start, end=end))
    export = Export(id=uuid4().hex, wanted=wanted, created=now, heard=now)
    exports.add(export)
    with suppress(StoreUnavailableError):  # it is kept: whoever looks after exports will see it
        workers.start(export.id)
    return export


def look_after_exports(now: datetime, exports: Exports, workers: ExportWorkers) -> list[str]:
    """Have somebody go on with each export that was left; return which these are.

    Raises:
        StoreUnavailableError: they could not be read, or nobody could be asked.

    """
    # What is too old is taken up once more, to be ended with what is there.
    since = now - LONGEST - timedelta(hours=1)
    under_way = exports.under_way(since, now)
    left = [export.id for export, until in under_way if until + LEFT_AFTER <= now]
    for export_id in left:
        workers.start(export_id)
    return left
