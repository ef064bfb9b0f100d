"""The command line: `python -m tools.rebuild`."""

import argparse
import re
import sys
from collections.abc import Sequence

from shared.ports.errors import StoreRefusedError, StoreUnavailableError
from tools import targets
from tools.rebuild import command

EXAMPLES = """\
examples:
  python -m tools.rebuild                            all places of the deployment in AWS
  python -m tools.rebuild --account 222222222222     one account, all its regions
  python -m tools.rebuild --local --json             the local AWS (make up), for programs

Nothing is written. It may run at any time: what differs is looked at again, as others may write.

exit status: 0 all is equal, 1 something differs, 2 it could not be looked at
"""
NOT_POSSIBLE = 2


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(
        prog="python -m tools.rebuild",
        description="Rebuild states and rollups from history and compare them, and the sums of"
        " the organisation, with those stored. Read-only.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    targets.add_arguments(made)
    made.add_argument("--account", type=_account, metavar="ID", help="only this watched account")
    made.add_argument("--region", type=_region, metavar="NAME", help="only this watched region")
    made.add_argument(
        "--days",
        type=_days,
        metavar="N",
        help="how many days back the history is complete; by default as long as the deployment"
        " keeps it, which is too long for a while after that setting was raised",
    )
    made.add_argument("--json", action="store_true", help="for programs; with every difference")
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    given = parser().parse_args(argv)
    try:
        return command.run(given)
    except (targets.TargetError, StoreUnavailableError, StoreRefusedError) as error:
        print(f"rebuild: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("rebuild: interrupted; nothing was written.", file=sys.stderr)
    return NOT_POSSIBLE


def _account(text: str) -> str:
    if not re.fullmatch(r"[0-9]{12}", text):
        raise argparse.ArgumentTypeError("an account id has 12 digits")
    return text


def _region(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2,}(-[a-z]+)+-[0-9]+", text):
        raise argparse.ArgumentTypeError("a region is such as eu-central-1")
    return text


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 3650:  # noqa: PLR2004 - as in the settings
        raise argparse.ArgumentTypeError("days are a whole number from 1 to 3650")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
