"""A python3.13 function sees its package, its layers and the AWS SDK, and nothing else.

Stands for: the Lambda runtime image. MiniStack starts functions with the Python of its own virtual
environment, where a dependency that is missing from the package would be found all the same.
"""

import sys
import sysconfig
import tempfile
from pathlib import Path

from ministack.core import lambda_runtime

SDK = ("boto3", "botocore", "s3transfer", "jmespath", "urllib3", "dateutil", "six.py")


def install() -> None:
    """Let python3.13 functions run on an interpreter without site-packages."""
    home = Path(tempfile.mkdtemp(prefix="lambda-python-"))  # in the launcher's own scratch folder
    python, detect = str(make_interpreter(home)), lambda_runtime._detect_runtime_binary

    def detect_isolated(runtime: str) -> tuple[str, str]:
        binary, script = detect(runtime)
        return (python, script) if runtime == "python3.13" else (binary, script)

    lambda_runtime._detect_runtime_binary = detect_isolated


def make_interpreter(home: Path) -> Path:
    """Write a python that knows the standard library and the AWS SDK only; returns its path."""
    site = Path(sysconfig.get_paths()["purelib"])
    (home / "sdk").mkdir()
    for package in SDK:
        (home / "sdk" / package).symlink_to(site / package)
    base = getattr(sys, "_base_executable", sys.executable)
    python = home / "python"
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{home}/sdk" exec "{base}" -S -B "$@"\n')
    python.chmod(0o700)
    return python
