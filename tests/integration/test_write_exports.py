"""The function: 200,000 rows in as many invocations as that takes, and its own adapters."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError

from lambdas.write_exports import bootstrap
from lambdas.write_exports.handler import handler
from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.adapters.dynamodb_exports import DynamoDbExports
from shared.domain.exports import Export, ExportFormat, ExportOf, ExportStatus, Wanted
from shared.domain.filters import Filters
from shared.domain.pages import Page, Position
from shared.domain.state import Record, insert
from shared.ports.errors import StoreUnavailableError
from shared.ports.exporting import ExportHeldError
from shared.usecases.record_batch import record_batch
from tests.builders.buckets import BUCKET, create_bucket
from tests.builders.exporting import Exporting
from tests.builders.lambda_context import FakeContext
from tests.builders.observations import N, at, key, result
from tests.builders.questions import messages
from tests.builders.tables import TABLES, mocked_tables
from tests.fakes.clock import FakeClock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient
    from mypy_boto3_s3.client import S3Client

MANY = 200_000


class ManyStates:
    """So many open violations; each page takes a second."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self._like = insert(None, result(0, N, annotation="Port 22 is open to the internet"))

    def states(self, _filters: Filters, limit: int, after: Position | None) -> Page[Record]:
        self._clock.sleep(timedelta(seconds=1))
        first = int(after[1]) + 1 if after else 0
        last = min(first + limit, MANY) - 1
        found = [
            replace(self._like, key=replace(self._like.key, resource_id=f"sg-{number:06}"))
            for number in range(first, last + 1)
        ]
        return Page(found, ("", str(last)) if last + 1 < MANY else None)


def numbers(content: bytes) -> Iterable[int]:
    """Yield the number of each row; to read all of each would take longer than to write it."""
    lines = content.split(b"\n")[:-1]
    assert json.loads(lines[0]).keys() == json.loads(lines[-1]).keys()
    for line in lines:
        assert line.startswith(b"{")
        assert line.endswith(b"}")
        yield int(line.partition(b'"resource_id":"sg-')[2][:6])


