"""What exports need."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from shared.domain.export_rows import Row
from shared.domain.exports import Export, ExportFormat
from shared.domain.pages import Page, Position


class ExportHeldError(Exception):
    """Another worker has the export, at the latest `until` then."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"another worker has the export, until {until.isoformat()} at the latest")
        self.until = until


class ExportLostError(Exception):
    """Another worker has taken the export over: this one must not touch it any more."""


class FileLostError(Exception):
    """What was written of a file is not there any more, or not as it was written."""


class Exports(Protocol):
    """The exports of the last days. Every method may raise StoreUnavailableError."""

    def add(self, export: Export) -> None:
        """Keep a new export, which nobody has yet."""
        ...

    def get(self, export_id: str, now: datetime) -> Export | None:
        """Return an export, or None where there is no such one, or none any more."""
        ...

    def take(self, export_id: str, now: datetime, until: datetime) -> Export | None:
        """Return an export, which is the caller's until then unless it is over; or None.

        Raises:
            ExportHeldError: somebody else has it.

        """
        ...

    def keep(self, export: Export, until: datetime) -> None:
        """Keep how far the export is; it is the caller's until then.

        Raises:
            ExportLostError: it is not the caller's any more.

        """
        ...

    def listed(self, limit: int, after: Position | None, now: datetime) -> Page[Export]:
        """Return up to `limit` exports after a position, newest first; a page may be short."""
        ...

    def under_way(self, since: datetime, now: datetime) -> Iterable[tuple[Export, datetime]]:
        """Yield the exports created since then that are not over, and until when each is held."""
        ...


class ExportFiles(Protocol):
    """Where the files go. Every method may raise StoreUnavailableError and StoreRefusedError."""

    def begin(self, file: str, wanted: ExportFormat) -> str:
        """Return the name of a new upload of the file, in parts."""
        ...

    def part(self, file: str, upload: str, number: int, content: bytes) -> str:
        """Store a part (the first is 1), in place of an earlier one; return its name.

        Raises:
            FileLostError: there is no such upload any more.

        """
        ...

    def complete(self, file: str, upload: str, parts: Sequence[str], size: int) -> None:
        """Make the file of its parts; one that was made of them already is left as it is.

        Raises:
            FileLostError: there is neither.

        """
        ...

    def put(self, file: str, wanted: ExportFormat, content: bytes) -> None:
        """Store a whole file, in place of an earlier one."""
        ...

    def get(self, file: str) -> bytes:
        """Return the content of a file.

        Raises:
            FileLostError: there is none.

        """
        ...


class ExportLinks(Protocol):
    """Addresses at which files can be downloaded for a while."""

    def link(self, file: str, name: str, seconds: int) -> str:
        """Return an address that downloads the file under a name, for so many seconds at most."""
        ...


class ExportWorkers(Protocol):
    """Those who write exports."""

    def start(self, export_id: str) -> None:
        """Have somebody work on an export, soon.

        Raises:
            StoreUnavailableError: nobody could be asked.

        """
        ...


class RowFormats(Protocol):
    """Rows as the content of files."""

    def header(self, wanted: ExportFormat, names: Sequence[str]) -> bytes:
        """Return what stands before the first row."""
        ...

    def rows(self, wanted: ExportFormat, names: Sequence[str], rows: Iterable[Row]) -> bytes:
        """Return rows; one after the other, such contents are the content of all of them."""
        ...
