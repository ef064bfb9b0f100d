"""What feeds the sums of the organisation, and who hears when they fall behind."""

import json

from tests.infrastructure.synthesis import Template, logical_ids


def test_the_stream_brings_what_is_counted_and_violations_that_ended_and_nothing_else(
    master: Template,
) -> None:
    source = master.named("AWS::Lambda::EventSourceMapping", "UpdateTotals")
    patterns = [json.loads(f["Pattern"]) for f in source["FilterCriteria"]["Filters"]]
    assert patterns == [
        {"dynamodb": {"Keys": {"sk": {"S": [{"prefix": "R#"}, {"prefix": "D#"}]}}}},
        {
            "dynamodb": {
                "Keys": {"sk": {"S": [{"prefix": "S#"}]}},
                "OldImage": {"status": {"S": ["NON_COMPLIANT"]}},
                "NewImage": {"status": {"S": ["COMPLIANT"]}},
            }
        },
    ]
    table = master.named("AWS::DynamoDB::Table", "ConfigCompliance")
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}


def test_a_batch_that_fails_is_split_and_comes_again_until_its_records_expire(
    master: Template,
) -> None:
    source = master.named("AWS::Lambda::EventSourceMapping", "UpdateTotals")
    assert source["StartingPosition"] == "TRIM_HORIZON"
    assert source["BisectBatchOnFunctionError"] is True
    assert "MaximumRetryAttempts" not in source
    assert source["MaximumBatchingWindowInSeconds"] == 2


def test_places_are_compared_with_the_sums_every_day(master: Template) -> None:
    schedule = master.named("AWS::Scheduler::Schedule", "UpdateTotals")
    assert schedule["ScheduleExpression"] == "cron(30 3 * * ? *)"
    assert logical_ids(schedule["Target"]["Arn"]) == {
        name
        for name in master.all("AWS::Lambda::Function")
        if name.startswith("UpdateTotalsFunction")
    }


def test_alarms_say_that_the_sums_are_behind_or_were_wrong(master: Template) -> None:
    behind = master.named("AWS::CloudWatch::Alarm", "UpdateTotalsBehind")
    assert (behind["MetricName"], behind["Threshold"]) == ("IteratorAge", 300_000)
    mended = master.named("AWS::CloudWatch::Alarm", "UpdateTotalsPlacesMended")
    assert (mended["MetricName"], mended["Threshold"]) == ("PlacesMended", 0)
