"""The three tables, and what each function may do with them."""

import pytest

from tests.infrastructure.synthesis import Template, each, logical_ids

INDEXES = {
    "ConfigCompliance": {
        "by_rule": ("rule_pk", "rule_sk"),
        "by_resource": ("resource_pk", "resource_sk"),
        "open_violations": ("open_pk", "open_sk"),
        "violations_by_account": ("open_account_pk", "open_sk"),
        "violations_by_rule": ("open_rule_pk", "open_sk"),
        "violations_by_type": ("open_type_pk", "open_sk"),
    },
    "Events": {
        "by_rule": ("rule_pk", "sk"),
        "by_resource": ("resource_pk", "sk"),
        "by_time": ("time_pk", "sk"),
        "by_type": ("type_pk", "sk"),
    },
    "Notifications": {"due": ("due_pk", "due_at")},
}
ALLOWED = {
    ("HandleConfigEventsRole", "ConfigCompliance"): {
        "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem",
    },
    ("HandleConfigEventsRole", "Events"): {"PutItem"},
    ("HandleConfigEventsRole", "Notifications"): {"PutItem"},
    ("NotifyViolationsRole", "ConfigCompliance"): {"BatchGetItem", "Query"},
    ("NotifyViolationsRole", "Events"): set(),
    ("NotifyViolationsRole", "Notifications"): {
        "Query", "GetItem", "BatchGetItem", "UpdateItem", "PutItem", "DeleteItem",
        "BatchWriteItem", "DescribeStream", "GetRecords", "GetShardIterator",
    },
    ("ComplianceApiRole", "ConfigCompliance"): {
        "Query", "GetItem", "BatchGetItem", "PutItem",
    },
    ("ComplianceApiRole", "Events"): {"Query"},
    ("ComplianceApiRole", "Notifications"): {"Query", "GetItem", "BatchGetItem", "PutItem"},
    ("DailyDigestRole", "ConfigCompliance"): {
        "Query", "GetItem", "BatchGetItem", "BatchWriteItem", "UpdateItem",
    },
    ("DailyDigestRole", "Events"): {"Query"},
    ("DailyDigestRole", "Notifications"): {"Query", "GetItem", "UpdateItem"},
    ("ReconcileRole", "ConfigCompliance"): {
        "Query", "GetItem", "PutItem", "UpdateItem", "DeleteItem",
    },
    ("ReconcileRole", "Events"): set(),
    ("ReconcileRole", "Notifications"): {"PutItem"},
    ("UpdateTotalsRole", "ConfigCompliance"): {
        "Query", "BatchGetItem", "PutItem", "UpdateItem",
        "DescribeStream", "GetRecords", "GetShardIterator",
    },
    ("UpdateTotalsRole", "Events"): set(),
    ("UpdateTotalsRole", "Notifications"): set(),
    ("WriteExportsRole", "ConfigCompliance"): {"Query", "GetItem", "BatchGetItem", "PutItem"},
    ("WriteExportsRole", "Events"): {"Query"},
    ("WriteExportsRole", "Notifications"): {"Query"},
}  # fmt: skip


@pytest.mark.parametrize("name", INDEXES)
def test_a_table_is_kept_under_a_key_of_aws_restorable_and_forgets(
    master: Template, name: str
) -> None:
    table = master.named("AWS::DynamoDB::Table", name)
    (kept,) = [
        item for key, item in master.all("AWS::DynamoDB::Table").items() if key.startswith(name)
    ]
    assert kept["DeletionPolicy"] == kept["UpdateReplacePolicy"] == "Retain"
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["SSESpecification"] == {"SSEEnabled": False}, "one in KMS is billed by the request"
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}


@pytest.mark.parametrize("name", INDEXES)
def test_a_table_has_the_keys_that_the_adapters_use(master: Template, name: str) -> None:
    table = master.named("AWS::DynamoDB::Table", name)
    assert keys(table["KeySchema"]) == ("pk", "sk")
    found = {index["IndexName"]: index for index in table["GlobalSecondaryIndexes"]}
    assert {key: keys(index["KeySchema"]) for key, index in found.items()} == INDEXES[name]
    assert all(index["Projection"] == {"ProjectionType": "ALL"} for index in found.values())
    assert {item["AttributeType"] for item in table["AttributeDefinitions"]} == {"S"}


