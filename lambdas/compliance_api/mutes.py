"""The routes of mutes."""

import re
from http import HTTPStatus
from typing import Any

from lambdas.compliance_api import bootstrap
from lambdas.compliance_api.answers import answer, page
from lambdas.compliance_api.callers import actor_of
from lambdas.compliance_api.calls import Call
from lambdas.compliance_api.http_messages import HttpRequest, HttpResponse
from lambdas.compliance_api.mute_answers import (
    MuteAnswer,
    MuteAuditAnswer,
    audit_answer,
    mute_answer,
)
from lambdas.compliance_api.mute_requests import MuteAuditRequest, MuteRequest, MutesRequest
from lambdas.compliance_api.problems import (
    BadRequestError,
    ConflictError,
    ForbiddenError,
    UnknownError,
)
from lambdas.compliance_api.requests import Nothing
from shared.domain.mute_list import may_see
from shared.domain.mute_rules import MOST_ACTIVE
from shared.domain.mutes import Mute
from shared.ports.muting import MuteConflictError
from shared.usecases import mute_violations as usecase
from shared.usecases.list_mutes import list_audit, list_mutes

_KEY = re.compile(r"[!-~]{1,128}")


def add_mute(call: Call[MuteRequest]) -> HttpResponse:
    """Mute what is named, for a time; a violation of it is not told until then."""
    actor = actor_of(call.request)
    wish = call.asked.wish(actor.name)
    if call.visible.accounts is not None and wish.selector.account not in call.visible.accounts:
        raise ForbiddenError("You may mute only in the accounts that you may see: name one.")
    name = usecase.mute_id(actor.name, _idempotency_key(call.request))
    terms = usecase.Terms(name, actor, call.now, bootstrap.settings().longest_mute)
    try:
        kept = usecase.mute_violations(wish, terms, call.have.mutes)
    except usecase.BadMuteError as error:
        raise BadRequestError(str(error)) from error
    except usecase.TooManyMutesError as error:
        raise ConflictError(
            f"{MOST_ACTIVE:,} mutes are active, as many as there can be; end some of them."
        ) from error
    except MuteConflictError as error:
        raise ConflictError(
            "Something else was muted with this idempotency key: choose another one."
        ) from error
    there = {"location": f"/mutes/{kept.id}"}
    return answer(mute_answer(kept, call.now), HTTPStatus.CREATED, there)


def mutes(call: Call[MutesRequest]) -> HttpResponse:
    """List mutes, those first that end first."""
    asked, have = call.asked, call.have
    question = asked.question(call.visible.accounts)
    found = list_mutes(question, call.now, asked.limit, asked.cursor, have.mutes, have.cursors)
    listed = [mute_answer(mute, call.now) for mute in found.items]
    return page(call, asked.format, MuteAnswer, listed, found.next_cursor)


def mute(call: Call[Nothing]) -> HttpResponse:
    """Say all of a mute."""
    return answer(mute_answer(_found(call), call.now))


def end_mute(call: Call[Nothing]) -> HttpResponse:
    """End a mute before its time; one that is over stays as it is."""
    actor, there = actor_of(call.request), _found(call)
    try:
        ended = usecase.end_mute(there, actor, call.now, call.have.mutes)
    except usecase.MuteOfSettingsError as error:
        raise ConflictError(
            f"The mute {there.id} stands in the settings of the deployment, under [[mutes]]:"
            " remove it there and deploy."
        ) from error
    return answer(mute_answer(ended, call.now))


def mute_audit(call: Call[MuteAuditRequest]) -> HttpResponse:
    """List who muted what and who ended it, newest first."""
    asked, have = call.asked, call.have
    accounts = call.visible.accounts
    found = list_audit(accounts, asked.limit, asked.cursor, have.mutes, have.cursors)
    listed = [audit_answer(entry) for entry in found.items]
    return page(call, asked.format, MuteAuditAnswer, listed, found.next_cursor)


def _found(call: Call[Any]) -> Mute:
    found = call.have.mutes.get(call.request.parameters["id"], call.now)
    if found is None or not may_see(call.visible.accounts, found):
        raise UnknownError("There is no such mute, or none any more, or none that you may see.")
    return found


def _idempotency_key(request: HttpRequest) -> str | None:
    key = request.headers.get("idempotency-key")
    if key is not None and not _KEY.fullmatch(key):
        raise BadRequestError("Idempotency-Key must have 1 to 128 visible characters (ASCII)")
    return key
