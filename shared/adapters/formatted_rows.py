"""Rows as the content of files, in UTF-8."""

from collections.abc import Iterable, Sequence

from shared.adapters.row_formats import Row, csv_rows, ndjson_rows
from shared.domain.exports import ExportFormat


class FormattedRows:
    """Implements RowFormats."""

    def header(self, wanted: ExportFormat, names: Sequence[str]) -> bytes:
        """Return what stands before the first row; see the port."""
        if wanted is ExportFormat.CSV:
            return csv_rows(names, [], header=True).encode()
        return b""

    def rows(self, wanted: ExportFormat, names: Sequence[str], rows: Iterable[Row]) -> bytes:
        """Return rows; see the port."""
        if wanted is ExportFormat.CSV:
            return csv_rows(names, rows, header=False).encode()
        return ndjson_rows(rows).encode()
