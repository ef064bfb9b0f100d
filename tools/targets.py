"""Finding what a tool works on: the local AWS that is up, or the master's stack in AWS."""

import argparse
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, NoRegionError

STACK = "ConfigMonitoringMaster"
_QUICK = Config(connect_timeout=3, read_timeout=20, retries={"mode": "standard"})
_WORD = re.compile(r"(?<!^)(?=[A-Z])")


class TargetError(Exception):
    """Why nothing can be worked on, in one line for whoever asked."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """A deployment; tables, queues and functions go by the names that `.local/stack.json` has.

    `api_url` is the base of the API's addresses, empty where the stack names none.
    """

    name: str
    session: boto3.Session = field(repr=False)
    endpoint: str | None = None
    tables: Mapping[str, str]
    queues: Mapping[str, str]
    functions: Mapping[str, str]
    api_url: str = ""

    def client(self, service: str) -> Any:
        """Return a client of a service; the caller names its type."""
        with target_errors(self.name):
            return self.session.client(  # type: ignore[call-overload] # any service
                service, endpoint_url=self.endpoint, config=_QUICK
            )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Let the user say what to work on."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--local", action="store_true", help="the local AWS that `make up` started")
    where.add_argument(
        "--stack",
        default=STACK,
        metavar="NAME",
        help="the master's stack in the account and region of your AWS credentials"
        " (default: %(default)s)",
    )
    parser.add_argument("--profile", metavar="NAME", help="AWS credentials, as in ~/.aws/config")


def find(arguments: argparse.Namespace) -> Target:
    """Return what the arguments name.

    Raises:
        TargetError: it is not there, or may not be looked at.

    """
    return _local() if arguments.local else _in_aws(arguments.stack, arguments.profile)


@contextmanager
def target_errors(name: str) -> Iterator[None]:
    """Convert errors of the AWS clients.

    Raises:
        TargetError: what went wrong, in one line.

    """
    try:
        yield
    except NoCredentialsError as error:
        raise TargetError(
            "There are no AWS credentials: set AWS_PROFILE or give --profile, or --local for the"
            " local AWS."
        ) from error
    except NoRegionError as error:
        raise TargetError("No AWS region is set: set AWS_REGION.") from error
    except (ClientError, BotoCoreError) as error:
        raise TargetError(f"{name}: {error}") from error


def _local() -> Target:
    from local import up  # noqa: PLC0415 - the local AWS is no part of a deployment in AWS
    from local.aws import SECRET  # noqa: PLC0415

    stack = up.running()
    if stack is None:
        raise TargetError("The local AWS is not up: start it with `make up`.")
    session = boto3.Session(
        aws_access_key_id=stack.master_account,
        aws_secret_access_key=SECRET,
        region_name=stack.region,
    )
    return Target(
        name="the local AWS",
        session=session,
        endpoint=stack.endpoint,
        tables=stack.tables,
        queues=stack.queues,
        functions=stack.functions,
        api_url=stack.api_url,
    )


def _in_aws(stack: str, profile: str | None) -> Target:
    with target_errors(f"stack {stack}"):
        # The SDK for Python reads AWS_DEFAULT_REGION only; all other tools of AWS read this too.
        session = boto3.Session(profile_name=profile, region_name=os.environ.get("AWS_REGION"))
        formation = session.client("cloudformation", config=_QUICK)
        [described] = formation.describe_stacks(StackName=stack)["Stacks"]
    said = {o["OutputKey"]: o["OutputValue"] for o in described.get("Outputs", [])}
    queues = _named(said, "QueueUrl") | {
        f"{name}_dlq": url for name, url in _named(said, "DlqUrl").items()
    }
    if "config_compliance" not in (tables := _named(said, "TableName")):
        raise TargetError(f"stack {stack}: it is not a master's stack: it names no tables.")
    return Target(
        name=f"stack {stack} in {session.region_name}",
        session=session,
        tables=tables,
        queues=queues,
        functions=_named(said, "FunctionName"),
        api_url=said.get("ComplianceApiUrl", ""),
    )


def _named(outputs: Mapping[str, str], suffix: str) -> dict[str, str]:
    """Return the outputs of one kind, as `ConfigComplianceTableName`: `config_compliance`."""
    return {
        _WORD.sub("_", key.removesuffix(suffix)).lower(): value
        for key, value in outputs.items()
        if key.endswith(suffix)
    }
