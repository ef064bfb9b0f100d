import subprocess
from pathlib import Path

import pytest

from local.emulator.lambda_python import make_interpreter


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_interpreter(tmp_path_factory.mktemp("lambda-python"))


def run(python: Path, code: str) -> int:
    return subprocess.run([python, "-c", code], check=False, capture_output=True).returncode


def test_a_function_finds_the_sdk(python: Path) -> None:
    assert run(python, "import boto3; boto3.client('sqs', region_name='eu-central-1')") == 0


@pytest.mark.parametrize("package", ["pydantic", "ministack", "rich", "aws_lambda_powertools"])
def test_a_function_finds_nothing_that_its_package_lacks(python: Path, package: str) -> None:
    assert run(python, f"import {package}") != 0
