"""What the command understands."""

import argparse
from collections.abc import Iterable

from tools import targets
from tools.api.questions import EXPORT_OPTIONS, MEANINGS, QUESTIONS, SUMMARY_OPTIONS

EXAMPLES = """\
examples:
  python -m tools.api summary                                    how the organisation stands
  python -m tools.api violations --severity critical             all of them, as a table
  python -m tools.api events --account 222222222222 --start-date 2026-11-01 --format ndjson
  python -m tools.api trend --days 90 --format csv --output trend.csv
  python -m tools.api export states --format csv --output states.csv
  python -m tools.api export --id 1f0c...                        wait for one that was ordered
  python -m tools.api states --local                             the local AWS (make up)

Requests are signed with your AWS credentials; where CONFIG_MONITORING_TOKEN is set, it is sent as
a bearer token instead.

exit status: 0 all of it is there, 1 an export is not complete, 2 it could not be asked for
"""
FORMATS = ("table", "json", "csv", "ndjson")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser(
        prog="python -m tools.api",
        description="Ask the HTTP API: every list to its end, in a form to read or to work with.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    summary = _command(commands, "summary", "say how things stand", SUMMARY_OPTIONS)
    _form(summary, ("table", "json"))
    for name, question in QUESTIONS.items():
        listing = _command(commands, name, question.does, question.options)
        _form(listing, FORMATS)
        listing.add_argument(
            "--most", type=_number, metavar="N", help="stop after so many; says that it did"
        )
    export = _command(commands, "export", "have a file written, and get it", EXPORT_OPTIONS)
    export.add_argument("of", nargs="?", choices=("states", "events", "violations"))
    export.add_argument("--id", help="wait for this export instead of ordering one")
    export.add_argument("--no-wait", action="store_true", help="only order it, and say its id")
    _form(export, ("csv", "ndjson"))
    return top


def asked(given: argparse.Namespace, names: Iterable[str]) -> dict[str, str]:
    """Return the parameters of a request among the arguments."""
    values = {name: getattr(given, name, None) for name in names}
    return {name: value for name, value in values.items() if value is not None}


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    does: str,
    options: Iterable[str],
) -> argparse.ArgumentParser:
    made = commands.add_parser(
        name,
        help=does,
        description=does[0].upper() + does[1:] + ".",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    which = made.add_argument_group("which")
    for option in options:
        which.add_argument(
            f"--{option.replace('_', '-')}",
            metavar="TEXT",
            help=MEANINGS[option],
            required=(name, option) == ("timeline", "resource_id"),
        )
    targets.add_arguments(made)
    made.add_argument("--url", help="the base address of the API, instead of the stack's")
    made.add_argument("--output", metavar="FILE", help="write to this file, once all is there")
    return made


def _form(made: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    made.add_argument("--format", choices=formats, default=formats[0], help="default: %(default)s")


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("a whole number, 1 or more")
    return int(text)