def test_streams_carry_what_their_readers_need_and_history_has_none(master: Template) -> None:
    streams = {
        name.partition("Table")[0]: table["Properties"].get("StreamSpecification")
        for name, table in master.all("AWS::DynamoDB::Table").items()
    }
    assert streams == {
        "Notifications": {"StreamViewType": "KEYS_ONLY"},
        "ConfigCompliance": {"StreamViewType": "NEW_AND_OLD_IMAGES"},
        "Events": None,
    }


@pytest.mark.parametrize(("role", "table"), ALLOWED)
def test_a_function_may_do_with_a_table_what_it_has_to(
    master: Template, role: str, table: str
) -> None:
    allowed = {
        action.removeprefix("dynamodb:")
        for statement in master.statements(role)
        if any(name.startswith(f"{table}Table") for name in logical_ids(statement["Resource"]))
        for action in each(statement["Action"])
    }
    assert allowed == ALLOWED[role, table]


@pytest.mark.parametrize("role", ["ComplianceApiRole", "WriteExportsRole"])
def test_whoever_reads_may_write_exports_and_nothing_else(master: Template, role: str) -> None:
    [put] = [
        statement
        for statement in master.statements(role)
        if "dynamodb:PutItem" in each(statement["Action"])
        and any(name.startswith("ConfigCompl") for name in logical_ids(statement["Resource"]))
    ]
    assert put["Condition"] == {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["EXPORTS", "EXPORT#*"]}
    }


@pytest.mark.parametrize(
    ("action", "partitions"),
    [("BatchWriteItem", ["SNAP#*", "SILENT"]), ("UpdateItem", ["DIGEST", "LISTED"])],
)
def test_the_digest_writes_snapshots_norms_and_what_it_sent_and_nothing_else(
    master: Template, action: str, partitions: list[str]
) -> None:
    [write] = [
        statement
        for statement in master.statements("DailyDigestRole")
        if f"dynamodb:{action}" in each(statement["Action"])
        and any(name.startswith("Config") for name in logical_ids(statement["Resource"]))
    ]
    assert each(write["Action"]) == [f"dynamodb:{action}"]
    assert write["Condition"] == {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": partitions}}


@pytest.mark.parametrize(
    ("action", "partitions"),
    [
        (
            "PutItem",
            ["L#*", "T#*", "V#*", "FALLBACK", "RULES", "FIRST_RESULTS", "HUSHING", "HUSHED#*"],
        ),
        (
            "DeleteItem",
            ["L#*", "T#*", "V#*", "FALLBACK", "RULES", "FIRST_RESULTS", "HUSHING", "HUSHED#*"],
        ),
        ("BatchWriteItem", ["HUSHING", "HUSHED#*"]),
        ("BatchGetItem", ["A#*"]),
        ("Query", ["REGIONS"]),
    ],
)
def test_the_notifier_writes_lives_and_what_is_told_of_them_and_reads_rules_by_their_place(
    master: Template, action: str, partitions: list[str]
) -> None:
    allowed = [
        statement["Condition"]
        for statement in master.statements("NotifyViolationsRole")
        if f"dynamodb:{action}" in each(statement["Action"]) and "Condition" in statement
    ]
    assert allowed == [{"ForAllValues:StringLike": {"dynamodb:LeadingKeys": partitions}}]


def test_of_the_outbox_the_api_writes_mutes_alone_and_others_read_what_they_need_alone(
    master: Template,
) -> None:
    for role, action, partitions in (
        ("ComplianceApiRole", "dynamodb:PutItem", ["MUTES", "MUTES#AUDIT"]),
        ("DailyDigestRole", "dynamodb:Query", ["MUTES", "FALLBACK", "RULES"]),
        ("WriteExportsRole", "dynamodb:Query", ["MUTES"]),
    ):
        [allowed] = [
            statement
            for statement in master.statements(role)
            if action in each(statement["Action"])
            and any(name.startswith("Notific") for name in logical_ids(statement["Resource"]))
        ]
        assert allowed["Condition"] == {
            "ForAllValues:StringEquals": {"dynamodb:LeadingKeys": partitions}
        }


def test_of_the_outbox_the_digest_writes_whose_turn_it_is_to_post_alone(master: Template) -> None:
    [allowed] = [
        statement["Condition"]
        for statement in master.statements("DailyDigestRole")
        if "dynamodb:UpdateItem" in each(statement["Action"])
        and any(name.startswith("Notific") for name in logical_ids(statement["Resource"]))
    ]
    assert allowed == {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["CHANNEL"]}}


def keys(schema: list[dict[str, str]]) -> tuple[str, ...]:
    return tuple(item["AttributeName"] for item in schema)
