"""The function: what the stream brings is added once, and what was missed is mended."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from lambdas.update_totals import bootstrap
from lambdas.update_totals.handler import handler
from shared.adapters.dynamodb_compliance_store import DynamoDbComplianceStore
from shared.domain.observations import PlaceKey
from shared.domain.rollups import Counts
from shared.domain.totals import part_of
from shared.usecases.record_batch import record_batch
from tests.builders.lambda_context import FakeContext
from tests.builders.observations import C, N, at, key, result
from tests.builders.questions import messages
from tests.builders.tables import TABLES, everything, mocked_tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

PLACE = PlaceKey("222222222222", "eu-central-1")


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    monkeypatch.setenv("CONFIG_COMPLIANCE_TABLE", TABLES.config_compliance)
    monkeypatch.setenv("RETENTION_DAYS", "90")
    bootstrap.store.cache_clear()
    with mocked_tables() as mocked:
        store = DynamoDbComplianceStore(mocked, TABLES, lambda: at(60))
        heard = messages([result(1, C, of=key("bucket-1")), result(2, N, of=key("bucket-2"))])
        record_batch(heard, store, at(60), lambda _: None)
        yield mocked
    bootstrap.store.cache_clear()


def stream(client: "DynamoDBClient") -> Any:
    """Return a batch with everything that is in the table, as if it had just been written."""
    items = everything(client, TABLES.config_compliance)
    told = [
        {"Keys": item, "NewImage": item, "SequenceNumber": str(number)}
        for number, item in enumerate(items, start=1)
    ]
    return {"Records": [{"dynamodb": each} for each in told]}


def summed(place: PlaceKey = PLACE) -> Counts | None:
    return bootstrap.store().sums([place]).parts[part_of(place)].by_account.get(place.account)


def test_a_batch_of_the_stream_is_added_once_however_often_it_comes(
    client: "DynamoDBClient",
) -> None:
    batch = stream(client)
    assert handler(batch, FakeContext())["changes"] >= 2
    handler(batch, FakeContext())
    assert summed() == Counts(2, 1, 1)


def test_a_record_that_is_not_understood_is_logged_by_its_key_and_holds_nothing_back(
    client: "DynamoDBClient", caplog: pytest.LogCaptureFixture
) -> None:
    broken = {"dynamodb": {"Keys": {"pk": {"S": "A#1#2"}, "sk": {"S": "R#x"}}, "NewImage": {}}}
    batch = stream(client)
    batch["Records"] += [broken, {}]
    handler(batch, FakeContext())
    assert summed() == Counts(2, 1, 1)
    said = [record.__dict__ for record in caplog.records if "not understood" in record.message]
    assert [record["keys"] for record in said] == [broken["dynamodb"]["Keys"], None]


@pytest.mark.usefixtures("client")
def test_a_daily_run_mends_what_the_stream_has_missed_and_counts_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert summed() is None
    assert handler({}, FakeContext()) == {"places": 1, "compared": 1, "mended": 1}
    assert summed() == Counts(2, 1, 1)
    assert '"PlacesMended":[1.0]' in capsys.readouterr().out.replace(" ", "")
    assert handler({}, FakeContext())["mended"] == 0


@pytest.mark.usefixtures("client")
def test_a_run_without_time_says_how_far_it_came() -> None:
    context = FakeContext(remaining_seconds=20)
    assert handler({}, context) == {"places": 1, "compared": 0, "mended": 0}
