"""What an invocation leaves in metrics, logs and its answer."""

from typing import Any

from aws_lambda_powertools.metrics import MetricUnit

from shared.domain.exports import Export, ExportStatus
from shared.observability import logger, metrics


def tell(export_id: str, export: Export | None) -> dict[str, Any]:
    """Log how far an export is and count one that is over; return the same for whoever asked."""
    if export is None:
        logger.warning("there is no such export, or none any more", extra={"export": export_id})
        return {"id": export_id, "status": None}
    said = {"id": export_id, "status": export.status.value, "rows": export.rows}
    logger.info("an export was worked on", extra=said | {"reason": export.reason})
    if export.is_over:
        whole = export.status is ExportStatus.COMPLETE
        metrics.add_metric(name="ExportsComplete", unit=MetricUnit.Count, value=int(whole))
        metrics.add_metric(name="ExportsIncomplete", unit=MetricUnit.Count, value=int(not whole))
        metrics.flush_metrics()
    return said
