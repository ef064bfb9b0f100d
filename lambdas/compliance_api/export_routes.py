"""The routes of exports."""

from http import HTTPStatus
from typing import Any, Final

from lambdas.compliance_api import exports, requests
from lambdas.compliance_api.export_answers import ExportAnswer, ExportsPage
from lambdas.compliance_api.export_requests import ExportRequest, ExportsRequest
from lambdas.compliance_api.routes import Route
from shared import endpoints

ROUTES: Final[tuple[Route[Any], ...]] = (
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
)
