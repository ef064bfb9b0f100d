"""Exports in the table, and in the fake of the tests, behave alike."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from shared.adapters.dynamodb_exports import DynamoDbExports
from shared.domain.exports import KEPT_FOR, Export, ExportFormat, ExportOf, ExportStatus, Wanted
from shared.ports.exporting import ExportHeldError, ExportLostError, Exports
from tests.builders.tables import TABLES, everything, mocked_tables
from tests.fakes.clock import NOW
from tests.fakes.exports import InMemoryExports

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

SOON = NOW + timedelta(minutes=2)
WANTED = Wanted(of=ExportOf.STATES, format=ExportFormat.CSV, accounts=("222222222222",))


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    with mocked_tables() as made:
        yield made


@pytest.fixture(params=["table", "fake"])
def exports(request: pytest.FixtureRequest, client: "DynamoDBClient") -> Exports:
    if request.param == "fake":
        return InMemoryExports()
    return DynamoDbExports(client, TABLES.config_compliance)


def order(exports: Exports, name: str = "one", minutes: float = 0) -> Export:
    created = NOW + timedelta(minutes=minutes)
    export = Export(id=name, wanted=WANTED, created=created, heard=created)
    exports.add(export)
    return export


def taken(exports: Exports, name: str = "one", **when: Any) -> Export:
    export = exports.take(name, when.get("now", NOW), when.get("until", SOON))
    assert export
    return export


def test_an_order_is_there_until_it_expires(exports: Exports) -> None:
    export = order(exports)
    assert exports.get("one", NOW) == export
    assert exports.get("two", NOW) is None
    assert exports.get("one", NOW + KEPT_FOR) is None
    assert exports.take("one", NOW + KEPT_FOR, NOW + KEPT_FOR) is None


def test_whoever_takes_an_export_has_it_until_then(exports: Exports) -> None:
    order(exports)
    first = taken(exports)
    assert (first.status, first.tries) == (ExportStatus.RUNNING, 1)
    with pytest.raises(ExportHeldError) as held:
        taken(exports, now=NOW + timedelta(minutes=1))
    assert held.value.until == SOON
    second = taken(exports, now=SOON, until=SOON + timedelta(minutes=2))
    assert second.tries == 2
    with pytest.raises(ExportLostError):
        exports.keep(first, SOON)


def test_what_is_kept_is_found_again_by_the_next(exports: Exports) -> None:
    order(exports)
    export = taken(exports)
    export.upload, export.position, export.walk = "upload", ("", "a#b"), 1
    export.add_part('"etag"', 3, 100)
    exports.keep(export, NOW)
    found = taken(exports)
    assert replace(found, holder="", tries=0) == replace(export, holder="")


def test_what_is_over_is_given_to_everybody_and_held_by_nobody(exports: Exports) -> None:
    order(exports)
    export = taken(exports)
    export.finish(NOW, whole=True)
    exports.keep(export, SOON)
    for _ in range(2):
        assert taken(exports).status is ExportStatus.COMPLETE


def test_exports_are_listed_newest_first_page_by_page(exports: Exports) -> None:
    for number in range(5):
        order(exports, f"{number}", minutes=number)
    now, after, found = NOW + timedelta(hours=1), None, []
    while True:
        page = exports.listed(2, after, now)
        assert len(page.items) <= 2
        found += [each.id for each in page.items]
        after = page.next
        if after is None:
            break
    assert found == ["4", "3", "2", "1", "0"]
    assert exports.listed(9, ("", "\x00"), now).items == []


def test_an_expired_export_is_in_no_list(exports: Exports) -> None:
    order(exports, "old")
    order(exports, "new", minutes=10)
    now = NOW + KEPT_FOR + timedelta(minutes=5)
    assert [each.id for each in exports.listed(9, None, now).items] == ["new"]
    assert [each.id for each, _ in exports.under_way(NOW, now)] == ["new"]


def test_what_is_not_over_is_under_way_and_held_until_then(exports: Exports) -> None:
    for name in ("queued", "held", "over"):
        order(exports, name)
    order(exports, "early", minutes=-5)
    taken(exports, "held")
    over = taken(exports, "over")
    over.finish(NOW, whole=False)
    exports.keep(over, NOW)
    assert {each.id: until for each, until in exports.under_way(NOW, NOW)} == {
        "queued": NOW,
        "held": SOON,
    }


def test_of_two_who_take_it_at_the_same_instant_one_has_it(client: "DynamoDBClient") -> None:
    exports = DynamoDbExports(client, TABLES.config_compliance)
    order(exports)
    reading = client.get_item

    def read_then_another_takes(**asked: Any) -> Any:
        answer = reading(**asked)
        client.get_item = reading  # type: ignore[method-assign]
        taken(exports)
        return answer

    client.get_item = read_then_another_takes  # type: ignore[method-assign]
    with pytest.raises(ExportHeldError):
        taken(exports)


def test_what_a_batch_leaves_out_is_read_again(
    client: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    exports = DynamoDbExports(client, TABLES.config_compliance)
    for number in range(3):
        order(exports, f"{number}", minutes=number)
    reading = client.batch_get_item

    def one_by_one(*, RequestItems: Any) -> Any:  # noqa: N803 - boto3's names
        [(table, asked)] = RequestItems.items()
        first, *rest = asked["Keys"]
        answer: Any = reading(RequestItems={table: asked | {"Keys": [first]}})
        return answer | {"UnprocessedKeys": {table: asked | {"Keys": rest}} if rest else {}}

    monkeypatch.setattr(client, "batch_get_item", one_by_one)
    later = NOW + timedelta(hours=1)
    assert [each.id for each in exports.listed(9, None, later).items] == ["2", "1", "0"]


def test_a_list_names_an_order_before_it_is_there_and_passes_over_it(
    client: "DynamoDBClient",
) -> None:
    exports = DynamoDbExports(client, TABLES.config_compliance)
    order(exports)
    [kept] = [item for item in everything(client, TABLES.config_compliance) if "so_far" in item]
    client.delete_item(TableName=TABLES.config_compliance, Key={"pk": kept["pk"], "sk": kept["sk"]})
    assert exports.listed(9, None, NOW).items == []
    assert list(exports.under_way(NOW, NOW)) == []
