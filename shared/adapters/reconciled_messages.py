"""What Reconcile found, as messages for the queue of all events, and back.

A message has the outer shape of an EventBridge event. Its id is made of what it says, so that
saying it again is a repetition, and begins with a character that sorts after every event's id: of a
result that is found and also heard of, the event is the older observation, and nothing is told
twice.
"""

import json
from dataclasses import replace
from typing import Any

from shared.adapters import json_members as members
from shared.adapters.compliance_change import (
    LONGEST_ANNOTATION,
    LONGEST_NAME,
    LONGEST_RESOURCE_ID,
    LONGEST_STATUS,
    read_status,
)
from shared.adapters.dynamodb_keys import digest
from shared.adapters.json_members import Json
from shared.adapters.json_objects import MalformedMemberError
from shared.domain.observations import (
    FOUND_BY_COMPARING,
    RECONCILE,
    Closure,
    Evaluation,
    Observation,
    Origin,
    PlaceKey,
    StateKey,
    Version,
)
from shared.domain.times import write_time

RESULT, CLOSING = "Reconciled Result", "Reconciled Closing"
LONGEST_REASON = 256
_NAMES = ("configRuleName", "resourceType", "resourceId")


def write_result(found: Evaluation, cause: str) -> str:
    """Return the message of a result that no event told of."""
    detail = {
        **_names(found.key),
        "complianceType": found.status,
        "resultRecordedTime": write_time(found.version.recorded),
        "annotation": found.annotation,
        "backfill": found.origin.backfilled,
        "cause": cause,
    }
    return _message(RESULT, found.key.account, found.key.region, detail)


def write_closing(found: Closure, cause: str) -> str:
    """Return the message of a state, or a place, that is gone."""
    scope = found.scope
    detail = {
        **(_names(scope) if isinstance(scope, StateKey) else {}),
        "observedAt": write_time(found.version.recorded),
        "reason": found.reason,
        "cause": cause,
    }
    return _message(CLOSING, scope.account, scope.region, detail)


def read_reconciled(origin: Origin, detail: Json) -> Observation:
    """Return what a message of Reconcile says.

    Raises:
        MalformedEventError: it is not of Reconcile; the message says what is wrong.

    """
    match origin.detail_type:
        case "Reconciled Result":
            return _read_result(origin, detail)
        case "Reconciled Closing":
            return _read_closing(origin, detail)
        case other:
            raise MalformedMemberError(
                "detail-type", f"detail-type {other!r} is none of {RECONCILE}"
            )


def _message(detail_type: str, account: str, region: str, detail: dict[str, Any]) -> str:
    said = json.dumps({name: value for name, value in detail.items() if value is not None})
    moment = detail.get("resultRecordedTime") or detail["observedAt"]
    envelope = {
        "version": "0",
        "id": f"{FOUND_BY_COMPARING}{digest(account, region, detail_type, said)}",
        "source": RECONCILE,
        "detail-type": detail_type,
        "account": account,
        "region": region,
        "time": moment,
        "resources": [],
        "detail": json.loads(said),
    }
    return json.dumps(envelope)


def _names(key: StateKey) -> dict[str, str]:
    return dict(zip(_NAMES, (key.rule_name, key.resource_type, key.resource_id), strict=True))


def _read_result(origin: Origin, detail: Json) -> Observation:
    recorded = members.time(detail, "resultRecordedTime")
    origin = replace(origin, backfilled=detail.get("backfill") is True)
    return Evaluation(
        origin,
        _key(origin, detail),
        # A result is recorded after its item was captured: at the end of all with that time.
        Version(recorded, recorded, origin.event_id),
        read_status(members.text(detail, "complianceType", longest=LONGEST_STATUS), detail),
        annotation=members.optional_text(detail, "annotation", longest=LONGEST_ANNOTATION),
    )


def _read_closing(origin: Origin, detail: Json) -> Observation:
    observed = members.time(detail, "observedAt")
    of_one_state = any(name in detail for name in _NAMES)
    return Closure(
        origin,
        _key(origin, detail) if of_one_state else PlaceKey(origin.account, origin.region),
        Version(observed, observed, origin.event_id),
        members.text(detail, "reason", longest=LONGEST_REASON),
    )


def _key(origin: Origin, detail: Json) -> StateKey:
    return StateKey(
        origin.account,
        origin.region,
        members.identifier(detail, "configRuleName", longest=LONGEST_NAME),
        members.identifier(detail, "resourceType", longest=LONGEST_NAME),
        members.identifier(detail, "resourceId", longest=LONGEST_RESOURCE_ID),
    )
