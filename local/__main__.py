"""The command line of the local AWS: `python -m local up | down | status | demo | get PATH`."""

import argparse
import sys

from local import commands


def main() -> int:
    """Run one command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m local", description=__doc__)
    actions = parser.add_subparsers(dest="command", required=True)
    actions.add_parser("up", help="start the local AWS in the background and deploy")
    actions.add_parser("down", help="stop it and everything it started")
    actions.add_parser("status", help="say whether it is up, and where everything is")
    actions.add_parser("demo", help="play a story on it; KEEP=1 leaves everything up")
    get = actions.add_parser("get", help="ask the API, signed, e.g. get /compliance/summary")
    get.add_argument("path", help="path and query, e.g. '/events?limit=5'")
    arguments = parser.parse_args()
    match arguments.command:
        case "up":
            return commands.up()
        case "down":
            return commands.down()
        case "demo":
            return commands.demo()
        case "get":
            return commands.get(arguments.path)
        case _:
            return commands.status()


if __name__ == "__main__":
    sys.exit(main())
