"""After a run the table equals AWS Config, and each difference is counted by its cause."""

from tests.builders.fleet import bucket, found, place
from tests.builders.fleets import watched
from tests.builders.observations import N, at


def test_where_nothing_differs_nothing_is_found_or_read_in_detail() -> None:
    fleet = watched()
    fleet.config.asked.clear()
    report = fleet.reconcile()
    assert (report.places, report.compared, report.missed) == (2, 9, 0)
    assert (report.miss_rate, report.closed, report.left_alone) == (0, 0, 0)
    assert fleet.config.asked == ["sources", "rules", "overview", "rules", "overview"]


def test_a_missed_change_is_recorded_as_it_was_and_told() -> None:
    fleet = watched()
    fleet.becomes(bucket("b-1"), N, 1_000, lost=True, note="not encrypted")
    report = fleet.reconcile()
    assert found(report) == {"missed_change": 1}
    assert report.miss_rate == round(100 / 9, 2)
    record = fleet.store.records[bucket("b-1")]
    assert (record.status, record.since, record.annotation) == (N, at(1_000), "not encrypted")
    assert [notice.key for notice in fleet.store.notices] == [bucket("b-1")]


def test_a_missed_first_result_is_recorded_and_told() -> None:
    fleet = watched()
    fleet.becomes(bucket("b-9"), N, 1_000, lost=True)
    assert found(fleet.reconcile()) == {"missed_first_result": 1}
    assert fleet.open_states()[bucket("b-9")] == N
    assert len(fleet.store.notices) == 1


def test_the_event_that_comes_late_after_all_tells_nothing_twice() -> None:
    fleet = watched()
    fleet.becomes(bucket("b-1"), N, 1_000, lost=True)
    fleet.reconcile()
    before = fleet.store.records[bucket("b-1")]
    fleet.hears(bucket("b-1"), N, 1_000)
    after = fleet.store.records[bucket("b-1")]
    assert (after.status, after.since) == (before.status, before.since)
    assert len(fleet.store.notices) == 1


def test_where_config_does_not_record_its_own_results_each_rule_is_read() -> None:
    fleet = watched()
    fleet.config.records_itself = False
    fleet.becomes(bucket("b-1"), N, 1_000, lost=True)
    fleet.forgets(bucket("b-2"))
    assert found(fleet.reconcile()) == {"missed_change": 1, "result_gone": 1}
    assert fleet.open_states() == fleet.source_states()


def test_what_an_overview_does_not_show_yet_the_rule_as_a_whole_does() -> None:
    fleet = watched()
    fleet.config.overviews[place()] = list(fleet.config.overview(place()))
    fleet.becomes(bucket("b-1"), N, 1_000, lost=True)
    assert found(fleet.reconcile()) == {"missed_change": 1}


def test_an_overview_may_tell_more_than_results_do() -> None:
    fleet = watched()
    told = list(fleet.config.overview(place()))
    fleet.config.overviews[place()] = [
        *told,
        ("tagged", ("AWS::S3::Bucket", "b-8"), "NOT_APPLICABLE"),
    ]
    fleet.config.asked.clear()
    assert found(fleet.reconcile()) == {}
    assert "results tagged" not in fleet.config.asked


def test_a_new_annotation_and_a_later_evaluation_are_left_alone() -> None:
    fleet = watched()
    fleet.becomes(bucket("b-1", rule="tagged"), N, 1_000, lost=True, note="other words")
    fleet.becomes(bucket("b-2"), N, 1_000, lost=True)  # so that the rule is read
    assert found(fleet.reconcile()) == {"missed_change": 1}
    assert fleet.store.records[bucket("b-1", rule="tagged")].annotation is None


def test_a_store_that_is_ahead_of_the_aggregator_is_left_alone() -> None:
    fleet = watched()
    fleet.hears(bucket("b-1"), N, 1_500)
    fleet.hears(bucket("b-8"), N, 1_620)  # newer than what the source is known to hold
    assert found(fleet.reconcile()) == {}
    assert fleet.open_states()[bucket("b-1")] == N
    assert fleet.open_states()[bucket("b-8")] == N


def test_what_an_event_repairs_while_the_place_is_read_was_not_missed() -> None:
    fleet = watched()
    fleet.becomes(bucket("b-1"), N, 1_000, lost=True)
    fleet.forgets(bucket("b-2"))

    def arrive(question: str) -> None:
        if question == "results encrypted":
            fleet.hears(bucket("b-1"), N, 1_000)
            fleet.hears(bucket("b-2"), N, 1_610)

    fleet.config.asking = arrive
    assert found(fleet.reconcile()) == {}
    assert not fleet.queue.causes


def test_a_second_run_finds_nothing() -> None:
    fleet = watched()
    fleet.becomes(bucket("b-1"), N, 1_000, lost=True)
    fleet.forgets(bucket("b-2"), resource=True)
    assert fleet.reconcile().missed == 2
    assert fleet.open_states() == fleet.source_states()
    assert fleet.reconcile().missed == 0
