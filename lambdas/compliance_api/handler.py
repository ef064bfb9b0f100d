"""Answers the HTTP API: each route reads its request, calls one use case, writes the answer."""

from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.utilities.typing import LambdaContext

from lambdas.compliance_api import bootstrap, exports
from lambdas.compliance_api.answers import answer, page_of_events, page_of_states, summary_of
from lambdas.compliance_api.export_requests import ExportRequest, ExportsRequest
from lambdas.compliance_api.parameters import read_body, read_request
from lambdas.compliance_api.problems import problem_of
from lambdas.compliance_api.reports import open_report
from lambdas.compliance_api.requests import EventsRequest, StatesRequest, SummaryRequest
from shared.observability import logger
from shared.usecases.list_events import list_events
from shared.usecases.list_states import list_states
from shared.usecases.summarise_compliance import summarise_compliance

app = APIGatewayHttpResolver()
app.exception_handler(Exception)(lambda error: problem_of(error, app.current_event))


@app.get("/compliance/summary")
def summary() -> Response[str]:
    """Say how things stand and, if dates are given, what happened between them."""
    asked = read_request(SummaryRequest, app.current_event.raw_query_string)
    have = bootstrap.services()
    window = asked.window if asked.start_date or asked.end_date else None
    found = summarise_compliance(
        asked.filters, window, have.compliance, have.history, bootstrap.now()
    )
    return answer(summary_of(found))


@app.get("/compliance/states")
def states() -> Response[str]:
    """List present states."""
    asked = read_request(StatesRequest, app.current_event.raw_query_string)
    have = bootstrap.services()
    found = list_states(asked.filters, asked.limit, asked.cursor, have.compliance, have.cursors)
    return answer(page_of_states(found))


@app.get("/events")
def events() -> Response[str]:
    """List what happened, newest first."""
    asked = read_request(EventsRequest, app.current_event.raw_query_string)
    have = bootstrap.services()
    found = list_events(
        asked.filters, asked.window, asked.limit, asked.cursor, have.history, have.cursors
    )
    return answer(page_of_events(found))


@app.post("/exports")
def begin_export() -> Response[str]:
    """Order an export."""
    asked = read_body(ExportRequest, app.current_event)
    return exports.begin(asked, None, bootstrap.now())


@app.get("/exports")
def list_exports() -> Response[str]:
    """List exports, newest first."""
    asked = read_request(ExportsRequest, app.current_event.raw_query_string)
    return exports.listed(asked, None, bootstrap.services().cursors, bootstrap.now())


@app.get("/exports/<export_id>")
def show_export(export_id: str) -> Response[str]:
    """Say how far an export is, and where its file is to be had."""
    return exports.show(export_id, None, bootstrap.now())


@app.get("/reports/<report_id>")
def report(report_id: str) -> Response[str]:
    """Lead to a report, by a link that was signed here."""
    return open_report(report_id, app.current_event.raw_query_string, bootstrap.reports())


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Take an HTTP API event (payload format 2.0), return the response."""
    return app.resolve(event, context)
