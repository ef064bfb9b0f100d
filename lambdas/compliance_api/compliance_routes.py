"""The routes of states, violations, history and what is added up of them."""

from typing import Any, Final

from lambdas.compliance_api import lists, overviews, page_shapes, requests, shapes
from lambdas.compliance_api.routes import Route
from shared import endpoints

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
)
