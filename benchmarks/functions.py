"""The deployed functions: their zips, and the environments that they run in."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from local.aws import SECRET, Account
from local.deploy import assembly
from local.settings import CLOUD_ASSEMBLY

if TYPE_CHECKING:
    from pathlib import Path

    from mypy_boto3_lambda import LambdaClient

    from local.stack_file import StackFile

MEBIBYTE = 1024 * 1024


def variables_of(stack: StackFile, stem: str) -> dict[str, str]:
    """Return the environment of a function, with the local AWS and its credentials in it."""
    client: LambdaClient = Account(stack.master_account, stack.region, stack.endpoint).client(
        "lambda"
    )
    configuration = client.get_function_configuration(FunctionName=stack.functions[stem])
    return {
        **configuration["Environment"]["Variables"],
        "AWS_REGION": stack.region,
        "AWS_DEFAULT_REGION": stack.region,
        "AWS_ACCESS_KEY_ID": stack.master_account,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_ENDPOINT_URL": stack.endpoint,
    }


def archive(stem: str, cloud_assembly: Path = CLOUD_ASSEMBLY) -> Path:
    """Return the zip that a function was deployed from."""
    handler = f"lambdas/{stem}/handler.py"
    assets = [asset.source for each in assembly.stacks(cloud_assembly) for asset in each.assets]
    zips = [path for path in assets if zipfile.is_zipfile(path)]
    return next(path for path in zips if handler in zipfile.ZipFile(path).namelist())


def size(path: Path) -> str:
    """Return the size of a file in MiB, as tables show it."""
    return f"{path.stat().st_size / MEBIBYTE:.1f}"
