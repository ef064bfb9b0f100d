"""Each addition to the emulator, on the running thing: what a new MiniStack breaks fails here."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest

from tests.e2e.happenings import unique
from tests.e2e.running import Running


def answer(url: str, method: str = "GET", **headers: str) -> tuple[int, Any]:
    request = urllib.request.Request(url, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def post(url: str, body: bytes) -> int:
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            status: int = response.status
            return status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_the_templates_rules_are_rules_of_the_config_api_and_the_recorder_records(
    running: Running,
) -> None:
    config = running.client("config", running.account)
    rules = {rule["ConfigRuleName"] for rule in config.describe_config_rules()["ConfigRules"]}
    assert "s3-bucket-public-read-prohibited" in rules
    [status] = config.describe_configuration_recorder_status()["ConfigurationRecordersStatus"]
    assert status["recording"] is True


@pytest.mark.parametrize("table", ["config_compliance", "events", "notifications"])
def test_tables_have_time_to_live_and_point_in_time_recovery(running: Running, table: str) -> None:
    dynamodb, name = running.client("dynamodb"), running.stack.tables[table]
    ttl = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    assert ttl == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires_at"}
    backups = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"


@pytest.mark.parametrize("header", ["", "Bearer token", "AWS4-HMAC-SHA256 Credential=nobody"])
def test_a_request_that_is_not_signed_is_forbidden_in_json(running: Running, header: str) -> None:
    headers = {"Authorization": header} if header else {}
    url = f"{running.stack.api_url}/compliance/summary"
    assert answer(url, **headers) == (403, {"message": "Forbidden"})


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/nowhere"), ("POST", "/events"), ("GET", ""), ("OPTIONS", "/events")],
)
def test_whether_there_is_a_path_is_not_told_to_those_who_do_not_sign(
    running: Running, method: str, path: str
) -> None:
    assert answer(running.stack.api_url + path, method) == (403, {"message": "Forbidden"})


@pytest.mark.parametrize("body", [b"{}", b"[{}]", b"[1]", b"no json"])
def test_what_is_no_list_of_envelopes_is_refused_with_a_reason(
    running: Running, body: bytes
) -> None:
    request = urllib.request.Request(running.stack.events_url, body, method="POST")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    with refused.value as error:
        assert error.code == 400
        assert json.load(error)["message"]


def test_put_events_refuses_the_sources_of_aws_services(running: Running) -> None:
    entry = {"Source": "aws.config", "DetailType": "Config Rules Compliance Change", "Detail": "{}"}
    response = running.client("events", running.account).put_events(Entries=[entry])
    assert response["FailedEntryCount"] == 1


def test_the_master_bus_archives_live_events_and_no_replayed_ones(running: Running) -> None:
    events, marker = running.client("events"), unique("marker")
    # The others' events go to the stack's archive meanwhile: this one counts the marked ones alone.
    [archive] = [a for a in events.list_archives()["Archives"] if "marker" not in a["ArchiveName"]]
    events.create_archive(
        ArchiveName=marker,
        EventSourceArn=archive["EventSourceArn"],
        EventPattern=json.dumps({"detail": {"marker": [marker]}}),
    )
    status = {
        "source": "aws.config", "detail-type": "Config Rules Compliance Change",
        "detail": {"marker": marker}, "account": running.account, "region": running.stack.region,
    }  # fmt: skip
    running.deliver(status, {**status, "replay-name": "a-replay"})
    archived = events.describe_archive(ArchiveName=marker)["EventCount"]
    events.delete_archive(ArchiveName=marker)
    assert archived == 1


def test_what_a_function_that_died_did_not_finish_comes_again_within_a_minute(
    running: Running,
) -> None:
    queue = running.stack.queues["config_events"]
    answered = running.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])
    assert int(answered["Attributes"]["VisibilityTimeout"]) <= 60


def test_the_slack_page_is_shown(running: Running) -> None:
    with urllib.request.urlopen(running.stack.slack_url + "/", timeout=10) as response:
        assert b"# aws-compliance" in response.read()


def test_the_local_slack_takes_no_more_messages_at_once_than_slack_does(running: Running) -> None:
    hook = f"{running.stack.slack_url}/services/T/B/{unique('channel')}"
    messages = (post(hook, b'{"text": "again"}') for _ in range(100))
    assert 429 in messages


def test_the_addresses_are_of_this_machine(running: Running) -> None:
    for url in (*running.stack.queues.values(), running.stack.api_url, running.stack.slack_url):
        assert url.startswith("http://127.0.0.1:")
