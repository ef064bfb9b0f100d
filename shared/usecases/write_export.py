"""Write an export, in as many invocations as that takes, each going on where the last one ended.

A step is done first and remembered then. What was done and not remembered is done again, in place
of what it made before, so that a worker may die between any two steps: no row is there twice, and
none is missing.
"""

from contextlib import suppress
from datetime import datetime

from shared.domain.exports import MOST_TRIES, Export
from shared.ports.errors import StoreRefusedError, StoreUnavailableError
from shared.ports.exporting import ExportHeldError, FileLostError
from shared.usecases.export_desk import ExportDesk
from shared.usecases.export_draft import Draft
from shared.usecases.export_pages import ExportPage, export_pages

_FAILED = f"what it reads or its file could not be reached, {MOST_TRIES} times in a row"
_LOST = "what was written of its file is gone"


def write_export(export_id: str, until: datetime, desk: ExportDesk) -> Export | None:
    """Write an export until it is over or the time is; then another worker is asked to go on.

    Returns None where there is no such export.

    Raises:
        ExportHeldError: another worker has it, and gave a sign of life while this one waited.
        ExportLostError: another worker has taken it over.
        StoreUnavailableError: something was not read or written; trying again goes on with it.
        StoreRefusedError: as above, and it does not look as if it could be mended by that.

    """
    export = _take(export_id, desk)
    if export is None or export.is_over:
        return export
    try:
        _work(export, until, desk)
    except FileLostError:
        export.parts, export.rows, export.size, export.reason = [], 0, 0, _LOST
        _finish(export, desk)
    except (StoreUnavailableError, StoreRefusedError):
        with suppress(StoreUnavailableError, StoreRefusedError, FileLostError):
            _give_back(export, desk)
        raise
    return export


def _take(export_id: str, desk: ExportDesk) -> Export | None:
    """Take an export, once a worker that may be dead had the time to say that it is not."""
    now = desk.clock.now()
    try:
        return desk.exports.take(export_id, now, now + desk.lease)
    except ExportHeldError as held:
        desk.clock.sleep(held.until - now)
    now = desk.clock.now()
    return desk.exports.take(export_id, now, now + desk.lease)


def _work(export: Export, until: datetime, desk: ExportDesk) -> None:
    while not export.ended:
        if why := export.hopeless(desk.clock.now()):
            _give_up(export, why, desk)
        elif not _write_part(export, until, desk):
            _keep(export, desk, free=True)
            desk.workers.start(export.id)
            return
    _finish(export, desk)


def _write_part(export: Export, until: datetime, desk: ExportDesk) -> bool:
    """Write the next part, or what there is of it; return whether there is time to go on."""
    draft, renewed = Draft(export, desk), desk.clock.now()
    pages = export_pages(export, desk)
    while True:
        page = next(pages)
        draft.add(page.rows)
        if page.last or draft.size >= desk.least_part:
            _store(draft, page, export, desk)
            return page.last or desk.clock.now() < until
        now = desk.clock.now()
        if now >= until:
            _set_aside(draft, page, export, desk)
            return False
        if now - renewed >= desk.renewed_every:
            _keep(export, desk)
            renewed = now


def _store(draft: Draft, page: ExportPage, export: Export, desk: ExportDesk) -> None:
    if page.last and not export.parts:
        _put(draft, export, desk)
    else:
        _add_part(draft, export, desk)
    export.walk, export.position, export.ended = page.walk, page.position, page.last
    _keep(export, desk)


def _put(draft: Draft, export: Export, desk: ExportDesk) -> None:
    """Store a file that needs no parts."""
    desk.files.put(export.file, export.wanted.format, draft.content)
    export.rows, export.size, export.rest, export.rest_rows = draft.rows, draft.size, 0, 0


def _add_part(draft: Draft, export: Export, desk: ExportDesk) -> None:
    if not draft.size:
        return
    if export.upload is None:
        export.upload = desk.files.begin(export.file, export.wanted.format)
    name = desk.files.part(export.file, export.upload, len(export.parts) + 1, draft.content)
    export.add_part(name, draft.rows, draft.size)


def _set_aside(draft: Draft, page: ExportPage, export: Export, desk: ExportDesk) -> None:
    """Keep what is not enough for a part beside the file; it is read again from there."""
    desk.files.put(export.rest_file(export.rests + 1), export.wanted.format, draft.content)
    export.set_aside(draft.rows)
    export.walk, export.position = page.walk, page.position


def _give_up(export: Export, why: str, desk: ExportDesk) -> None:
    """Let what is there be all of the file."""
    draft = Draft(export, desk)
    if export.parts:
        _add_part(draft, export, desk)
    elif draft.rows:
        _put(draft, export, desk)
    export.reason, export.ended = why, True
    _keep(export, desk)


def _finish(export: Export, desk: ExportDesk) -> None:
    if export.parts and export.upload:
        desk.files.complete(export.file, export.upload, export.parts, export.size)
    export.finish(desk.clock.now(), whole=export.reason is None)
    _keep(export, desk, free=True)


def _give_back(export: Export, desk: ExportDesk) -> None:
    """Let another attempt follow at once, or, after the last one, let what is there be all."""
    if export.tries >= MOST_TRIES and not export.ended:
        _give_up(export, _FAILED, desk)
        _finish(export, desk)
    else:
        _keep(export, desk, free=True)


def _keep(export: Export, desk: ExportDesk, *, free: bool = False) -> None:
    """Remember how far the export is, and hold it on, or let others have it."""
    export.heard = now = desk.clock.now()
    desk.exports.keep(export, now if free else now + desk.lease)
