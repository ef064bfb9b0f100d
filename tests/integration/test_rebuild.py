"""`tools.rebuild`: what recording wrote is found equal, what was altered is found and said."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.domain.observations import Observation
from shared.usecases import rebuild
from tests.builders.endings import rule_deletion
from tests.builders.observations import C, N, at, key, result
from tests.builders.streams import deliver, there
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.builders.totals import add_up
from tools import targets
from tools.rebuild.__main__ import main

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

SHORT_AGO = (timedelta(),) * 3


@dataclass(frozen=True)
class Functions:
    """What AWS Lambda says of a function."""

    days: str

    def get_function_configuration(self, FunctionName: str) -> Any:  # noqa: N803 - boto3's name
        assert FunctionName == "handle"
        return {"Environment": {"Variables": {"RETENTION_DAYS": self.days}}}


@dataclass(frozen=True, kw_only=True)
class Mocked(targets.Target):
    """The tables in process."""

    def client(self, service: str) -> Any:
        return Functions("3650") if service == "lambda" else super().client(service)


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        target = Mocked(
            name="the mocked AWS",
            session=boto3.Session(region_name="eu-central-1"),
            tables={"config_compliance": TABLES.config_compliance, "events": TABLES.events},
            queues={},
            functions={"handle_config_events": "handle"},
        )
        monkeypatch.setattr(targets, "find", lambda _: target)
        monkeypatch.setattr(rebuild, "AGAIN_AFTER", SHORT_AGO)
        yield mocked


def record(client: "DynamoDBClient", *heard: Observation) -> None:
    deliver(heard, DynamoDbComplianceStore(client, TABLES, lambda: at(0)))
    add_up(client, TABLES.config_compliance)


def alter(client: "DynamoDBClient", prefix: str, name: str, value: Any) -> None:
    """Change a member of every item whose sort key begins so."""
    for item in everything(client, TABLES.config_compliance):
        if item["sk"]["S"].startswith(prefix):
            client.put_item(TableName=TABLES.config_compliance, Item={**item, name: value})


type Output = pytest.CaptureFixture[str]


def test_what_is_equal_is_said_in_a_line(client: "DynamoDBClient", capsys: Output) -> None:
    elsewhere = there(result(1, C, of=replace(key(), region="us-east-1")))
    record(client, result(1, N), elsewhere, result(2, C, of=key(rule="b")), rule_deletion(3))
    assert main([]) == 0
    assert capsys.readouterr().out == (
        "States and rollups of 2 places equal what their history says:"
        " 3 states, 0 beyond the history.\n"
        "The sums of the organisation have what 2 places count.\n"
    )


def test_only_what_is_asked_for_is_looked_at(client: "DynamoDBClient", capsys: Output) -> None:
    elsewhere = there(result(1, C, of=replace(key(), region="us-east-1")))
    record(
        client, result(1, N), elsewhere, there(result(1, N, of=replace(key(), account="1" * 12)))
    )
    for asked, places in (
        (["--account", "222222222222"], "2 places"),
        (["--region", "us-east-1"], "1 place "),
        (["--account", "1" * 12, "--region", "eu-central-1"], "1 place "),
    ):
        assert main(asked) == 0
        assert places in capsys.readouterr().out
    assert main(["--account", "999999999999"]) == 2
    assert capsys.readouterr().err == "rebuild: the mocked AWS knows nothing of 999999999999.\n"


def test_what_differs_is_listed_and_counted(client: "DynamoDBClient", capsys: Output) -> None:
    record(client, *(result(1, N, of=key(f"bucket-\x1b[{n}")) for n in range(22)))
    alter(client, keys.STATE, "annotation", {"S": "altered"})
    assert main([]) == 1
    said = capsys.readouterr().out
    assert "In 1 place 22 states and 0 rollups are not what their history says" in said
    assert "and 2 more: --json has all" in said
    assert "annotation: altered" in said
    assert "\x1b" not in said


def test_a_rollup_that_is_not_a_recount_is_listed(client: "DynamoDBClient", capsys: Output) -> None:
    record(client, result(1, N))
    alter(client, keys.ROLLUP, "compliant", {"N": "7"})
    assert main([]) == 1
    said = capsys.readouterr().out
    assert "7 compliant" in said
    assert "0 states and 1 rollup are not" in said


def test_a_program_is_told_everything(client: "DynamoDBClient", capsys: Output) -> None:
    record(client, *(result(1, N, of=key(f"bucket-{n}")) for n in range(3)))
    alter(client, keys.STATE, "status", {"S": C})
    assert main(["--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["equal"], said["places"]) == (False, 1)
    assert said["states"]["different"] == 3
    assert said["rollups"] == {"equal": 0, "different": 1}
    assert len(said["differences"]) == 4
    [first, *_] = [each for each in said["differences"] if each["kind"] == "different"]
    assert (first["stored"]["status"], first["of_history"]["status"]) == (C, N)


@pytest.mark.parametrize(
    ("days", "said"), [([], ": 1 state, 0 beyond"), (["--days", "1"], ": 0 states, 1 beyond")]
)
def test_history_reaches_as_far_back_as_it_is_kept(
    client: "DynamoDBClient", capsys: Output, days: list[str], said: str
) -> None:
    record(client, result(-5000, N))
    assert main(days) == 0
    assert said in capsys.readouterr().out


def test_tables_that_cannot_be_read_are_an_error(client: "DynamoDBClient", capsys: Output) -> None:
    client.delete_table(TableName=TABLES.config_compliance)
    assert main([]) == 2
    said = capsys.readouterr().err
    assert said.startswith("rebuild: DynamoDB: ")
    assert said.count("\n") == 1
