"""What can be asked of the routes of a deployment."""

import argparse
import re

from shared.domain.severity import Severity

EXAMPLES = """\
examples:
  python -m tools.route explain --account 222222222222 --rule restricted-ssh --tag team=payments
  python -m tools.route explain --deployment production --account 222222222222 --rule my-rule \\
      --severity high --ou Production --json
  python -m tools.route list --deployment production
  python -m tools.route check --deployment stacks/deployments/production.toml

It goes by the settings file alone and asks nobody: what is not given is not known, nor are mutes
that were made elsewhere (python -m tools.mute list).

exit status: explain: 0 a route takes it, 1 only the fallback channel is told
             check:   0 all is well, 1 something is probably not meant
             2 the settings, or what was asked, cannot be used
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(
        prog="python -m tools.route",
        description="Say where violations go by the settings of a deployment, and why.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    explain = _command(commands, "explain", "say where a violation would go, and why not elsewhere")
    _add_subject(explain)
    explain.add_argument("--json", action="store_true", help="for programs")
    _command(commands, "list", "show the routes in their order, and the channels")
    _command(commands, "check", "say what is wrong with routes and channels")
    return made


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, does: str
) -> argparse.ArgumentParser:
    made = commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.")
    made.add_argument(
        "--deployment",
        default="example",
        metavar="NAME",
        help="a file of stacks/deployments, or the path of a .toml file (default: %(default)s)",
    )
    return made


def _add_subject(made: argparse.ArgumentParser) -> None:
    made.add_argument("--account", required=True, type=_account, metavar="ID", help="12 digits")
    made.add_argument(
        "--rule",
        required=True,
        metavar="NAME",
        help="as it is deployed, or without what deployments add",
    )
    made.add_argument("--region", metavar="NAME", help='or "global" for IAM and the like')
    made.add_argument("--resource-type", metavar="TYPE", help="such as AWS::S3::Bucket")
    made.add_argument("--resource-id", metavar="ID", help="no route asks for it, but a mute may")
    made.add_argument(
        "--severity",
        choices=[severity.value for severity in Severity],
        help="instead of that of the catalogue",
    )
    made.add_argument(
        "--ou",
        action="append",
        metavar="UNIT",
        help="a unit that the account is in, by id, path or name; may be given again (default: as"
        " the settings say, otherwise not known)",
    )
    tags = made.add_mutually_exclusive_group()
    tags.add_argument(
        "--tag",
        action="append",
        type=_tag,
        metavar="KEY=VALUE",
        help="a tag of the resource, which then has no others; may be given again",
    )
    tags.add_argument("--no-tags", action="store_true", help="the resource has no tags")


def _account(text: str) -> str:
    if not re.fullmatch(r"[0-9]{12}", text):
        raise argparse.ArgumentTypeError("an account id has 12 digits")
    return text


def _tag(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not key or not sign:
        raise argparse.ArgumentTypeError("a tag is KEY=VALUE")
    return key, value
