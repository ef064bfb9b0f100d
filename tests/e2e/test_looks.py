"""The looks of the runbook at logs, as they stand there, find what is there."""

import time

from local import api
from tests.builders.runbook import access_log_queries, report_query, warnings_query
from tests.e2e.happenings import NON_COMPLIANT, Watched, unique
from tests.e2e.running import Running, eventually


def asked(running: Running, group: str, query: str) -> list[dict[str, str]]:
    """Return the rows of a query over the last hour, by their fields."""
    logs, now = running.client("logs"), int(time.time())
    within = {"startTime": now - 3600, "endTime": now + 60}
    started = logs.start_query(logGroupName=group, queryString=query, **within)
    answer = logs.get_query_results(queryId=started["queryId"])
    assert answer["status"] == "Complete"
    return [{cell["field"]: cell["value"] for cell in row} for row in answer["results"]]


def log_of(running: Running, function: str) -> str:
    """Return the log group of a function."""
    name = running.stack.functions[function]
    found = running.client("lambda").get_function_configuration(FunctionName=name)
    return str(found["LoggingConfig"]["LogGroup"])


def test_how_long_recording_took_and_what_it_warned_of(running: Running) -> None:
    event = Watched(running.account, unique("sg")).becomes(NON_COMPLIANT, 1)
    event["detail"]["newEvaluationResult"]["complianceType"] = [unique("nothing")]
    running.deliver(event)
    group = log_of(running, "handle_config_events")

    def warned() -> bool:
        rows = asked(running, group, warnings_query())
        return any(event["id"] in row["@message"] for row in rows)

    eventually(warned, 30, "the line on an event that is none")
    [newest, *_] = asked(running, group, report_query())
    assert float(newest["max(@duration)"]) >= float(newest["pct(@duration, 99)"]) > 0
    assert int(newest["count(*)"]) >= 1


def test_requests_are_in_the_access_log_with_who_asked(running: Running) -> None:
    running.ask("/compliance/summary", account=running.account)
    assert api.get(running.stack, "/nothing").status == 404
    stage = running.client("apigatewayv2").get_stage(
        ApiId=running.outputs()["ComplianceApiId"], StageName="$default"
    )
    group = stage["AccessLogSettings"]["DestinationArn"].split(":")[6]
    seen = asked(running, group, "stats count(*) by route, status, caller")
    answered = {(row["route"], row["status"]): row["caller"] for row in seen}
    assert ("$default", "404") in answered
    assert running.stack.master_account in answered["GET /compliance/summary", "200"]
    for query in access_log_queries():
        assert all("route" in row for row in asked(running, group, query))
