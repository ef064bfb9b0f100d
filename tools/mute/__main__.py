"""The command line of mutes: `python -m tools.mute add | list | show | end | audit`."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

from tools.api.client import Api, Json, RefusedError
from tools.api.finding import find
from tools.api.listing import Walk
from tools.api.writing import output, write_document, write_list
from tools.dlq.showing import printable
from tools.mute import arguments
from tools.mute.showing import AUDIT_COLUMNS, COLUMNS, show_mute
from tools.targets import TargetError

DONE, NOT_CONFIRMED, NOT_POSSIBLE = 0, 1, 2
_LISTED = (*arguments.SELECTING, "state", "owner", "origin")
_WIDE = ("rule_name", "resource_type", "resource_id", "tag")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    given = arguments.parser().parse_args(argv)
    try:
        return _run(find(given), given)
    except (RefusedError, TargetError, OSError) as error:
        said = printable(str(error)).replace("\n", " ")
        print(f"{given.command}: {said}", file=sys.stderr)
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
    return NOT_POSSIBLE


def _run(api: Api, given: Namespace) -> int:
    match given.command:
        case "add":
            return _add(api, given)
        case "list":
            return _list(api, given, "/mutes", COLUMNS)
        case "audit":
            return _list(api, given, "/mutes/audit", AUDIT_COLUMNS)
        case "show":
            return _tell(given, api.get(f"/mutes/{_id(given)}"))
        case _:
            return _tell(given, api.delete(f"/mutes/{_id(given)}"))


def _add(api: Api, given: Namespace) -> int:
    wish: Json = {name: getattr(given, name) for name in (*arguments.SELECTING, "owner", "reason")}
    wish = {name: value for name, value in wish.items() if value is not None}
    if not _confirmed(given):
        print("add: nothing was muted.", file=sys.stderr)
        return NOT_CONFIRMED
    wish["until"] = given.until or (datetime.now(UTC) + given.lasting).isoformat()
    return _tell(given, api.post("/mutes", wish, key=uuid4().hex))


def _confirmed(given: Namespace) -> bool:
    """Return whether it may be done: a whole account is muted only by somebody who means it."""
    if given.yes or not given.account or any(getattr(given, name) for name in _WIDE):
        return True
    if not sys.stdin.isatty():
        raise TargetError("this mutes a whole account: add --yes if that is what you mean.")
    where = f" in {printable(given.region)}" if given.region else ""
    print(f"This mutes all violations of {printable(given.account)}{where}.", file=sys.stderr)
    return input("Is that what you mean? [y/N] ").strip().lower() in {"y", "yes"}


def _list(api: Api, given: Namespace, path: str, columns: tuple[str, ...]) -> int:
    values = {name: getattr(given, name, None) for name in _LISTED}
    parameters = {name: value for name, value in values.items() if value is not None}
    walk = Walk(api, path, parameters, given.most)
    with output(None) as out:
        write_list(out, given.format, walk.items(), columns)
    more = "; there are more" if walk.more else ""
    print(f"{walk.seen:,} item{'' if walk.seen == 1 else 's'}{more}.", file=sys.stderr)
    return DONE


def _tell(given: Namespace, mute: Json) -> int:
    with output(None) as out:
        if given.format == "json":
            write_document(out, mute)
        else:
            show_mute(out, mute)
    return DONE


def _id(given: Namespace) -> str:
    """Return the id, which has to be one: in an address it would lead somewhere else."""
    name = str(given.id)
    if not name.replace("-", "").isalnum() or not name.isascii():
        raise TargetError(f"{name!r} is not the id of a mute; `list` shows the ids.")
    return name


if __name__ == "__main__":
    sys.exit(main())
