"""Every function runs as its own role, and the emulator holds it to the policies."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.happenings import unique
from tests.e2e.running import Running

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
    functions, name = running.client("lambda"), unique("a-function-that-tries")
    api = functions.get_function_configuration(
        FunctionName=running.stack.functions["compliance_api"]
    )
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("index.py", CODE)
    functions.create_function(
        FunctionName=name, Runtime="python3.13", Handler="index.handler", Role=api["Role"],
        Code={"ZipFile": code.getvalue()}, Timeout=30,
    )  # fmt: skip
    yield name
    functions.delete_function(FunctionName=name)


def attempt(
    running: Running, function: str, action: str, request: Any, service: str = "dynamodb"
) -> str:
    payload = json.dumps({"service": service, "action": action, "request": request})
    answer = running.client("lambda").invoke(FunctionName=function, Payload=payload)
    code: str = json.load(answer["Payload"])
    return code


def test_the_api_may_read_the_states_and_not_write_them(running: Running, function: str) -> None:
    table = running.stack.tables["config_compliance"]
    key = {"pk": {"S": "nobody"}, "sk": {"S": "nothing"}}
    asked = {
        "TableName": table,
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": {":pk": key["pk"]},
    }
    assert attempt(running, function, "query", asked) == "allowed"
    denied = attempt(running, function, "put_item", {"TableName": table, "Item": key})
    assert denied == "AccessDeniedException"
    export = {"pk": {"S": "EXPORT#nobodys"}, "sk": {"S": "nothing"}, "expires_at": {"N": "1"}}
    assert attempt(running, function, "put_item", {"TableName": table, "Item": export}) == "allowed"


def test_the_api_may_not_see_what_is_to_be_told(running: Running, function: str) -> None:
    request = {
        "TableName": running.stack.tables["notifications"],
        "Key": {"pk": {"S": "nobody"}, "sk": {"S": "nothing"}},
    }
    assert attempt(running, function, "get_item", request) == "AccessDeniedException"
