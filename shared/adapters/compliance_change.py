"""Understands one result of a rule, in all the forms in which AWS Config writes it."""

import re
from datetime import datetime

from shared.adapters import json_members as json
from shared.adapters.json_objects import Json, refusal
from shared.domain.observations import (
    Evaluation,
    MalformedEventError,
    Observation,
    OfNoConcern,
    Origin,
    StateKey,
    Version,
)
from shared.domain.times import EARLIEST
from shared.observability import logger

# AWS Config API reference, Evaluation: an annotation has at most 256 characters.
LONGEST_ANNOTATION = 256
# AWS Config API reference: BaseResourceId 768, ConfigRuleName 128 (more in the wild: packs).
LONGEST_RESOURCE_ID = 768
LONGEST_NAME = 256
LONGEST_STATUS = 64
_STATUS = re.compile(r"[A-Z][A-Z_]*")  # ComplianceType of the same reference; new ones will come
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # all but tabs and ends of lines


def read_compliance_change(origin: Origin, detail: Json) -> Observation:
    """Return the result that a compliance change tells of.

    Raises:
        MalformedEventError: a member that is needed is missing or not of its type.

    """
    result = json.member(detail, "newEvaluationResult")
    if not result:
        raise refusal(detail, "newEvaluationResult", "is missing")
    identifier = json.member(result, "evaluationResultIdentifier")
    qualifier = json.member(identifier, "evaluationResultQualifier")
    if qualifier.get("evaluationMode") == "PROACTIVE":
        return OfNoConcern(origin, "proactive")
    recorded = json.time(result, "resultRecordedTime")
    log_disagreement(origin, detail)
    return Evaluation(
        origin=origin,
        key=StateKey(
            origin.account,
            origin.region,
            _either(origin, detail, qualifier, "configRuleName", LONGEST_NAME),
            _either(origin, detail, qualifier, "resourceType", LONGEST_NAME),
            _either(origin, detail, qualifier, "resourceId", LONGEST_RESOURCE_ID),
        ),
        version=Version(recorded, _ordering(origin, identifier), origin.event_id),
        status=read_status(json.text(result, "complianceType", longest=LONGEST_STATUS), result),
        old_status=_old_status(json.member(detail, "oldEvaluationResult")),
        annotation=_annotation(result),
    )


def _old_status(result: Json) -> str | None:
    value = json.optional_text(result, "complianceType", longest=LONGEST_STATUS)
    return read_status(value, result) if value else None


def read_status(value: str, result: Json) -> str:
    """Return a status, known or new.

    Raises:
        MalformedEventError: nothing of AWS Config is called so.

    """
    if not _STATUS.fullmatch(value):
        raise refusal(result, "complianceType", f"is not the name of a status: {value!r}")
    return value


def _either(origin: Origin, detail: Json, qualifier: Json, name: str, longest: int) -> str:
    """Return the detail's member or, where it has none, the qualifier's; a difference is logged."""
    own = json.optional_identifier(detail, name, longest=longest)
    qualified = json.optional_identifier(qualifier, name, longest=longest)
    if own and qualified and own != qualified:
        logger.warning(
            "the detail wins over its qualifier",
            event_id=origin.event_id,
            member=name,
            qualifier=qualified,
        )
    value = own or qualified
    if value is None:
        raise refusal(detail, name, "is missing in the detail and in its qualifier")
    return value


def log_disagreement(origin: Origin, detail: Json) -> None:
    """Log where the detail names another account or region than its envelope, which wins.

    Global resources (IAM) say "global", which disagrees with nothing.
    """
    for name, winner in (("awsAccountId", origin.account), ("awsRegion", origin.region)):
        said = detail.get(name)
        if said not in (None, winner, "global"):
            logger.warning(
                "the envelope wins over the detail",
                event_id=origin.event_id,
                member=name,
                detail=json.glimpse(said),
            )


def _ordering(origin: Origin, identifier: Json) -> datetime:
    """Return the ordering timestamp; it only breaks ties, so an unreadable one is no refusal."""
    if identifier.get("orderingTimestamp") is None:
        return EARLIEST
    try:
        return json.time(identifier, "orderingTimestamp")
    except MalformedEventError as error:
        logger.warning(
            "a result without a readable ordering timestamp",
            event_id=origin.event_id,
            reason=str(error),
        )
        return EARLIEST


def _annotation(result: Json) -> str | None:
    value = result.get("annotation")
    if not isinstance(value, str):
        return None
    return _CONTROL.sub("", value).strip()[:LONGEST_ANNOTATION] or None
