"""Writes the export that it is asked for, or looks after those that nobody works on."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from lambdas.write_exports import bootstrap
from lambdas.write_exports.telling import tell
from shared.observability import logger, masks_errors
from shared.ports.exporting import ExportHeldError, ExportLostError
from shared.usecases.ask_for_export import look_after_exports
from shared.usecases.write_export import write_export

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

# Kept for what is under way when the time is nearly over: a page, a part, and remembering it.
RESERVE = timedelta(seconds=60)


@masks_errors
@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    """Take {"id": "..."}, or {} from the schedule; return how far it is, or what was taken up.

    Raises:
        StoreUnavailableError: something was not read or written; Lambda tries again.
        StoreRefusedError: as above.

    """
    desk = bootstrap.desk(context.function_name)
    if "id" not in event:
        return {"taken_up": look_after_exports(desk.clock.now(), desk.exports, desk.workers)}
    left = timedelta(milliseconds=context.get_remaining_time_in_millis())
    try:
        export = write_export(str(event["id"]), desk.clock.now() + left - RESERVE, desk)
    except (ExportHeldError, ExportLostError) as error:
        logger.info("another worker has the export", extra={"why": str(error)})
        return {"id": event["id"], "status": None}
    return tell(str(event["id"]), export)
