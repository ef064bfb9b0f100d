"""The API on real tables: put together by its bootstrap, from its environment alone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError

from lambdas.compliance_api import bootstrap
from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.adapters.dynamodb_items import history_item
from shared.domain.history import history_of
from shared.usecases.record_batch import record_batch
from tests.builders.api import ask
from tests.builders.observations import C, N, at, deletion, key, result
from tests.builders.questions import messages
from tests.builders.tables import TABLES, mocked_tables
from tests.builders.totals import add_up

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

PACK = "s3-bucket-public-read-prohibited-conformance-pack-a1b2c3d4e"


def forget() -> None:
    """Let the next request find a new instance of the function."""
    bootstrap.services.cache_clear()
    bootstrap._secrets.cache_clear()  # noqa: SLF001 - there is no other way to a new instance


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        secret = boto3.client("secretsmanager").create_secret(Name="key", SecretString="k" * 64)
        monkeypatch.setenv("CONFIG_COMPLIANCE_TABLE", TABLES.config_compliance)
        monkeypatch.setenv("EVENTS_TABLE", TABLES.events)
        monkeypatch.setenv("CURSOR_SECRET_ARN", secret["ARN"])
        monkeypatch.setenv("REPORTS_BUCKET", "reports")
        monkeypatch.setenv("REPORT_KEY_ARN", "report-key")
        monkeypatch.setattr(bootstrap, "now", lambda: at(60))
        forget()
        yield mocked
        forget()


@pytest.fixture
def told(client: "DynamoDBClient") -> None:
    store = DynamoDbComplianceStore(client, TABLES, lambda: at(60))
    heard = [
        result(1, C, of=key("bucket-1")),
        result(2, N, of=key("bucket-2")),
        result(3, N, of=key("bucket-2", PACK)),
        result(4, N, of=key("bucket-3")),
    ]
    record_batch(messages([*heard, deletion(5, key("bucket-3"))]), store, at(60), lambda _: None)
    add_up(client, TABLES.config_compliance)


@pytest.mark.usefixtures("told")
def test_closed_states_are_in_no_list_and_no_count_whichever_key_leads_to_them() -> None:
    for query in (
        "",
        "account=222222222222",
        "account=222222222222&region=eu-central-1",
        "rule_name=s3-bucket-public-read-prohibited",
        "status=NON_COMPLIANT",
        "resource_type=AWS::S3::Bucket",
    ):
        items = ask("/compliance/states", query).body["items"]
        assert "bucket-2" in {item["resource_id"] for item in items}
        assert "bucket-3" not in {item["resource_id"] for item in items}
    assert ask("/compliance/states", "resource_id=bucket-3").body["items"] == []
    assert ask("/compliance/summary").body["total"] == 3


@pytest.mark.usefixtures("told")
def test_a_plain_rule_name_finds_all_variants_and_a_full_one_just_that_rule() -> None:
    def rules(query: str) -> list[str]:
        found = ask("/compliance/states", query).body["items"]
        return sorted(item["rule_name"] for item in found if item["resource_id"] == "bucket-2")

    assert len(rules("rule_name=s3-bucket-public-read-prohibited")) == 2
    assert rules(f"rule_name={PACK}") == [PACK]
    assert len(rules("rule_name=s3-bucket-public-read-prohibited&account=222222222222")) == 2
    by_rule = ask("/compliance/summary", f"rule_name={PACK}").body["by_rule"]
    assert by_rule["s3-bucket-public-read-prohibited"]["total"] == 1


@pytest.mark.usefixtures("told")
def test_a_list_goes_on_by_its_cursor_in_a_new_instance_too() -> None:
    first = ask("/events", "limit=3").body
    forget()
    rest = ask("/events", f"limit=3&cursor={first['next_cursor']}").body
    times = [item["time"] for item in first["items"] + rest["items"]]
    assert (len(times), times) == (5, sorted(times, reverse=True))
    assert rest["next_cursor"] is None


def test_what_has_expired_is_told_no_more_though_it_is_still_stored(
    client: "DynamoDBClient",
) -> None:
    item = history_item(history_of(result(0, N)), retention=timedelta(minutes=60))
    client.put_item(TableName=TABLES.events, Item=item)
    assert ask("/events").body["items"] == []
    assert ask("/compliance/summary", "start_date=2026-11-01").body["activity"]["total_events"] == 0


@pytest.mark.usefixtures("client")
def test_without_dynamodb_the_answer_is_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise EndpointConnectionError(endpoint_url="dynamodb")

    ask("/compliance/summary")
    monkeypatch.setattr("botocore.client.BaseClient._make_api_call", refuse)
    assert ask("/compliance/states").status == 503
    assert ask("/compliance/summary", "start_date=2026-11-01").status == 503
    assert ask("/events").status == 503
