"""The one table of what can be asked: where, with which parameters, and what is answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from lambdas.compliance_api import (
    description,
    exports,
    lists,
    mute_requests,
    mutes,
    overviews,
    page_shapes,
    reports,
    requests,
    shapes,
)
from lambdas.compliance_api.calls import Call
from lambdas.compliance_api.export_answers import ExportAnswer, ExportsPage
from lambdas.compliance_api.export_requests import ExportRequest, ExportsRequest
from lambdas.compliance_api.mute_answers import MuteAnswer, MuteAuditPage, MutesPage
from shared import endpoints
from shared.endpoints import Endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Route[Request: BaseModel]:
    """One endpoint; the first line of what `answer` says of itself is its summary.

    `request` is the model of its query parameters, or of its JSON body where `in_body` says so.
    `answers` are the shapes of its JSON; rows of a list go by `formats` too. `personal` says that
    the answer depends on what the caller may see, `conflicts` that it may be refused for what is
    there already, `keyed` that an idempotency key makes a repetition of it harmless.
    """

    at: Endpoint
    request: type[Request]
    answer: Callable[[Call[Request]], Response[str]]
    answers: Sequence[Any]
    in_body: bool = False
    personal: bool = True
    conflicts: bool = False
    keyed: bool = False
    status: HTTPStatus = HTTPStatus.OK
    media_type: str = "application/json"

    @property
    def formats(self) -> bool:
        """Whether it is answered in rows too."""
        return "format" in self.request.model_fields

    @property
    def summary(self) -> str:
        """What it is for, in a line."""
        return (self.answer.__doc__ or "").splitlines()[0]


ROUTES: Final[tuple[Route[Any], ...]] = (
    Route(
        at=endpoints.SUMMARY,
        request=requests.SummaryRequest,
        answer=lists.summary,
        answers=(shapes.SummaryAnswer, shapes.SummaryAndActivityAnswer),
    ),
    Route(
        at=endpoints.STATES,
        request=requests.StatesRequest,
        answer=lists.states,
        answers=(page_shapes.StatesPage,),
    ),
    Route(
        at=endpoints.VIOLATIONS,
        request=requests.ViolationsRequest,
        answer=lists.violations,
        answers=(page_shapes.ViolationsPage,),
    ),
    Route(
        at=endpoints.TIMELINE,
        request=requests.TimelineRequest,
        answer=lists.timeline,
        answers=(page_shapes.TimelinePage,),
    ),
    Route(
        at=endpoints.TREND,
        request=requests.TrendRequest,
        answer=overviews.trend,
        answers=(page_shapes.TrendAnswer,),
    ),
    Route(
        at=endpoints.EVENTS,
        request=requests.EventsRequest,
        answer=lists.events,
        answers=(page_shapes.EventsPage,),
    ),
    Route(
        at=endpoints.ACCOUNTS,
        request=requests.AccountsRequest,
        answer=overviews.accounts,
        answers=(page_shapes.AccountsPage,),
    ),
    Route(
        at=endpoints.RULES,
        request=requests.RulesRequest,
        answer=overviews.rules,
        answers=(page_shapes.RulesPage,),
    ),
    Route(
        at=endpoints.ORDER_EXPORT,
        request=ExportRequest,
        answer=exports.begin,
        answers=(ExportAnswer,),
        in_body=True,
        status=HTTPStatus.ACCEPTED,
    ),
    Route(
        at=endpoints.EXPORTS,
        request=ExportsRequest,
        answer=exports.listed,
        answers=(ExportsPage,),
    ),
    Route(
        at=endpoints.EXPORT,
        request=requests.Nothing,
        answer=exports.show,
        answers=(ExportAnswer,),
    ),
    Route(
        at=endpoints.ADD_MUTE,
        request=mute_requests.MuteRequest,
        answer=mutes.add_mute,
        answers=(MuteAnswer,),
        in_body=True,
        status=HTTPStatus.CREATED,
        conflicts=True,
        keyed=True,
    ),
    Route(
        at=endpoints.MUTES,
        request=mute_requests.MutesRequest,
        answer=mutes.mutes,
        answers=(MutesPage,),
    ),
    Route(
        at=endpoints.MUTE_AUDIT,
        request=mute_requests.MuteAuditRequest,
        answer=mutes.mute_audit,
        answers=(MuteAuditPage,),
    ),
    Route(
        at=endpoints.MUTE,
        request=requests.Nothing,
        answer=mutes.mute,
        answers=(MuteAnswer,),
    ),
    Route(
        at=endpoints.END_MUTE,
        request=requests.Nothing,
        answer=mutes.end_mute,
        answers=(MuteAnswer,),
        conflicts=True,
    ),
    Route(
        at=endpoints.REPORT,
        request=requests.ReportRequest,
        answer=reports.report,
        answers=(),
        personal=False,
        status=HTTPStatus.FOUND,
    ),
    Route(
        at=endpoints.OPENAPI,
        request=requests.Nothing,
        answer=description.openapi,
        answers=(dict[str, Any],),
        personal=False,
    ),
    Route(
        at=endpoints.DOCS,
        request=requests.Nothing,
        answer=description.docs,
        answers=(),
        personal=False,
        media_type="text/html",
    ),
)
