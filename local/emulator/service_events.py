"""AWS services publish events whose source begins with `aws.` on the default bus of an account.

Stands for: AWS Config and CloudTrail putting their events on the default bus of the account and
region that they concern; PutEvents refuses such sources to everybody else. Each event goes out
whole: id, time, resources and, for replayed ones, replay-name. Delivery is best effort: an event
that is lost on the way has happened all the same, and AWS Config knows it.
"""

import json
import re
import time
import uuid
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import eventbridge

from local.emulator.config_aggregator.knowledge import hear

ACCOUNT = re.compile(r"\d{12}")
REQUIRED = ("source", "detail-type", "account", "region")
KNOWN = {*REQUIRED, "version", "id", "time", "resources", "detail", "replay-name"}


def problems(envelopes: object) -> list[str]:
    """Say what keeps a body from being a list of EventBridge envelopes, one line per problem."""
    if not isinstance(envelopes, list):
        return ["the body must be a JSON list of EventBridge envelopes"]
    return [f"[{n}] {why}" for n, envelope in enumerate(envelopes) for why in _wrong(envelope)]


def _wrong(envelope: object) -> list[str]:
    if not isinstance(envelope, dict):
        return ["is not a JSON object"]
    wrong = [f"has no {key} (a text)" for key in REQUIRED if not isinstance(envelope.get(key), str)]
    if "detail" not in envelope:
        wrong.append("has no detail")
    if not wrong and not ACCOUNT.fullmatch(envelope["account"]):
        wrong.append(f"account {envelope['account']!r} does not have 12 digits")
    return wrong


def publish(envelope: dict[str, Any], *, deliver: bool = True) -> str:
    """Put one event on the default bus of its account and region, and deliver it; returns its id.

    It has arrived at every target when this returns: delivery in the emulator is synchronous. One
    that is not delivered is lost; AWS Config knows it either way.
    """
    event_id = str(envelope.get("id") or uuid.uuid4())
    detail = json.dumps(envelope["detail"])
    hear({**envelope, "id": event_id, "detail": None}, detail)
    if not deliver:
        return event_id
    event = {
        "EventId": event_id,
        "EventBusName": "default",
        "Version": envelope.get("version", "0"),
        "Source": envelope["source"],
        "DetailType": envelope["detail-type"],
        "Detail": detail,
        "Resources": envelope.get("resources", []),
        "Time": envelope.get("time") or int(time.time()),
        "Account": envelope["account"],
        "Region": envelope["region"],
        "ReplayName": envelope.get("replay-name"),
        "_ExtraEnvelope": {key: envelope[key] for key in envelope if key not in KNOWN},
    }
    with request_scope(envelope["account"], envelope["region"]):
        eventbridge._dispatch_event(event)
    return event_id
