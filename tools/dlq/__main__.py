"""The command line of dead letters: `python -m tools.dlq list | show | drop | redrive`."""

import sys
from collections.abc import Sequence

from tools.dlq import arguments, commands
from tools.dlq.places import Place
from tools.dlq.problems import Problem

NOT_POSSIBLE = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    given = arguments.parser().parse_args(argv)
    try:
        match given.command:
            case "list":
                return commands.list_letters(Place(arguments.wanted(given)), given)
            case "show":
                return commands.show(Place(arguments.wanted(given)), given)
            case _:
                commands.check(given)
                return commands.settle(Place(arguments.wanted(given)), given)
    except Problem as problem:
        print(f"{given.command}: {problem}", file=sys.stderr)
        return NOT_POSSIBLE
    except KeyboardInterrupt:
        print("Interrupted: what was hidden can be seen again.", file=sys.stderr)
        return commands.NOT_ALL


if __name__ == "__main__":
    sys.exit(main())
