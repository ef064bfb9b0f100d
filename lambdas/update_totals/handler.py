"""Adds what changed in places to the sums of the organisation; once a day compares the two."""

import random
from typing import TYPE_CHECKING, Any

from lambdas.update_totals import bootstrap
from shared import measuring
from shared.adapters.dynamodb_stream_changes import changes_of
from shared.observability import logger, masks_errors
from shared.usecases.update_totals import mend_totals, update_totals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aws_lambda_powertools.utilities.typing import LambdaContext

# Kept for the place under way when the time is nearly over.
RESERVE_MILLISECONDS = 30_000


@masks_errors
@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, int]:
    """Take a batch of the stream, or anything else to compare; return what was counted.

    Raises:
        StoreUnavailableError: not all is added; the batch comes again, and adds nothing twice.

    """
    if "Records" in event:
        return _add(event["Records"])
    return _compare(context)


def _add(records: "list[Mapping[str, Any]]") -> dict[str, int]:
    changes = changes_of(records, _misread)
    update_totals(changes, bootstrap.store(), bootstrap.pause)
    return {"changes": len(changes)}


def _compare(context: "LambdaContext") -> dict[str, int]:
    """Compare places in any order, so that what one run has no time for comes in another."""
    store = bootstrap.store()
    places = list(store.places())
    random.shuffle(places)
    looked_at, mended = mend_totals(
        places,
        store,
        bootstrap.pause,
        lambda: context.get_remaining_time_in_millis() > RESERVE_MILLISECONDS,
    )
    counts = {"places": len(places), "compared": looked_at, "mended": mended}
    measuring.count({"PlacesMended": mended})
    measuring.flush()
    logger.info("places were compared with the sums", extra=counts)
    return counts


def _misread(record: "Mapping[str, Any]") -> None:
    logger.error("a record of the stream was not understood", extra={"keys": _keys(record)})


def _keys(record: "Mapping[str, Any]") -> object:
    told = record.get("dynamodb")
    return told.get("Keys") if isinstance(told, dict) else None
