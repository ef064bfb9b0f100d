"""Queries of CloudWatch Logs Insights are answered as they are asked, or refused.

Stands for: Logs Insights, of whose language this is the part that the runbook speaks: `fields`,
`display`, `filter`, `stats ... by`, `sort` and `limit`, on the fields that it finds in JSON and in
what Lambda writes. MiniStack knows of a filter only `like` and one kind of `=`, and leaves out of a
query what it does not know: its answer is then one to another question.
"""

from typing import Any

from ministack.core.responses import error_response_json, json_response, new_uuid
from ministack.services import cloudwatch_logs

from local.emulator.log_insights.query import Query, read_query
from local.emulator.log_insights.records import found_in
from local.emulator.log_insights.tokens import MalformedQueryError

_resolve_groups = cloudwatch_logs._resolve_query_log_groups
_refuse = cloudwatch_logs._start_query


def install() -> None:
    """Take the place of the emulator's own queries."""
    cloudwatch_logs._start_query = start_query


def start_query(data: dict[str, Any]) -> Any:
    """Answer StartQuery: the results are there at once, for GetQueryResults."""
    groups = _resolve_groups(data)
    if not groups or any(name not in cloudwatch_logs._log_groups for name in groups):
        return _refuse(data)
    try:
        query = read_query(data.get("queryString", ""))
    except MalformedQueryError as error:
        return error_response_json("MalformedQueryException", str(error), 400)
    query_id = new_uuid()
    cloudwatch_logs._queries[query_id] = _answered(data, groups, query) | {"queryId": query_id}
    return json_response({"queryId": query_id})


def _answered(data: dict[str, Any], groups: list[str], query: Query) -> dict[str, Any]:
    within = data["startTime"], data["endTime"]
    scanned = cloudwatch_logs._collect_query_records(groups, *within)
    matched, rows = query.answer([found_in(record) for record in scanned])
    return {
        "logGroupNames": groups,
        "queryString": data.get("queryString", ""),
        "startTime": within[0],
        "endTime": within[1],
        "status": "Complete",
        "results": [_result(row) for row in rows[: data.get("limit", len(rows))]],
        "statistics": {
            "recordsMatched": float(matched),
            "recordsScanned": float(len(scanned)),
            "bytesScanned": float(sum(len(record["@message"]) for record in scanned)),
        },
    }


def _result(row: dict[str, Any]) -> list[dict[str, str]]:
    return [{"field": name, "value": _text(value)} for name, value in row.items()]


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)
