"""The routes of mutes."""

from http import HTTPStatus
from typing import Any, Final

from lambdas.compliance_api import mute_requests, mutes, requests
from lambdas.compliance_api.mute_answers import MuteAnswer, MuteAuditPage, MutesPage
from lambdas.compliance_api.routes import Route
from shared import endpoints

ROUTES: Final[tuple[Route[Any], ...]] = (
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
)
