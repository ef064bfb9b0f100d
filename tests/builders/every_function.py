"""What each function is given, so that it comes across an account, a name, a note and a user."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from shared.adapters.dynamodb_exports import DynamoDbExports
from shared.adapters.lambda_errands import write_errand
from shared.domain.buttons import About, Resource
from shared.domain.errands import Take
from shared.domain.exports import Export, ExportFormat, ExportOf, Wanted
from shared.domain.filters import Filters
from tests.builders.events import compliance_change
from tests.builders.http_events import http_event
from tests.builders.interaction_endpoint import interaction_event
from tests.builders.notices import woken_by_the_stream
from tests.builders.presses import ADA, PLACE, THREAD, body, pressed, signed
from tests.builders.reconciling import Reconciling
from tests.builders.tables import TABLES, everything

type Json = dict[str, Any]

ACCOUNT, NAME, NOTE, USER = THREAD.account, "payroll-of-eve", "open to Eve's office", ADA.id
ABOUT = About(THREAD, Resource("eu-central-1", "AWS::S3::Bucket", NAME))


def heard(**more: Any) -> str:
    """Return the event of a violation that holds the values."""
    event = compliance_change() | {"account": ACCOUNT}
    detail, new = event["detail"], event["detail"]["newEvaluationResult"]
    names = {"resourceId": NAME, "resourceType": "AWS::S3::Bucket"}
    detail |= {"awsAccountId": ACCOUNT, **names, **more}
    new["evaluationResultIdentifier"]["evaluationResultQualifier"] |= names
    new["annotation"] = NOTE
    return json.dumps(event)


def stored(fleet: Reconciling) -> list[Json]:
    """Return what the stream of the states brings, broken records too, and a daily run."""
    items = everything(fleet.recording.tables, TABLES.config_compliance)
    broken = {"Keys": {"pk": {"S": f"A#{ACCOUNT}#x"}, "sk": {"S": NAME}}, "NewImage": {}}
    told = [{"Keys": item, "NewImage": item, "SequenceNumber": "1"} for item in items]
    return [{"Records": [{"dynamodb": each} for each in [*told, broken]]}, {}]


def press(_: Reconciling) -> list[Json]:
    """Return a press of a button, what it leaves to be done, and a request of nobody's."""
    content = body(pressed("acknowledge", ABOUT))
    request = signed(content, datetime.now(UTC))
    return [
        interaction_event(content, request.timestamp, request.signature),
        write_errand(Take(by=ADA, place=PLACE, about=ABOUT, at=datetime.now(UTC), to_do=False)),
        interaction_event(content, request.timestamp, "v0=forged"),
    ]


def missed(fleet: Reconciling) -> list[Json]:
    """Let AWS Config know something that no event told of."""
    fleet.happen_unheard(json.loads(heard()))
    return [{"force": True}]


def order(fleet: Reconciling) -> list[Json]:
    """Order an export of what is known of the account and of the resource."""
    wanted = Wanted(
        of=ExportOf.STATES,
        format=ExportFormat.CSV,
        filters=Filters(account=ACCOUNT, resource_id=NAME),
    )
    now = datetime.now(UTC)
    export = Export(id="an-export", wanted=wanted, created=now, heard=now)
    DynamoDbExports(fleet.recording.tables, TABLES.config_compliance).add(export)
    return [{"id": export.id}]


def batch(_: Reconciling) -> list[Json]:
    """Return what the queue brings: a result, and two messages that are none."""
    bodies = [heard(), heard(resourceId=[NAME]), "{" + NAME]
    given = {"ApproximateReceiveCount": "1", "SentTimestamp": "1795168800000"}
    return [
        {
            "Records": [
                {"messageId": f"m-{n}", "receiptHandle": "r", "body": each, "attributes": given}
                for n, each in enumerate(bodies)
            ]
        }
    ]


EVENTS: Mapping[str, Callable[[Reconciling], list[Json]]] = {
    "compliance_api": lambda _: [
        http_event("/compliance/states", f"account={ACCOUNT}"),
        http_event(f"/mutes/{NAME}", method="DELETE"),
    ],
    "daily_digest": lambda _: [{"date": datetime.now(UTC).date().isoformat()}],
    "handle_config_events": batch,
    "notify_violations": lambda _: [woken_by_the_stream()],
    "reconcile": missed,
    "slack_interactions": press,
    "update_totals": stored,
    "write_exports": order,
}
