"""The three tables, and who may do what with them, by intent."""

from typing import ClassVar

from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from stacks.constructs.runtime import allow
from stacks.constructs.table import table, with_indexes

_HUSHES = ("HUSHING", "HUSHED#*")
# Of a transaction each action is held to the partitions of all of them.
_TOLD = ("L#*", "T#*", "V#*", "FALLBACK", "RULES", "FIRST_RESULTS", *_HUSHES)
# What the dispatcher writes, by action; it updates any item of the table.
DELIVERED = {"PutItem": _TOLD, "DeleteItem": _TOLD, "BatchWriteItem": _HUSHES}


class ConfigCompliance(Construct):
    """Current state, rollups, snapshots and the account registry."""

    _INDEXES: ClassVar = {
        "by_rule": ("rule_pk", "rule_sk"),
        "by_resource": ("resource_pk", "resource_sk"),
        "open_violations": ("open_pk", "open_sk"),
        "violations_by_account": ("open_account_pk", "open_sk"),
        "violations_by_rule": ("open_rule_pk", "open_sk"),
        "violations_by_type": ("open_type_pk", "open_sk"),
    }

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        self.table = table(
            self, indexes=self._INDEXES, stream=dynamodb.StreamViewType.NEW_AND_OLD_IMAGES
        )

    def grant_record(self, function: lambda_.Function) -> None:
        """Let the function read and change states, rollups and registry, in transactions too."""
        actions = ["Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"]
        _grant(function, actions, [self.table.table_arn])

    def grant_reconcile(self, function: lambda_.Function) -> None:
        """Let the function read states and keep how far it is, its report and what it compared."""
        actions = ["Query", "GetItem", "PutItem", "UpdateItem", "DeleteItem"]
        _grant(function, actions, [self.table.table_arn])

    def grant_read(self, function: lambda_.Function) -> None:
        """Let the function query states, rollups and sums, and get single items."""
        readable = with_indexes(self.table, *self._INDEXES)
        _grant(function, ["Query", "BatchGetItem"], readable)

    def grant_add_up(self, function: lambda_.Function) -> None:
        """Let the function read rollups and the registry, and write the organisation's sums."""
        actions = ["Query", "BatchGetItem", "PutItem", "UpdateItem"]
        _grant(function, actions, [self.table.table_arn])

    def grant_keep_exports(self, function: lambda_.Function) -> None:
        """Let the function list exports and keep how far they are, and write nothing else."""
        _grant(function, ["Query", "GetItem", "BatchGetItem"], [self.table.table_arn])
        _grant_of(function, "PutItem", self.table, ["EXPORTS", "EXPORT#*"])

    def grant_read_registry(self, function: lambda_.Function) -> None:
        """Let the function read the registry of accounts, and nothing else."""
        function.add_to_role_policy(
            iam.PolicyStatement(
                actions=["dynamodb:Query"],
                resources=[self.table.table_arn],
                conditions={"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["ACCOUNTS"]}},
            )
        )

    def grant_snapshot(self, function: lambda_.Function) -> None:
        """Let the function read sums and the oldest violations, and keep what digests need."""
        _grant(function, ["Query"], with_indexes(self.table, *self._INDEXES))
        _grant(function, ["GetItem", "BatchGetItem"], [self.table.table_arn])
        _grant_of(function, "BatchWriteItem", self.table, ["SNAP#*", "SILENT"])
        _grant_of(function, "UpdateItem", self.table, ["DIGEST", "LISTED"])

    def grant_know_rules(self, function: lambda_.Function) -> None:
        """Let the function read since when rules are known: in a place by key, and anywhere."""
        _grant_of(function, "BatchGetItem", self.table, ["A#*"])
        _grant(function, ["Query"], [f"{self.table.table_arn}/index/by_rule"])

    def grant_see_open_violations(self, function: lambda_.Function) -> None:
        """Let the function query open violations, by the indexes of them, and regions."""
        indexes = [name for name in self._INDEXES if name != "by_rule"]
        _grant(function, ["Query"], [f"{self.table.table_arn}/index/{name}" for name in indexes])
        _grant_of(function, "Query", self.table, ["REGIONS"])


class Events(Construct):
    """What happened, item by item, until `expires_at`."""

    _INDEXES: ClassVar = {
        "by_rule": ("rule_pk", "sk"),
        "by_resource": ("resource_pk", "sk"),
        "by_time": ("time_pk", "sk"),
        "by_type": ("type_pk", "sk"),
    }

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        self.table = table(self, indexes=self._INDEXES)

    def grant_append(self, function: lambda_.Function) -> None:
        """Let the function add history, never change or read it."""
        _grant(function, ["PutItem"], [self.table.table_arn])

    def grant_read(self, function: lambda_.Function) -> None:
        """Let the function query history."""
        _grant(function, ["Query"], with_indexes(self.table, *self._INDEXES))

    def grant_read_by_time(self, function: lambda_.Function) -> None:
        """Let the function query history in the order of time alone."""
        _grant(function, ["Query"], [f"{self.table.table_arn}/index/by_time"])


class Notifications(Construct):
    """The outbox: what has to be told, when it is due, and what was told."""

    _INDEXES: ClassVar = {"due": ("due_pk", "due_at")}

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        self.table = table(self, indexes=self._INDEXES, stream=dynamodb.StreamViewType.KEYS_ONLY)

    def grant_enqueue(self, function: lambda_.Function) -> None:
        """Let the function put something into the outbox."""
        _grant(function, ["PutItem"], [self.table.table_arn])

    def grant_read(self, function: lambda_.Function) -> None:
        """Let the function see what is told of violations, and mutes."""
        _grant(function, ["Query", "BatchGetItem"], [self.table.table_arn])

    def grant_mute(self, function: lambda_.Function) -> None:
        """Let the function keep mutes and what was done to them, and write nothing else."""
        function.add_to_role_policy(
            iam.PolicyStatement(
                actions=["dynamodb:GetItem", "dynamodb:PutItem"],
                resources=[self.table.table_arn],
                conditions={
                    "ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["MUTES", "MUTES#AUDIT"]}
                },
            )
        )

    def grant_read_mutes(self, function: lambda_.Function) -> None:
        """Let the function see what is muted, and nothing else."""
        self._grant_query_of(function, "MUTES")

    def grant_read_for_digest(self, function: lambda_.Function) -> None:
        """Let the function see what is muted, how much no route took and which rules are new."""
        self._grant_query_of(function, "MUTES", "FALLBACK", "RULES")

    def grant_take_turns(self, function: lambda_.Function) -> None:
        """Let the function post in turn with others that post to a channel."""
        for action in ("GetItem", "UpdateItem"):
            _grant_of(function, action, self.table, ["CHANNEL"])

    def _grant_query_of(self, function: lambda_.Function, *partitions: str) -> None:
        function.add_to_role_policy(
            iam.PolicyStatement(
                actions=["dynamodb:Query"],
                resources=[self.table.table_arn],
                conditions={
                    "ForAllValues:StringEquals": {"dynamodb:LeadingKeys": list(partitions)}
                },
            )
        )

    def grant_interact(self, function: lambda_.Function) -> None:
        """Let the function remember requests, mute, and say who answers for a thread."""
        mutes, threads, turns = ["MUTES", "MUTES#AUDIT"], "T#*", "CHANNEL"
        _grant_of(function, "Query", self.table, ["MUTES"])
        for action in ("GetItem", "BatchGetItem"):
            _grant_of(function, action, self.table, ["MUTES", threads, turns])
        _grant_of(function, "PutItem", self.table, ["SEEN#*", *mutes, threads])
        _grant_of(function, "UpdateItem", self.table, [turns])

    def grant_deliver(self, function: lambda_.Function) -> None:
        """Let the function plan what is told, find what is due, and record what became of it."""
        _grant(function, ["Query"], with_indexes(self.table, *self._INDEXES))
        _grant(function, ["GetItem", "BatchGetItem", "UpdateItem"], [self.table.table_arn])
        for action, partitions in DELIVERED.items():
            _grant_of(function, action, self.table, list(partitions))


def _grant_of(
    function: lambda_.Function, action: str, table: dynamodb.Table, partitions: list[str]
) -> None:
    """Let the function do something with items of some partitions alone."""
    function.add_to_role_policy(
        iam.PolicyStatement(
            actions=[f"dynamodb:{action}"],
            resources=[table.table_arn],
            conditions={"ForAllValues:StringLike": {"dynamodb:LeadingKeys": partitions}},
        )
    )


def _grant(function: lambda_.Function, actions: list[str], resources: list[str]) -> None:
    allow(function, actions=[f"dynamodb:{name}" for name in actions], resources=resources)
