"""What a tool works on is found, or it is said in one line why not."""

import argparse
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from xml.sax.saxutils import escape

import pytest

from local import up
from local.stack_file import StackFile
from tools import targets
from tools.rebuild.__main__ import main

OUTPUTS = {
    "ConfigComplianceTableName": "states",
    "EventsTableName": "history",
    "ConfigEventsQueueUrl": "https://queue",
    "ConfigEventsDlqUrl": "https://dlq",
    "HandleConfigEventsFunctionName": "handle",
    "EventBusArn": "arn:aws:events:eu-central-1:111111111111:event-bus/bus",
}


class CloudFormation(HTTPServer):
    """Answers every request in the way of AWS CloudFormation, and counts them."""

    status, body = 200, ""

    def say(self, outputs: dict[str, str]) -> None:
        members = "".join(
            f"<member><OutputKey>{key}</OutputKey><OutputValue>{escape(value)}</OutputValue></member>"
            for key, value in outputs.items()
        )
        self.body = (
            "<DescribeStacksResponse><DescribeStacksResult><Stacks><member>"
            f"<StackName>S</StackName><Outputs>{members}</Outputs>"
            "</member></Stacks></DescribeStacksResult></DescribeStacksResponse>"
        )

    def refuse(self, code: str, message: str) -> None:
        self.status = 400
        error = f"<Code>{code}</Code><Message>{message}</Message>"
        self.body = f"<ErrorResponse><Error>{error}</Error></ErrorResponse>"


class _Answer(BaseHTTPRequestHandler):
    server: CloudFormation

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def formation(monkeypatch: pytest.MonkeyPatch) -> Iterator[CloudFormation]:
    server = CloudFormation(("127.0.0.1", 0), _Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    yield server
    server.shutdown()
    server.server_close()


def find(*arguments: str) -> targets.Target:
    parser = argparse.ArgumentParser()
    targets.add_arguments(parser)
    return targets.find(parser.parse_args(arguments))


def test_a_stack_is_found_by_its_outputs(formation: CloudFormation) -> None:
    formation.say(OUTPUTS)
    found = find("--stack", "Another")
    assert found.name == "stack Another in eu-central-1"
    assert found.tables == {"config_compliance": "states", "events": "history"}
    assert found.queues == {"config_events": "https://queue", "config_events_dlq": "https://dlq"}
    assert found.functions == {"handle_config_events": "handle"}
    assert found.client("dynamodb").meta.region_name == "eu-central-1"


def test_the_local_aws_is_found_while_it_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    stack = StackFile(
        endpoint="http://127.0.0.1:4566",
        region="eu-central-1",
        master_account="111111111111",
        agent_accounts=[],
        events_url="",
        api_url="",
        slack_url="",
        tables={"events": "history"},
        queues={},
        functions={},
    )
    monkeypatch.setattr(up, "running", lambda: stack)
    found = find("--local")
    assert (found.tables, found.endpoint) == (stack.tables, stack.endpoint)
    assert found.client("dynamodb").meta.endpoint_url == stack.endpoint
    monkeypatch.setattr(up, "running", lambda: None)
    with pytest.raises(targets.TargetError, match="make up"):
        find("--local")


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert not said.out
    assert said.err.startswith("rebuild: ")
    assert said.err.count("\n") == 1
    return said.err


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("ValidationError", "Stack with id S does not exist"),
        ("AccessDenied", "User: somebody is not authorized to perform: it"),
        ("ExpiredToken", "The security token included in the request is expired"),
    ],
)
def test_what_aws_refuses_is_said(
    formation: CloudFormation, capsys: pytest.CaptureFixture[str], code: str, message: str
) -> None:
    formation.refuse(code, message)
    assert message in refused(capsys)


def test_another_stack_is_refused(
    formation: CloudFormation, capsys: pytest.CaptureFixture[str]
) -> None:
    formation.say({"BucketName": "agent"})
    assert "not a master's stack" in refused(capsys)


def test_without_credentials_or_a_region_it_is_said_what_to_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/dev/null")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    assert "AWS_PROFILE" in refused(capsys)
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    assert "AWS_REGION" in refused(capsys)
    assert "(nobody)" in refused(capsys, "--profile", "nobody")
