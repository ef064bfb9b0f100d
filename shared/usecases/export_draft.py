"""The part of a file that is being written: rows as text, since the last part that is stored."""

from collections.abc import Iterable

from shared.domain.export_rows import NAMES, Row
from shared.domain.exports import Export
from shared.usecases.export_desk import ExportDesk


class Draft:
    """What comes after the parts of an export, as content of its file."""

    def __init__(self, export: Export, desk: ExportDesk) -> None:
        """Begin with the rest that lies aside, or with what stands before the first row.

        Raises:
            FileLostError: the rest is not there any more.
            StoreUnavailableError: it could not be read now.

        """
        self._wanted = export.wanted.format
        self._names = NAMES[export.wanted.of]
        self._formats = desk.formats
        self._texts: list[bytes] = []
        self.rows = export.rest_rows
        if export.rest:
            self._texts.append(desk.files.get(export.rest_file(export.rest)))
        elif not export.parts:
            self._texts.append(self._formats.header(self._wanted, self._names))
        self.size = sum(map(len, self._texts))

    def add(self, rows: Iterable[Row]) -> None:
        """Add rows."""
        listed = list(rows)
        text = self._formats.rows(self._wanted, self._names, listed)
        self._texts.append(text)
        self.rows += len(listed)
        self.size += len(text)

    @property
    def content(self) -> bytes:
        """All of it."""
        return b"".join(self._texts)
