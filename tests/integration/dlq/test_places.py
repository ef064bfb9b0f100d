"""The queue is found by the outputs of the stack; where it is not, one line says why."""

from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from tests.builders.dlq import Dlq
from tests.builders.recording import Recording
from tools.dlq import places
from tools.dlq.__main__ import main

SEND = "https://sqs.eu-central-1.amazonaws.com/111111111111/send"


@pytest.fixture
def formation(function: Recording, monkeypatch: pytest.MonkeyPatch) -> Stubber:
    """Answer for CloudFormation."""
    client = boto3.client("cloudformation", region_name="eu-central-1")
    clients: dict[str, Any] = {"cloudformation": client, "sqs": function.sqs}
    monkeypatch.setattr(places, "_clients", lambda _: clients.__getitem__)
    stubber = Stubber(client)
    stubber.activate()
    return stubber


def describe(formation: Stubber, stack: str, **outputs: str) -> None:
    named = [{"OutputKey": key, "OutputValue": value} for key, value in outputs.items()]
    described: Any = {
        "StackName": stack, "CreationTime": "2026-11-20T09:00:00Z",
        "StackStatus": "CREATE_COMPLETE", "Outputs": named,
    }  # fmt: skip
    formation.add_response("describe_stacks", {"Stacks": [described]}, {"StackName": stack})


def test_the_queues_are_those_of_the_stack(
    formation: Stubber, function: Recording, capsys: pytest.CaptureFixture[str]
) -> None:
    function.deliver("not json")
    outputs = {
        "ConfigEventsDlqUrl": function.dead_letters_url,
        "ConfigEventsQueueUrl": function.events_url,
    }
    for _ in range(2):
        describe(formation, "Mine", **outputs)
    assert main(["redrive", "--all", "--yes", "--stack", "Mine"]) == 0
    assert "1 of 1 letter is redriven" in capsys.readouterr().out
    assert function.sqs.receive_message(QueueUrl=function.events_url)["Messages"]


def problem(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the one line that a command ends with that cannot be carried out."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    [line] = err.splitlines()
    assert not out
    return str(line)


def test_a_stack_that_lacks_the_output_is_of_another_version(
    formation: Stubber, capsys: pytest.CaptureFixture[str]
) -> None:
    describe(formation, "ConfigMonitoringMaster", ConfigEventsDlqUrl=SEND)
    line = problem(capsys, "list", "--queue", "alerts")
    assert "ConfigMonitoringMaster has no output AlertDeadLettersUrl" in line


@pytest.mark.parametrize(
    ("code", "message", "says"),
    [
        ("ValidationError", "Stack with id X does not exist", "there is no stack Config"),
        ("AccessDenied", "User u is not authorized", "may not do that: User u is not"),
        ("ExpiredToken", "The security token is expired", "the credentials have expired"),
        ("Throttling", "Rate exceeded", "AWS refused: Rate exceeded (Throttling)"),
    ],
)
def test_what_aws_refuses_is_said_plainly(
    formation: Stubber, capsys: pytest.CaptureFixture[str], code: str, message: str, says: str
) -> None:
    formation.add_client_error("describe_stacks", code, message)
    assert says in problem(capsys, "list")


def test_a_queue_that_is_not_there_is_named(dlq: Dlq) -> None:
    dlq.url = f"{dlq.url}-gone"
    assert dlq.run("list") == 2
    assert dlq.err == "list: there is no such queue in this account and region\n"


@pytest.mark.usefixtures("function")
def test_a_queue_that_nothing_leads_to_has_no_way_back(dlq: Dlq) -> None:
    dlq.url = dlq.sqs.create_queue(QueueName="alone")["QueueUrl"]
    assert dlq.run("redrive", "--all", "--yes") == 2
    assert "no queues send what they give up" in dlq.err


@pytest.mark.parametrize(
    ("arguments", "unset", "says"),
    [
        (["--region", "eu-central-1"], "AWS_ACCESS_KEY_ID", "there are no AWS credentials"),
        ([], "AWS_DEFAULT_REGION", "there is no region"),
        (["--profile", "nobody", "--region", "eu-central-1"], "", "nobody"),
    ],
)
def test_without_credentials_region_or_profile_it_says_what_to_set(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    unset: str,
    says: str,
) -> None:
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.delenv(unset, raising=False)
    assert says in problem(capsys, "list", "--queue-url", SEND, *arguments)


def test_an_aws_that_cannot_be_reached_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    assert "AWS cannot be reached" in problem(capsys, "list", "--queue-url", SEND)


def test_a_local_aws_that_is_not_up_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("local.stack_file.StackFile.read", lambda: None)
    assert "the local AWS is not up" in problem(capsys, "list", "--local")


@pytest.mark.parametrize("arguments", [["--help"], ["list", "--help"], ["redrive", "--help"]])
def test_help_has_examples(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0
    assert "python -m tools.dlq redrive --reason" in capsys.readouterr().out
