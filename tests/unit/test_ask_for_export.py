"""Orders for exports: kept, worked on, and only so many at once."""

from datetime import timedelta

import pytest

from shared.adapters.export_json import read_export, write_export
from shared.domain.export_rows import NAMES, event_row, state_row
from shared.domain.exports import Export, ExportFormat, ExportOf, ExportStatus, Wanted
from shared.domain.filters import Filters, Window
from shared.domain.muting import ActiveMutes
from shared.domain.severity import Severity
from shared.ports.errors import StoreUnavailableError
from shared.usecases.ask_for_export import MOST_UNDER_WAY, TooManyExportsError, ask_for_export
from shared.usecases.list_exports import list_exports
from tests.builders.api import ask, serve
from tests.builders.exporting import OTHER, Exporting
from tests.fakes.clock import NOW

NO_MUTES = ActiveMutes((), NOW)


@pytest.fixture
def office() -> Exporting:
    return Exporting()


def test_an_order_is_kept_and_somebody_is_asked_to_work_on_it(office: Exporting) -> None:
    export_id = office.order()
    export = office.exports.kept[export_id]
    assert (export.status, export.created) == (ExportStatus.QUEUED, NOW)
    assert export.expires == NOW + timedelta(days=7)
    assert office.workers.asked == [export_id]


def test_a_time_that_ends_before_the_order_stays_as_it_is(office: Exporting) -> None:
    hour = timedelta(hours=1)
    for end, expected in [(NOW - hour, NOW - hour), (NOW + hour, NOW), (None, NOW)]:
        window = Window(start=NOW - 2 * hour, end=end)
        export = office.exports.kept[office.order(ExportOf.EVENTS, window=window)]
        assert export.wanted.window == Window(start=NOW - 2 * hour, end=expected)


def test_an_order_stands_though_nobody_could_be_asked(office: Exporting) -> None:
    class Nobody:
        def start(self, export_id: str) -> None:
            raise StoreUnavailableError(export_id)

    wanted = Wanted(of=ExportOf.STATES, format=ExportFormat.CSV)
    export = ask_for_export(wanted, NOW, office.exports, Nobody())
    assert office.exports.kept[export.id].status is ExportStatus.QUEUED


def test_one_order_too_many_has_to_wait_until_another_is_over(office: Exporting) -> None:
    orders = [office.order() for _ in range(MOST_UNDER_WAY)]
    with pytest.raises(TooManyExportsError):
        office.order()
    office.work(orders[0])
    office.order()


def test_nobody_waits_for_the_exports_of_those_who_see_other_accounts(office: Exporting) -> None:
    for _ in range(MOST_UNDER_WAY):
        office.order()
    mine = Wanted(of=ExportOf.STATES, format=ExportFormat.CSV, accounts=("222222222222",))
    for _ in range(MOST_UNDER_WAY):
        ask_for_export(mine, NOW, office.exports, office.workers)
    with pytest.raises(TooManyExportsError):
        ask_for_export(mine, NOW, office.exports, office.workers)


@pytest.mark.parametrize("at_once", [1, 2, 100])
def test_a_list_is_of_what_may_be_seen_alone_and_so_is_where_it_goes_on(
    office: Exporting, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("shared.usecases.list_exports._AT_ONCE", at_once)
    mine = Wanted(of=ExportOf.STATES, format=ExportFormat.CSV, accounts=("222222222222",))
    orders = []
    for number in range(6):
        office.clock.sleep(timedelta(seconds=1))
        if number % 3:
            office.order()
        else:
            now = office.clock.now()
            orders.append(ask_for_export(mine, now, office.exports, office.workers))
    seen, now = frozenset(mine.accounts or ()), office.clock.now()
    first = list_exports(seen, 1, None, now, office.exports)
    assert [each.id for each in first.items] == [orders[1].id]
    assert first.next == ("", orders[1].listed_at)
    rest = list_exports(seen, 1, first.next, now, office.exports)
    assert ([each.id for each in rest.items], rest.next) == ([orders[0].id], None)
    assert len(list_exports(None, 9, None, now, office.exports).items) == 6


def test_only_those_see_an_export_who_see_all_accounts_in_it() -> None:
    def seen(of: tuple[str, ...] | None, by: set[str] | None) -> bool:
        wanted = Wanted(of=ExportOf.STATES, format=ExportFormat.CSV, accounts=of)
        return wanted.visible_to(None if by is None else frozenset(by))

    assert seen(None, None)
    assert seen((OTHER,), None)
    assert seen((OTHER,), {OTHER, "222222222222"})
    assert not seen(None, {OTHER})
    assert not seen((OTHER, "222222222222"), {OTHER})


def test_an_export_is_the_same_after_it_was_kept() -> None:
    wanted = Wanted(
        of=ExportOf.VIOLATIONS,
        format=ExportFormat.CSV,
        filters=Filters(account=OTHER, rule_name="a#b"),
        window=Window(start=NOW),
        severity=Severity.HIGH,
        accounts=(OTHER,),
    )
    begun = Export(id="1", wanted=wanted, created=NOW, heard=NOW)
    over = Export(
        id="2",
        wanted=Wanted(of=ExportOf.EVENTS, format=ExportFormat.NDJSON),
        created=NOW,
        heard=NOW,
        parts=["a"],
        position=("", "b"),
        reason="no",
    )
    over.finish(NOW, whole=False)
    for export in (begun, over):
        assert read_export(write_export(export)) == export
        assert read_export(write_export(export) | {"later": 1}) == export


def test_a_row_has_the_members_that_its_columns_name(office: Exporting) -> None:
    record = next(iter(office.store.records.values()))
    item = next(iter(office.store.items.values()))
    assert tuple(state_row(record, NO_MUTES)) == NAMES[ExportOf.STATES]
    assert tuple(event_row(item)) == NAMES[ExportOf.EVENTS]


def test_a_row_is_the_item_that_the_lists_of_the_api_have(
    office: Exporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(monkeypatch, office.store)
    resource = next(iter(office.store.records)).resource_id
    [record] = [r for r in office.store.records.values() if r.key.resource_id == resource]
    [item] = [i for i in office.store.items.values() if i.resource_id == resource]
    for path, row in (
        ("/compliance/states", state_row(record, NO_MUTES)),
        ("/events", event_row(item)),
    ):
        assert ask(path, f"resource_id={resource}").body["items"] == [row]
