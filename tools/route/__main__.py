"""The command line: `python -m tools.route explain | list | check`."""

import sys
from collections.abc import Sequence

from stacks.settings_error import SettingsError
from tools.route import arguments, commands

NOT_POSSIBLE = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    given = arguments.parser().parse_args(argv)
    try:
        return commands.COMMANDS[given.command](given)
    except SettingsError as error:
        for problem in str(error).splitlines():
            print(f"{given.command}: {problem}", file=sys.stderr)
    return NOT_POSSIBLE


if __name__ == "__main__":
    sys.exit(main())
