"""What the command understands."""

import argparse

from tools.dlq.places import Kind, Wanted
from tools.targets import STACK

EXAMPLES = """\
examples:
  python -m tools.dlq list                              what lies there, and how much of it why
  python -m tools.dlq show 3f2a81c0                     everything of one letter
  python -m tools.dlq redrive --reason "not readable" --dry-run
  python -m tools.dlq redrive --all --yes               after a fix; twice does no harm
  python -m tools.dlq drop 3f2a81c0 --local             on the local AWS (make up)

exit status: 0 done, 1 not all of it could be done, 2 it could not be asked for
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser(
        prog="python -m tools.dlq",
        description="Look at dead letters, drop them or redrive them.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(dest="command", required=True)
    listing = _command(commands, "list", "list the letters, and count them by reason")
    listing.add_argument("--reason", metavar="TEXT", help="only letters whose reason holds this")
    shown = _command(commands, "show", "show everything of some letters")
    shown.add_argument("ids", nargs="+", metavar="ID", help="as listed; its beginning is enough")
    for each in (listing, shown):
        each.add_argument("--json", action="store_true", help="for programs")
    _selecting(_command(commands, "drop", "delete letters for good"))
    _selecting(_command(commands, "redrive", "have letters tried again"))
    return top


def wanted(given: argparse.Namespace) -> Wanted:
    """Return which queue the arguments name."""
    return Wanted(
        kind=Kind(given.queue),
        stack=given.stack,
        queue_url=given.queue_url,
        local=given.local,
        profile=given.profile,
        region=given.region,
    )


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
    where = made.add_argument_group("which queue")
    where.add_argument(
        "--queue",
        choices=[kind.value for kind in Kind],
        default=Kind.EVENTS.value,
        help="events not recorded (default), alerts that Slack refused, scheduled runs that failed,"
        " interactions: presses of buttons, which are not redriven",
    )
    where.add_argument("--local", action="store_true", help="of the local AWS (make up)")
    where.add_argument(
        "--stack", default=STACK, metavar="NAME", help=f"the master's stack (default {STACK})"
    )
    where.add_argument("--queue-url", metavar="URL", help="this queue, whatever the stack says")
    where.add_argument("--profile", metavar="NAME", help="credentials, as in ~/.aws/config")
    where.add_argument("--region", metavar="NAME", help="of the master's stack")
    return made


def _selecting(made: argparse.ArgumentParser) -> None:
    made.add_argument("ids", nargs="*", metavar="ID", help="as listed; its beginning is enough")
    made.add_argument("--reason", metavar="TEXT", help="all letters whose reason holds this")
    made.add_argument("--all", action="store_true", help="all letters")
    made.add_argument("--dry-run", action="store_true", help="only say what would be done")
    made.add_argument("--yes", action="store_true", help="do not ask")