def test_200_000_rows_arrive_whole_in_their_order_in_several_invocations(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = Exporting([], least_part=5 * 1024 * 1024)
    many: Any = ManyStates(office.clock)
    desk = replace(office.desk, compliance=many, page_rows=1_000)
    monkeypatch.setattr(bootstrap, "desk", lambda _: desk)
    export_id = office.order(ExportOf.VIOLATIONS, ExportFormat.NDJSON)
    invocations, answer = 0, {"status": "queued"}
    while answer["status"] in {"queued", "running"}:
        assert office.workers.asked.pop() == export_id
        answer = handler({"id": export_id}, FakeContext(120))
        invocations += 1
    assert answer == {"id": export_id, "status": "complete", "rows": MANY}
    assert invocations > 3
    content = office.files.stored[office.exports.kept[export_id].file]
    assert len(office.exports.kept[export_id].parts) > 10
    assert list(numbers(content)) == list(range(MANY))


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    with mocked_tables() as mocked:
        monkeypatch.setenv("CONFIG_COMPLIANCE_TABLE", TABLES.config_compliance)
        monkeypatch.setenv("EVENTS_TABLE", TABLES.events)
        monkeypatch.setenv("NOTIFICATIONS_TABLE", TABLES.notifications)
        monkeypatch.setenv("REPORTS_BUCKET", BUCKET)
        forget()
        yield mocked
        forget()


@pytest.fixture
def bucket(client: "DynamoDBClient") -> "S3Client":
    assert client.meta.region_name  # it is there first: nothing is created in the real AWS
    return create_bucket()


def forget() -> None:
    bootstrap.settings.cache_clear()
    bootstrap.desk.cache_clear()


def order(client: "DynamoDBClient", of: ExportOf) -> Export:
    now = bootstrap.desk("function").clock.now()
    wanted = Wanted(of=of, format=ExportFormat.CSV)
    export = Export(id=of.value, wanted=wanted, created=now, heard=now)
    DynamoDbExports(client, TABLES.config_compliance).add(export)
    return export


@pytest.mark.parametrize("of", ExportOf)
def test_with_its_own_adapters_it_exports_what_the_tables_hold(
    client: "DynamoDBClient",
    bucket: "S3Client",
    of: ExportOf,
    capsys: pytest.CaptureFixture[str],
) -> None:
    store = DynamoDbComplianceStore(client, TABLES, lambda: at(60))
    heard = [result(number, N, of=key(f"bucket-{number}")) for number in range(5)]
    record_batch(messages(heard), store, at(60), lambda _: None)
    export = order(client, of)
    assert handler({"id": export.id}, FakeContext(900)) == {
        "id": export.id,
        "status": "complete",
        "rows": 5,
    }
    text = bucket.get_object(Bucket=BUCKET, Key=export.file)["Body"].read().decode()
    assert text.count("\r\n") == 6
    [counted] = [line for line in capsys.readouterr().out.splitlines() if "_aws" in line]
    assert (json.loads(counted)["ExportsComplete"], json.loads(counted)["ExportsIncomplete"]) == (
        [1],
        [0],
    )


@pytest.mark.usefixtures("bucket")
def test_the_schedule_has_it_go_on_with_what_was_left(
    client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    export = order(client, ExportOf.STATES)
    desk = bootstrap.desk("function")
    asked: list[str] = []
    monkeypatch.setattr(type(desk.workers), "start", lambda _, export_id: asked.append(export_id))
    assert handler({}, FakeContext(900)) == {"taken_up": []}
    later = export.created + timedelta(minutes=6)
    monkeypatch.setattr(type(desk.clock), "now", lambda _: later)
    assert handler({}, FakeContext(900)) == {"taken_up": [export.id]} == {"taken_up": asked}


@pytest.mark.usefixtures("bucket")
def test_what_there_is_not_or_others_have_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert handler({"id": "none"}, FakeContext(900)) == {"id": "none", "status": None}

    def held(*_: object) -> None:
        raise ExportHeldError(at(0))

    monkeypatch.setattr(DynamoDbExports, "take", held)
    monkeypatch.setattr(type(bootstrap.desk("f").clock), "sleep", lambda *_: None)
    assert handler({"id": "held"}, FakeContext(900)) == {"id": "held", "status": None}


@pytest.mark.usefixtures("bucket")
def test_the_next_invocation_is_ordered_from_lambda_without_waiting_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: dict[str, Any] = {}

    class Lambda:
        def invoke(self, **said: Any) -> None:
            asked.update(said)

    real = boto3.client
    monkeypatch.setattr(
        boto3, "client", lambda name, **more: Lambda() if name == "lambda" else real(name, **more)
    )
    bootstrap.desk("write-exports").workers.start("one")
    assert asked == {
        "FunctionName": "write-exports",
        "InvocationType": "Event",
        "Payload": b'{"id": "one"}',
    }


def test_an_incomplete_export_is_counted_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    from lambdas.write_exports.telling import tell  # noqa: PLC0415 - beside what it is about

    office = Exporting()
    export = office.exports.kept[office.order()]
    assert tell("one", export)["status"] == ExportStatus.QUEUED
    assert "ExportsIncomplete" not in capsys.readouterr().out
    export.finish(office.clock.now(), whole=False)
    tell("one", export)
    assert '"ExportsIncomplete":[1' in capsys.readouterr().out.replace(" ", "")


@pytest.mark.usefixtures("bucket")
def test_where_lambda_takes_no_order_another_time_may_do(monkeypatch: pytest.MonkeyPatch) -> None:
    workers = bootstrap.desk("write-exports").workers

    def refuse(*_: object, **__: object) -> None:
        raise EndpointConnectionError(endpoint_url="lambda")

    monkeypatch.setattr("botocore.client.BaseClient._make_api_call", refuse)
    with pytest.raises(StoreUnavailableError):
        workers.start("one")
