"""What writing an export needs of the world."""

from dataclasses import dataclass
from datetime import timedelta

from shared.ports.asking import ComplianceQueries, HistoryQueries
from shared.ports.channel import Clock
from shared.ports.exporting import ExportFiles, Exports, ExportWorkers, RowFormats
from shared.ports.muting import MuteQueries

# Parts but the last must have 5 MiB at least (S3 user guide, multipart upload limits).
LEAST_PART_BYTES = 8 * 1024 * 1024
PAGE_ROWS = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportDesk:
    """The ports that an export goes through; parts have `least_part` bytes but for the last."""

    exports: Exports
    files: ExportFiles
    workers: ExportWorkers
    compliance: ComplianceQueries
    history: HistoryQueries
    mutes: MuteQueries
    formats: RowFormats
    clock: Clock
    least_part: int = LEAST_PART_BYTES
    page_rows: int = PAGE_ROWS
    # How long a worker is waited for that gives no sign of life.
    lease: timedelta = timedelta(minutes=2)
    renewed_every: timedelta = timedelta(seconds=20)
