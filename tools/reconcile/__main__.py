"""The command line: `python -m tools.reconcile`."""

import argparse
import re
import sys
from collections.abc import Sequence

from shared.ports.errors import StoreUnavailableError
from tools import targets
from tools.reconcile import command

EXAMPLES = """\
examples:
  python -m tools.reconcile                             all accounts of the deployment in AWS
  python -m tools.reconcile --account 222222222222      one account; its report stays apart
  python -m tools.reconcile --status                    the last report, and what is under way
  python -m tools.reconcile --local --json              the local AWS (make up), for programs

What no event told of is recorded, what is gone is closed. It may run at any time, and be
interrupted: the schedule continues a run that is not finished.

exit status: 0 all was compared, 1 something was left alone, 2 it could not be compared
"""
NOT_POSSIBLE = 2


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(
        prog="python -m tools.reconcile",
        description="Compare what is stored with AWS Config, and repair what differs.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    targets.add_arguments(made)
    made.add_argument(
        "--account",
        type=_account,
        action="append",
        default=[],
        metavar="ID",
        help="only this account, whether settings list it or not; may be given again",
    )
    made.add_argument(
        "--confirm-closing",
        action="store_true",
        help="close what is gone also where that is so much that it was held back",
    )
    made.add_argument("--status", action="store_true", help="only show the last report")
    made.add_argument("--json", action="store_true", help="for programs")
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    given = parser().parse_args(argv)
    try:
        return command.status(given) if given.status else command.run(given)
    except (targets.TargetError, StoreUnavailableError) as error:
        print(f"reconcile: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("reconcile: interrupted; the run itself goes on (--status).", file=sys.stderr)
    return NOT_POSSIBLE


def _account(text: str) -> str:
    if not re.fullmatch(r"[0-9]{12}", text):
        raise argparse.ArgumentTypeError("an account id has 12 digits")
    return text


if __name__ == "__main__":
    sys.exit(main())
