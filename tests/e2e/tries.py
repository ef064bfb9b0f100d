"""Things that a function might try, each with the right that it would need for it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.e2e.running import Running

# Nobody's partition: no right that is limited to some partitions is one to it.
NOBODY = {"pk": {"S": "nobody"}, "sk": {"S": "nothing"}}
# Where the right is there, nothing is written: nothing of that key exists.
UNLESS_THERE = {"ConditionExpression": "attribute_exists(pk)"}
TABLES = {
    "config_compliance": "ConfigComplianceTable",
    "events": "EventsTable",
    "notifications": "NotificationsTable",
}
QUEUES = {
    "config_events": "EventIntakeQueue",
    "config_events_dlq": "EventIntakeDeadLettersQueue",
    "alert_dlq": "AlertDeadLettersQueue",
}


@dataclass(frozen=True, kw_only=True)
class Try:
    """A request, the right that it needs, and whether it does no harm to who has that right."""

    needs: str
    service: str
    operation: str
    request: dict[str, Any] = field(default_factory=dict)
    harmless: bool = True


def all_tries(running: Running) -> Iterator[Try]:
    """Yield what can be tried on a running local AWS."""
    outputs = running.outputs()
    for name, table in TABLES.items():
        yield from _on_table(running.stack.tables[name], table)
    for name, queue in QUEUES.items():
        yield from _on_queue(running.stack.queues[name], queue)
    yield from _on_bucket(outputs["ReportsBucketName"])
    for action in ("GetSecretValue", "DescribeSecret"):
        yield Try(
            needs=f"secretsmanager:{action} on SlackSecret", service="secretsmanager",
            operation=_operation(action), request={"SecretId": outputs["SlackSecretArn"]},
        )  # fmt: skip
    for stem, name in running.stack.functions.items():
        function = "".join(word.title() for word in stem.split("_"))
        yield Try(
            needs=f"lambda:InvokeFunction on {function}Function", service="lambda",
            operation="invoke", request={"FunctionName": name}, harmless=False,
        )  # fmt: skip
    entry = {"Source": "forged", "DetailType": "forged", "Detail": "{}"}
    bus = {"Entries": [{**entry, "EventBusName": outputs["EventBusArn"]}]}
    yield Try(
        needs="events:PutEvents on EventIntakeBus", service="events", operation="put_events",
        request=bus,
    )  # fmt: skip
    yield Try(needs="iam:ListRoles on *", service="iam", operation="list_roles")


def _on_table(name: str, table: str) -> Iterator[Try]:
    of_nobody = {"KeyConditionExpression": "pk = :pk"}
    requests: dict[str, dict[str, Any]] = {
        "Query": {**of_nobody, "ExpressionAttributeValues": {":pk": NOBODY["pk"]}},
        "GetItem": {"Key": NOBODY},
        "PutItem": {"Item": NOBODY, **UNLESS_THERE},
        "DeleteItem": {"Key": NOBODY},
        "UpdateItem": {"Key": NOBODY, **UNLESS_THERE, "UpdateExpression": "REMOVE nothing"},
        "Scan": {"Limit": 1},
        "DescribeTable": {},
    }
    for action, request in requests.items():
        yield Try(
            needs=f"dynamodb:{action} on {table}", service="dynamodb",
            operation=_operation(action), request={"TableName": name, **request},
        )  # fmt: skip


def _operation(action: str) -> str:
    """Return what boto3 calls an action."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in action).strip("_")


def _on_queue(url: str, queue: str) -> Iterator[Try]:
    yield Try(
        needs=f"sqs:ReceiveMessage on {queue}", service="sqs", operation="receive_message",
        request={"QueueUrl": url, "VisibilityTimeout": 0}, harmless=False,
    )  # fmt: skip
    yield Try(
        needs=f"sqs:SendMessage on {queue}", service="sqs", operation="send_message",
        request={"QueueUrl": url, "MessageBody": "forged"}, harmless=False,
    )  # fmt: skip


def _on_bucket(bucket: str) -> Iterator[Try]:
    for folder in ("exports", "reports", "elsewhere"):
        file = {"Bucket": bucket, "Key": f"{folder}/nothing"}
        yield Try(
            needs=f"s3:GetObject on ReportsBucket/{folder}/*", service="s3",
            operation="get_object", request=file,
        )  # fmt: skip
        yield Try(
            needs=f"s3:PutObject on ReportsBucket/{folder}/*", service="s3",
            operation="put_object", request={**file, "Body": b""}, harmless=False,
        )  # fmt: skip
    yield Try(
        needs="s3:ListBucket on ReportsBucket", service="s3", operation="list_objects_v2",
        request={"Bucket": bucket},
    )  # fmt: skip
