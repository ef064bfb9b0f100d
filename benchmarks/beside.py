"""Bare functions deployed beside the product: same queue, same mapping, a role and tables of own.

The settings are read from what the product has, so that both always have the same.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.intake import BUS, Recorder
from local.aws import Account
from stacks import names

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_sqs import SQSClient

    from local.stack_file import StackFile

BARE = Path(__file__).parent / "bare"
SAME_QUEUE: list[Any] = ["VisibilityTimeout", "MessageRetentionPeriod"]
SAME_MAPPING = (
    "BatchSize", "MaximumBatchingWindowInSeconds", "FunctionResponseTypes", "ScalingConfig",
)  # fmt: skip
TAKES = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
WRITES = ["dynamodb:PutItem", "dynamodb:UpdateItem"]


class Beside:
    """The master account, where bare functions are put beside the product."""

    def __init__(self, stack: StackFile) -> None:
        self.stack = stack
        self._account = Account(stack.master_account, stack.region, stack.endpoint)
        self._dynamodb: DynamoDBClient = self._account.client("dynamodb")
        self._sqs: SQSClient = self._account.client("sqs")
        self._lambda: LambdaClient = self._account.client("lambda")
        self._product = self._lambda.get_function_configuration(
            FunctionName=stack.functions["handle_config_events"]
        )

    def deploy(self, stem: str, tables: dict[str, str | None]) -> Recorder:
        """Deploy `bare/<stem>.py`.

        `tables` maps each variable that it reads to the table of the product whose keys and indexes
        it wants, or to None for a plain one.
        """
        name = f"bare-{stem.replace('_', '-')}"
        made = {variable: self._table(f"{name}-{variable}", of) for variable, of in tables.items()}
        url, arn = self._queue(name)
        role = self._role(name, [*made.values()], arn)
        variables = {variable: table.rsplit("/", 1)[1] for variable, table in made.items()}
        self._function(name, stem, role, variables)
        self._map(name, arn)
        self._feed(name, arn)
        return Recorder(name=name, rule=name, queue_url=url)

    def _table(self, name: str, of: str | None) -> str:
        shape: dict[str, Any] = {
            "KeySchema": [
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"},
            ],
            "AttributeDefinitions": [
                {"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")
            ],
        }
        if of:
            model: Any = self._dynamodb.describe_table(TableName=self.stack.tables[of])["Table"]
            shape = {name: model[name] for name in shape} | {
                "GlobalSecondaryIndexes": [
                    {name: index[name] for name in ("IndexName", "KeySchema", "Projection")}
                    for index in model["GlobalSecondaryIndexes"]
                ]
            }
        made = self._dynamodb.create_table(TableName=name, BillingMode="PAY_PER_REQUEST", **shape)
        return made["TableDescription"]["TableArn"]

    def _queue(self, name: str) -> tuple[str, str]:
        product = self.stack.queues["config_events"]
        same = self._sqs.get_queue_attributes(QueueUrl=product, AttributeNames=SAME_QUEUE)
        url = self._sqs.create_queue(QueueName=name, Attributes=same["Attributes"])["QueueUrl"]
        answer = self._sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        arn = answer["Attributes"]["QueueArn"]
        sender = {"Principal": {"Service": "events.amazonaws.com"}}
        allowed: Any = {"Policy": _policy(_statement(["sqs:SendMessage"], [arn]) | sender)}
        self._sqs.set_queue_attributes(QueueUrl=url, Attributes=allowed)
        return url, arn

    def _role(self, name: str, tables: list[str], queue: str) -> str:
        client = self._account.client("iam")
        service = {"Principal": {"Service": "lambda.amazonaws.com"}}
        trust = _policy({"Effect": "Allow", "Action": "sts:AssumeRole"} | service)
        role = client.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
        may = _policy(_statement(TAKES, [queue]), _statement(WRITES, tables))
        client.put_role_policy(RoleName=name, PolicyName="record", PolicyDocument=may)
        return str(role)

    def _function(self, name: str, stem: str, role: str, variables: dict[str, str]) -> None:
        code = io.BytesIO()
        with zipfile.ZipFile(code, "w") as archive:
            archive.write(BARE / f"{stem}.py", f"{stem}.py")
        self._lambda.create_function(
            FunctionName=name,
            Runtime=self._product["Runtime"],
            Handler=f"{stem}.handler",
            Role=role,
            Code={"ZipFile": code.getvalue()},
            Timeout=self._product["Timeout"],
            MemorySize=self._product["MemorySize"],
            Environment={"Variables": variables},
        )

    def _map(self, name: str, queue_arn: str) -> None:
        listed: Any = self._lambda.list_event_source_mappings(
            FunctionName=self._product["FunctionName"]
        )
        [mapping] = listed["EventSourceMappings"]
        same = {key: mapping[key] for key in SAME_MAPPING if key in mapping}
        self._lambda.create_event_source_mapping(
            FunctionName=name, EventSourceArn=queue_arn, **same
        )

    def _feed(self, name: str, queue_arn: str) -> None:
        """Add the rule that sends events to the queue; it is off until it is switched on."""
        client: EventBridgeClient = self._account.client("events")
        pattern = json.dumps({"source": [names.EVENT_SOURCE]})
        client.put_rule(Name=name, EventBusName=BUS, EventPattern=pattern, State="DISABLED")
        target: Any = {"Id": "queue", "Arn": queue_arn}
        client.put_targets(Rule=name, EventBusName=BUS, Targets=[target])


def _statement(actions: list[str], resources: list[str]) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": resources}


def _policy(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})
