"""Why a message is a dead letter that does not say so itself: another service put it there."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from shared.adapters.eventbridge_observations import read_observation
from shared.adapters.json_objects import where_in
from shared.domain.observations import MalformedEventError
from shared.observability import logger
from tools.dlq.places import Kind


@dataclass(frozen=True)
class Why:
    """A reason and where it shows."""

    reason: str
    where: str


def why(kind: Kind, attributes: Mapping[str, str], said: Mapping[str, Any], body: str) -> Why:
    """Return the reason, from what the services say beside the message or from reading it anew."""
    if "ERROR_CODE" in attributes:
        # EventBridge and its scheduler (EventBridge user guide, "Dead-letter queues").
        reason = f"{attributes['ERROR_CODE']}: {attributes.get('ERROR_MESSAGE', '')}"
        return Why(f"it could not be delivered: {reason}", "delivery")
    match kind:
        case Kind.EVENTS:
            return _of_event(body)
        case Kind.SCHEDULES | Kind.INTERACTIONS:
            return _of_run(said)
        case Kind.ALERTS:
            return Why(str(said.get("reason", "it does not say why")), "Slack")


@contextmanager
def _silent() -> Iterator[None]:
    """Keep doubts that are for the function's log from what the command prints."""
    level = logger.log_level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _of_event(body: str) -> Why:
    try:
        with _silent():
            read_observation(body)
    except MalformedEventError as error:
        return Why(str(error), ": ".join(filter(None, ["parse", where_in(error)])))
    except Exception as error:  # noqa: BLE001 - it is shown, whatever it does to the reader
        return Why(f"{type(error).__name__}: {error}", "parse")
    return Why("it can be understood: the queue gave it up after it had failed too often", "queue")


def _of_run(said: Mapping[str, Any]) -> Why:
    """Return why a run failed (Lambda developer guide, "Asynchronous invocation", destinations)."""
    context, payload = said.get("requestContext"), said.get("responsePayload")
    condition = context.get("condition") if isinstance(context, dict) else None
    if not isinstance(payload, dict):
        return Why(str(condition or "it does not say why"), "run")
    kind, message = payload.get("errorType"), payload.get("errorMessage")
    return Why(": ".join(str(part) for part in (condition, kind, message) if part), "run")
