"""Having an export written, waiting for it, and getting its file: whole, or called incomplete."""

import shutil
import time
import urllib.error
import urllib.request
from argparse import Namespace
from pathlib import Path

from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tools.api import arguments
from tools.api.client import TIMEOUT_SECONDS, Api, Json, RefusedError
from tools.api.questions import EXPORT_OPTIONS
from tools.dlq.showing import console

COMPLETE, INCOMPLETE = 0, 1
LOOK_EVERY_SECONDS = 2.0


def export(api: Api, given: Namespace) -> int:
    """Order an export or take up one, wait until it is over, and get its file.

    Raises:
        RefusedError: it cannot be ordered, seen or got.

    """
    export_id = given.id or _order(api, given)
    if given.no_wait:
        print(export_id)
        return COMPLETE
    said = _wait(api, export_id)
    if said["url"] is None:
        print(f"export {export_id} is {said['status']}, without a file: {said['reason']}")
        return INCOMPLETE
    name = given.output or f"{said['of']}-{export_id[:8]}.{said['format']}"
    return _get(api, said, name)


def _order(api: Api, given: Namespace) -> str:
    if given.of is None:
        raise RefusedError("say what to export: states, events or violations (or --id)")
    filters = arguments.asked(given, EXPORT_OPTIONS)
    document: Json = {"of": given.of, "format": given.format, **filters}
    return str(api.post("/exports", document)["id"])


def _wait(api: Api, export_id: str) -> Json:
    err = console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("Ordered ...", total=None)
        while True:
            said = api.get(f"/exports/{export_id}")
            if said["status"] not in {"queued", "running"}:
                return said
            bar.update(task, description=f"{said['status']}: {said['rows']:,} rows ...")
            time.sleep(LOOK_EVERY_SECONDS)


def _get(api: Api, said: Json, name: str) -> int:
    """Get the file; one that is not complete is not put under the name that was asked for."""
    target = Path(name if said["complete"] else f"{name}.incomplete")
    partial = Path(f"{target}.partial")
    try:
        _download(api, said, partial)
        if partial.stat().st_size != said["size"]:
            raise RefusedError(
                f"the file has {partial.stat().st_size:,} bytes, not {said['size']:,}: get it"
                f" again with --id {said['id']}"
            )
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    rows = f"{said['rows']:,} row{'' if said['rows'] == 1 else 's'}"
    if said["complete"]:
        print(f"{target}: {rows}, complete.")
        return COMPLETE
    print(f"{target}: {rows}, INCOMPLETE: {said['reason']}")
    return INCOMPLETE


def _download(api: Api, said: Json, path: Path) -> None:
    """Download the file; a link that has ended is asked for once more."""
    for url in (said["url"], None):
        link = url or api.get(f"/exports/{said['id']}")["url"]
        try:
            with (
                urllib.request.urlopen(link, timeout=TIMEOUT_SECONDS) as answer,  # noqa: S310
                path.open("wb") as file,
            ):
                shutil.copyfileobj(answer, file)
        except (urllib.error.URLError, OSError) as error:
            failed = error
        else:
            return
    raise RefusedError(f"the file cannot be downloaded: {failed}")
