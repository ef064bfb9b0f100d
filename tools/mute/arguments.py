"""What the command understands."""

import argparse
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from tools import targets

EXAMPLES = """\
examples:
  python -m tools.mute add --rule-name restricted-ssh --account 222222222222 --for 7d \\
      --reason "The migration of the load balancers ends on Friday."
  python -m tools.mute add --resource-id 'sg-0a1*' --until 2026-12-01 --reason "..." \\
      --owner payments
  python -m tools.mute list                                      what is muted now, and until when
  python -m tools.mute list --state ended --format json
  python -m tools.mute show m-1f0c...
  python -m tools.mute end m-1f0c...                             before its time
  python -m tools.mute audit                                     who muted what

Requests are signed with your AWS credentials; where CONFIG_MONITORING_TOKEN is set, it is sent as
a bearer token instead.

exit status: 0 it is done, 1 it was not confirmed, 2 it could not be done
"""
SELECTING = {
    "account": "only in this account, 12 digits",
    "region": "only in this region, as eu-central-1, or global",
    "rule_name": "only of this rule, in all its variants or, in full, in one; * is any text",
    "resource_type": "only of this type, as AWS::S3::Bucket",
    "resource_id": "only of this resource, as AWS Config names it; * is any text",
    "tag": "only of resources with this tag, key=value",
}
_SPAN = re.compile(r"([0-9]{1,4})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
FORMATS = ("table", "json", "csv", "ndjson")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser(
        prog="python -m tools.mute",
        description="Mute violations for a time, with an owner and a reason, and see who did.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add(commands)
    listing = _command(commands, "list", "list mutes, those first that end first")
    _which(listing, SELECTING)
    listing.add_argument("--state", choices=("active", "ended", "all"), help="default: active")
    listing.add_argument("--owner", metavar="TEXT", help="only those that somebody answers for")
    listing.add_argument("--origin", choices=("api", "command-line", "settings", "slack"))
    audit = _command(commands, "audit", "list who muted what and who ended it, newest first")
    for made in (listing, audit):
        made.add_argument("--most", type=_number, metavar="N", help="stop after so many")
        _form(made, FORMATS)
    for name, does in (("show", "show all of a mute"), ("end", "end a mute before its time")):
        one = _command(commands, name, does)
        one.add_argument("id", help="the id of the mute")
        _form(one, ("table", "json"))
    return top


def _add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    add = _command(commands, "add", "mute what is named, all of which has to hold")
    _which(add, SELECTING)
    add.add_argument(
        "--reason", required=True, metavar="TEXT", help="why, in 10 characters or more"
    )
    add.add_argument("--owner", metavar="TEXT", help="who answers for it (default: you)")
    end = add.add_mutually_exclusive_group(required=True)
    end.add_argument(
        "--until", type=moment, metavar="TIME", help="ISO 8601, or a date (its midnight in UTC)"
    )
    end.add_argument(
        "--for", type=span, dest="lasting", metavar="SPAN", help="hours, days or weeks: 12h, 7d, 2w"
    )
    add.add_argument("--yes", action="store_true", help="do not ask before muting a whole account")
    _form(add, ("table", "json"))


def span(text: str) -> timedelta:
    """Return a time that is written as a number and a unit."""
    if not (found := _SPAN.fullmatch(text)) or not int(found[1]):
        raise argparse.ArgumentTypeError(f"{text!r} is none of 12h, 7d, 2w or the like")
    return int(found[1]) * _UNITS[found[2]]


def moment(text: str) -> str:
    """Return an instant or a day as the API takes it."""
    try:
        if len(text) == len("2026-12-01"):
            return date.fromisoformat(text).isoformat()
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no ISO 8601 time and no date") from error
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).isoformat()


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, does: str
) -> argparse.ArgumentParser:
    made = commands.add_parser(
        name,
        help=does,
        description=does[0].upper() + does[1:] + ".",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    targets.add_arguments(made)
    made.add_argument("--url", help="the base address of the API, instead of the stack's")
    return made


def _which(made: argparse.ArgumentParser, options: Iterable[str]) -> None:
    which = made.add_argument_group("which")
    for option in options:
        which.add_argument(f"--{option.replace('_', '-')}", metavar="TEXT", help=SELECTING[option])


def _form(made: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    made.add_argument("--format", choices=formats, default=formats[0], help="default: %(default)s")


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("a whole number, 1 or more")
    return int(text)
