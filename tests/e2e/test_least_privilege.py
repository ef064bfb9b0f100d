"""Every function runs as its own role, and the emulator holds it to the policies."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.running import Running

pytestmark = pytest.mark.xdist_group("one function that tries")  # it has one name

NAME = "a-function-that-tries"
CODE = """
import boto3
from botocore.exceptions import ClientError

def handler(event, context):
    client = boto3.client(event["service"])
    try:
        getattr(client, event["action"])(**event["request"])
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "allowed"
"""


@pytest.fixture(scope="module")
def function(running: Running) -> Iterator[str]:
    """Lend the API's role to a function that does what it is told."""
    functions = running.client("lambda")
    api = functions.get_function_configuration(
        FunctionName=running.stack.functions["compliance_api"]
    )
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("index.py", CODE)
    functions.create_function(
        FunctionName=NAME, Runtime="python3.13", Handler="index.handler", Role=api["Role"],
        Code={"ZipFile": code.getvalue()}, Timeout=30,
    )  # fmt: skip
    yield NAME
    functions.delete_function(FunctionName=NAME)


def attempt(running: Running, action: str, request: Any, service: str = "dynamodb") -> str:
    payload = json.dumps({"service": service, "action": action, "request": request})
    answer = running.client("lambda").invoke(FunctionName=NAME, Payload=payload)
    code: str = json.load(answer["Payload"])
    return code


@pytest.mark.usefixtures("function")
def test_the_api_may_read_the_states_and_not_write_them(running: Running) -> None:
    table = running.stack.tables["config_compliance"]
    key = {"pk": {"S": "nobody"}, "sk": {"S": "nothing"}}
    asked = {
        "TableName": table,
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": {":pk": key["pk"]},
    }
    assert attempt(running, "query", asked) == "allowed"
    denied = attempt(running, "put_item", {"TableName": table, "Item": key})
    assert denied == "AccessDeniedException"


@pytest.mark.usefixtures("function")
def test_the_api_may_not_see_what_is_to_be_told(running: Running) -> None:
    request = {
        "TableName": running.stack.tables["notifications"],
        "Key": {"pk": {"S": "nobody"}, "sk": {"S": "nothing"}},
    }
    assert attempt(running, "get_item", request) == "AccessDeniedException"
