"""The function: a day in, its digest in Slack."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from pydantic import ValidationError

from lambdas.daily_digest import bootstrap
from lambdas.daily_digest.handler import handler
from lambdas.daily_digest.requests import BadRequestError
from lambdas.daily_digest.settings import DailyDigestSettings
from local.slack.record import read_faults
from local.slack.server import SlackStub
from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.adapters.dynamodb_items import marshal
from shared.adapters.recorder_json import write_recorder
from shared.domain.period import BadDateError
from shared.domain.recorder import Recorder, RecorderCall
from shared.domain.silence import Watched
from shared.domain.times import sortable
from shared.usecases.post_digest import DigestNotSentError
from shared.usecases.record_batch import Message, record_batch
from tests.builders.lambda_context import FakeContext
from tests.builders.observations import START, C, N, key, result
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.builders.totals import add_up

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

ENVIRONMENT = {
    "CONFIG_COMPLIANCE_TABLE": TABLES.config_compliance,
    "EVENTS_TABLE": TABLES.events,
    "NOTIFICATIONS_TABLE": TABLES.notifications,
    "SLACK_SECRET_ARN": "slack",
    "SLACK_SECRET_SECONDS": "300",
    "SLACK_MESSAGE_INTERVAL_SECONDS": "1",
    "REPORTS_BUCKET": "reports",
    "LINK_KEY_ARN": "report-key",
    "LINK_DAYS": "7",
    "API_URL": "https://api.example",
    "DIGEST_TIME_ZONE": "Europe/Berlin",
    "AGENT_ACCOUNTS": "222222222222, 333333333333",
    "AGENT_REGIONS": "eu-central-1, eu-west-1",
    "RECONCILE_HOURS": "24",
    "RETENTION_DAYS": "90",
}


@pytest.fixture
def client(stub: SlackStub, monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    forget()
    with mocked_tables() as mocked:
        url = f"http://127.0.0.1:{stub.server_address[1]}/services/T/B/hidden"
        secrets = boto3.client("secretsmanager")
        secrets.create_secret(Name="slack", SecretString=url)
        secrets.create_secret(Name="report-key", SecretString="k" * 64)
        region: Any = {"LocationConstraint": "eu-central-1"}
        boto3.client("s3").create_bucket(Bucket="reports", CreateBucketConfiguration=region)
        yield mocked
    forget()


def forget() -> None:
    bootstrap.settings.cache_clear()
    bootstrap.desk.cache_clear()


def use_a_bot(stub: SlackStub, monkeypatch: pytest.MonkeyPatch) -> None:
    held = {"bot_token": "xoxb-hidden", "api_url": f"{stub.workspace.address}/api/"}
    secrets = boto3.client("secretsmanager")
    secrets.put_secret_value(SecretId="slack", SecretString=json.dumps(held))
    monkeypatch.setenv("SLACK_MODE", "bot")
    monkeypatch.setenv("SLACK_CHANNEL", "C0COMPLIANCE")
    forget()


def kinds(message: dict[str, Any]) -> list[str]:
    return [block["type"] for block in message["payload"].get("blocks", ())]


def record(client: "DynamoDBClient") -> None:
    batch = [result(1, N), result(2, C, N, of=key("bucket-2"))]
    messages = [Message(str(n), heard) for n, heard in enumerate(batch)]
    store = DynamoDbComplianceStore(client, TABLES, lambda: datetime.now(UTC))
    record_batch(messages, store, datetime.now(UTC), lambda _: None)
    add_up(client, TABLES.config_compliance)


def test_what_changed_today_is_counted_by_resource(
    client: "DynamoDBClient", stub: SlackStub
) -> None:
    ago = (datetime.now(UTC) - START) / timedelta(minutes=1)
    heard = [result(ago, N), result(ago + 0.001, C, N), result(ago, C, of=key("bucket-2"))]
    messages = [Message(str(n), each) for n, each in enumerate(heard)]
    store = DynamoDbComplianceStore(client, TABLES, lambda: datetime.now(UTC))
    record_batch(messages, store, datetime.now(UTC), lambda _: None)
    add_up(client, TABLES.config_compliance)
    today = datetime.now(bootstrap.settings().zone).date().isoformat()
    assert handler({"date": today}, FakeContext())["digests"]["organisation"]["changes"] == 3
    [message] = stub.record.listing()
    said = "bucket-1 (AWS::S3::Bucket, 222222222222 eu-central-1): 1 result, 2 changes"
    assert said in message["payload"]["text"]


def test_yesterday_is_told_and_kept(client: "DynamoDBClient", stub: SlackStub) -> None:
    record(client)
    answer = handler({}, FakeContext())
    yesterday = datetime.now(bootstrap.settings().zone).date() - timedelta(days=1)
    assert (answer["kind"], answer["date"]) == ("daily", yesterday.isoformat())
    assert answer["digests"]["organisation"] == {
        "sent": True,
        "report": True,
        "total": 2,
        "compliance_percentage": 50.0,
        "muted": 0,
        "accounts": 2,
        "changes": 0,
        "not_heard_from": 2,
        "reconciled": None,
        "missed": None,
        "left_alone": None,
    }
    [message] = stub.record.listing()
    assert "Compliance score: 50.00 %" in message["payload"]["text"]
    for said in (
        "333333333333: never heard from",
        "222222222222 in eu-west-1: never heard from",
        "No comparison with AWS Config has finished yet",
    ):
        assert said in message["payload"]["text"]
    kept = [i for i in everything(client, TABLES.config_compliance) if "taken_at" in i]
    assert {item["pk"]["S"] for item in kept} == {
        f"SNAP#{yesterday}{what}" for what in ("", "#rules", "#types", "#changes", "#all")
    }


def counted(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    lines = capsys.readouterr().out.splitlines()
    [emf] = [json.loads(line) for line in lines if '"_aws"' in line]
    return dict(emf)


def test_a_digest_is_counted_once_and_that_it_is_sent_by_each_run(
    client: "DynamoDBClient", capsys: pytest.CaptureFixture[str]
) -> None:
    record(client)
    handler({}, FakeContext())
    emf = counted(capsys)
    assert (emf["DailyDigestsSent"], emf["SilentBeyondNorm"]) == ([1.0], [0.0])
    handler({}, FakeContext())
    emf = counted(capsys)
    assert (emf["DigestsSent"], emf["DailyDigestsSent"]) == ([0.0], [1.0])
    assert "SilentBeyondNorm" not in emf


def test_a_team_s_digest_that_is_not_taken_does_not_hide_that_of_the_organisation(
    client: "DynamoDBClient", stub: SlackStub, capsys: pytest.CaptureFixture[str]
) -> None:
    record(client)
    teams = {"teams": {"payments": ["222222222222"]}}
    stub.record.set_faults(read_faults([{"status": 200}, {"status": 404}]))
    with pytest.raises(DigestNotSentError, match="404"):
        handler(teams, FakeContext())
    emf = counted(capsys)
    assert (emf["DigestsSent"], emf["DailyDigestsSent"]) == ([1.0], [1.0])
    assert (emf["SilentAccounts"], emf["SilentBeyondNorm"]) == ([2.0], [0.0])
    handler(teams, FakeContext())
    assert counted(capsys)["DigestsSent"] == [1.0]


def test_a_digest_of_the_week_is_none_of_the_day(
    client: "DynamoDBClient", capsys: pytest.CaptureFixture[str]
) -> None:
    record(client)
    handler({"kind": "weekly"}, FakeContext())
    emf = counted(capsys)
    assert emf["DailyDigestsSent"] == [0.0]
    assert "SilentBeyondNorm" not in emf


def test_a_place_that_is_silent_beyond_its_norm_is_counted_and_named(
    client: "DynamoDBClient",
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    record(client)
    now = datetime.now(UTC)
    last = now - timedelta(days=5)
    place = {"account": "222222222222", "region": "eu-central-1"}
    quarters = [last - timedelta(days=days) for days in range(20)]
    kept: dict[str, Any] = {
        "pk": "A#222222222222#eu-central-1",
        "expires_at": int(now.timestamp()) + 3600,
    }
    rows = [{**kept, "sk": f"D#{sortable(q)}"} for q in quarters]
    heard = {"pk": "ACCOUNTS", "sk": "222222222222#eu-central-1", "last_heard": sortable(last)}
    for row in [*rows, {**heard, "first_heard": sortable(quarters[-1]), **place}]:
        client.put_item(TableName=TABLES.config_compliance, Item=marshal(**row))
    handler({}, FakeContext())
    assert counted(capsys)["SilentBeyondNorm"] == [1.0]
    [said] = [r for r in caplog.records if r.message == "a place is silent beyond its norm"]
    told = vars(said)
    assert (told["account"], told["region"]) == tuple(place.values())
    assert told["norm_hours"] == 48


def test_the_score_is_measured_unless_no_recorder_is_left_that_records(
    client: "DynamoDBClient", capsys: pytest.CaptureFixture[str]
) -> None:
    record(client)
    handler({}, FakeContext())
    assert counted(capsys)["ComplianceScore"] == [50.0]
    stop = RecorderCall(datetime.now(UTC), "StopConfigurationRecorder")
    for item in everything(client, TABLES.config_compliance):
        if item["pk"]["S"] == "ACCOUNTS":
            values = marshal(recorder=write_recorder(Recorder(stops=(stop,))))
            client.put_item(TableName=TABLES.config_compliance, Item=item | values)
    answer = handler({"again": True}, FakeContext())
    emf = counted(capsys)
    assert "ComplianceScore" not in emf
    assert emf["OpenViolations"] == [1.0]
    assert answer["digests"]["organisation"]["compliance_percentage"] is None


def test_a_digest_takes_a_turn_among_all_that_is_posted_to_its_channel(
    client: "DynamoDBClient",
) -> None:
    record(client)
    handler({}, FakeContext())
    [turn] = [i for i in everything(client, TABLES.notifications) if i["pk"]["S"] == "CHANNEL"]
    assert turn["sk"]["S"] == bootstrap.desk().channel.name()
    assert "next_at" in turn


def test_the_digest_leads_to_its_report(client: "DynamoDBClient", stub: SlackStub) -> None:
    record(client)
    handler({}, FakeContext())
    text = stub.record.listing()[0]["payload"]["text"]
    found = re.search(r"Report: https://api\.example/reports/([a-z0-9_-]+)\?expires=", text)
    assert found
    [kept] = boto3.client("s3").list_objects_v2(Bucket="reports")["Contents"]
    assert kept["Key"] == f"reports/{found[1].replace('_', '/')}.html"


def test_a_bot_has_slack_draw_the_digest_and_a_webhook_draws_it_with_characters(
    client: "DynamoDBClient", stub: SlackStub, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(client)
    handler({}, FakeContext())
    use_a_bot(stub, monkeypatch)
    handler({"again": True}, FakeContext())
    told, drawn = stub.record.listing()
    assert "data_visualization" not in kinds(told)
    assert kinds(drawn).count("data_visualization") == 1
    assert "Violations by severity" not in json.dumps(drawn["payload"]["blocks"])


def test_a_workspace_without_charts_is_told_in_characters_and_once(
    client: "DynamoDBClient", stub: SlackStub, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(client)
    use_a_bot(stub, monkeypatch)
    stub.workspace.lacking.add("data_visualization")
    assert handler({}, FakeContext())["digests"]["organisation"]["sent"] is True
    refused, told = stub.record.listing()
    assert (refused["error"], told["status"]) == ("invalid_blocks", 200)
    assert "Violations by severity" in json.dumps(told["payload"]["blocks"])
    assert "data_visualization" not in kinds(told)
    assert handler({}, FakeContext())["digests"]["organisation"]["sent"] is False


def test_a_day_is_told_once(client: "DynamoDBClient", stub: SlackStub) -> None:
    record(client)
    handler({}, FakeContext())
    again = handler({}, FakeContext())["digests"]["organisation"]
    assert again == {"sent": False, "reason": "it was sent before"}
    assert len(stub.record.listing()) == 1
    handler({"again": True}, FakeContext())
    assert len(stub.record.listing()) == 2


def test_a_week_and_its_teams_are_told_as_the_schedule_asks(
    client: "DynamoDBClient", stub: SlackStub
) -> None:
    record(client)
    answer = handler(
        {
            "kind": "weekly",
            "scheduled": "2026-11-16T08:15:00Z",
            "teams": {"payments": ["222222222222"]},
        },
        FakeContext(),
    )
    assert (answer["kind"], answer["date"]) == ("weekly", "2026-11-15")
    assert list(answer["digests"]) == ["organisation", "team-payments"]
    said = [message["payload"]["text"] for message in stub.record.listing()]
    assert "week from 9 to 15 November 2026" in said[0]
    assert "Team payments" in said[1]


def test_without_a_bucket_the_digest_says_that_there_is_no_report(
    client: "DynamoDBClient", stub: SlackStub
) -> None:
    record(client)
    boto3.client("s3").delete_bucket(Bucket="reports")
    assert handler({}, FakeContext())["digests"]["organisation"]["report"] is False
    assert "could not be written" in stub.record.listing()[0]["payload"]["text"]


def scheduled(hour: int) -> dict[str, Any]:
    """Return what the schedule passes on today at an hour of its time zone; it began at eight."""
    now = datetime.now(bootstrap.settings().zone) - timedelta(days=1)
    at = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    return {"kind": "daily", "scheduled": at.isoformat(), "first_hour": 8, "teams": {}}


@pytest.mark.filterwarnings("ignore:No application metrics")
def test_a_digest_that_slack_did_not_take_is_sent_an_hour_later(
    client: "DynamoDBClient",
    stub: SlackStub,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    record(client)
    stub.record.set_faults(read_faults([{"status": 404}] * 2))
    with pytest.raises(DigestNotSentError, match="404"):
        handler(scheduled(8), FakeContext())
    answer = handler(scheduled(9), FakeContext())
    [said] = [r for r in caplog.records if r.message == "a digest is still not sent"]
    assert "404" in vars(said)["reason"]
    assert answer["digests"] == {}
    capsys.readouterr()
    assert handler(scheduled(10), FakeContext())["digests"]["organisation"]["sent"] is True
    assert counted(capsys)["DailyDigestsSent"] == [1.0]
    assert handler(scheduled(11), FakeContext())["digests"]["organisation"]["sent"] is False
    assert "DailyDigestsSent" not in counted(capsys)
    assert len([each for each in stub.record.listing() if each["status"] == 200]) == 1


@pytest.mark.filterwarnings("ignore:No application metrics")
@pytest.mark.parametrize(
    ("event", "why"),
    [
        ({"kind": "hourly"}, "kind: .*'daily' or 'weekly'"),
        ({"teams": {"Pay Ments": ["222222222222"]}}, "teams"),
        ({"teams": {"payments": []}}, "teams.payments"),
        ({"day": "2026-01-01"}, "day: Extra inputs"),
        ({"scheduled": "2026-01-01T00:00"}, "scheduled"),
    ],
)
def test_what_asks_for_no_digest_is_refused_with_a_reason(
    client: "DynamoDBClient", event: dict[str, Any], why: str
) -> None:
    assert client.meta.region_name
    with pytest.raises(BadRequestError, match=why):
        handler(event, FakeContext())


def test_a_date_asks_for_its_day(client: "DynamoDBClient", stub: SlackStub) -> None:
    assert client.meta.region_name
    assert handler({"date": "2026-01-02"}, FakeContext())["date"] == "2026-01-02"
    assert "Friday, 2 January 2026" in stub.record.listing()[0]["payload"]["text"]


@pytest.mark.filterwarnings("ignore:No application metrics")
def test_a_bad_date_says_what_it_has_to_be(client: "DynamoDBClient") -> None:
    assert client.meta.region_name
    with pytest.raises(BadDateError, match="YYYY-MM-DD"):
        handler({"date": "tomorrow"}, FakeContext())


@pytest.mark.filterwarnings("ignore:No application metrics")
def test_a_digest_that_slack_does_not_take_is_an_error(
    client: "DynamoDBClient", stub: SlackStub
) -> None:
    assert client.meta.region_name
    stub.record.set_faults(read_faults([{"status": 404}]))
    with pytest.raises(DigestNotSentError, match="404"):
        handler({}, FakeContext())


@pytest.mark.filterwarnings("ignore:No application metrics")
def test_without_a_webhook_the_error_alone_says_what_to_put_where_and_once_mended_it_is_sent(
    client: "DynamoDBClient", stub: SlackStub, caplog: pytest.LogCaptureFixture
) -> None:
    assert client.meta.region_name
    secrets = boto3.client("secretsmanager")
    secrets.put_secret_value(SecretId="slack", SecretString="{}")
    asked = {"kind": "daily", "scheduled": "2026-11-16T08:00:00Z"}
    with pytest.raises(DigestNotSentError, match="secret slack holds no webhook address yet; it"):
        handler(asked, FakeContext())
    assert not [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}]
    url = f"http://127.0.0.1:{stub.server_port}/services/T/B/mended"
    secrets.put_secret_value(SecretId="slack", SecretString=url)
    forget()
    assert handler(asked, FakeContext())["digests"]["organisation"]["sent"] is True
    assert len(stub.record.listing()) == 1


def test_settings_that_are_wrong_are_named() -> None:
    wrong = {**ENVIRONMENT, "DIGEST_TIME_ZONE": "Mars/Olympus", "RETENTION_DAYS": "0"}
    with pytest.raises(ValidationError, match=r"(?s)not a time zone.*RETENTION_DAYS"):
        DailyDigestSettings.model_validate(wrong)


def test_no_accounts_are_configured_where_the_organisation_decides() -> None:
    settings = DailyDigestSettings.model_validate(ENVIRONMENT | {"AGENT_ACCOUNTS": ""})
    assert settings.expectations.watched == Watched((), ("eu-central-1", "eu-west-1"))
