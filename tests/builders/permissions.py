"""The table of what each role may do. The templates have to say the same, no more and no less.

Whoever adds a right to a role adds it here too, and says with it what the role is trusted with.
"""

from tests.builders.rights import (
    Rights,
    Roles,
    exactly,
    function,
    indexes,
    may,
    of,
    role,
    schedule,
)

STATES, HISTORY, OUTBOX = "ConfigComplianceTable", "EventsTable", "NotificationsTable"
FILES, AGGREGATOR = "ReportsBucket", "ConfigAggregator.ConfigurationAggregatorArn"
VIOLATIONS_BY = "open_violations violations_by_account violations_by_rule violations_by_type"
STATES_BY = indexes(STATES, f"by_resource by_rule {VIOLATIONS_BY}")
HISTORY_BY = indexes(HISTORY, "by_resource by_rule by_time by_type")


def secrets(*names: str) -> Rights:
    """Read secrets: their values, nothing else of them."""
    return may("secretsmanager", "GetSecretValue", *names)


def failed_runs(queue: str = "ScheduleDeadLettersQueue") -> Rights:
    """Let Lambda keep what the function failed to do (it asks where that is, too)."""
    return may("sqs", "GetQueueAttributes GetQueueUrl SendMessage", queue)


def stream(table: str) -> Rights:
    """Be woken by the changes of a table."""
    return may("dynamodb", "ListStreams", "*") | may(
        "dynamodb", "DescribeStream GetRecords GetShardIterator", f"{table}.StreamArn"
    )


EXPORTS_KEPT = (
    may("dynamodb", "BatchGetItem Query", *STATES_BY),
    may("dynamodb", "BatchGetItem GetItem Query", STATES),
    may("dynamodb", "PutItem", STATES, where=of("EXPORTS EXPORT#*")),
    may("dynamodb", "Query", HISTORY, *HISTORY_BY),
)

MASTER: Roles = {
    "HandleConfigEventsRole": function(
        "HandleConfigEvents",
        may("dynamodb", "ConditionCheckItem DeleteItem PutItem Query UpdateItem", STATES),
        may("dynamodb", "PutItem", HISTORY, OUTBOX),
        may("sqs", "ChangeMessageVisibility DeleteMessage ReceiveMessage", "EventIntakeQueue"),
        may("sqs", "GetQueueAttributes GetQueueUrl", "EventIntakeQueue"),
        may("sqs", "SendMessage", "EventIntakeDeadLettersQueue"),
    ),
    "UpdateTotalsRole": function(
        "UpdateTotals",
        may("dynamodb", "BatchGetItem PutItem Query UpdateItem", STATES),
        stream(STATES),
        failed_runs(),
    ),
    "WriteExportsRole": function(
        "WriteExports",
        *EXPORTS_KEPT,
        may("dynamodb", "Query", OUTBOX, where=exactly("MUTES")),
        may("s3", "GetObject PutObject", f"{FILES}/exports/*"),
        may("s3", "ListBucket", FILES, where="s3:prefix StringLike exports/*"),
        may("lambda", "InvokeFunction", "WriteExportsFunction"),
        failed_runs(),
    ),
    "ComplianceApiRole": function(
        "ComplianceApi",
        *EXPORTS_KEPT,
        may("dynamodb", "BatchGetItem Query", OUTBOX),
        may("dynamodb", "GetItem PutItem", OUTBOX, where=exactly("MUTES MUTES#AUDIT")),
        may("s3", "GetObject", f"{FILES}/exports/*", f"{FILES}/reports/*"),
        may("s3", "ListBucket", FILES, where="s3:prefix StringLike reports/*"),
        may("lambda", "InvokeFunction", "WriteExportsFunction"),
        secrets("ComplianceApiCursorKey", "ReportLinksKey"),
    ),
    "NotifyViolationsRole": function(
        "NotifyViolations",
        may("dynamodb", "Query", *STATES_BY),
        may("dynamodb", "Query", STATES, where=of("REGIONS")),
        may("dynamodb", "BatchGetItem", STATES, where=of("A#*")),
        may("dynamodb", "BatchGetItem GetItem Query UpdateItem", OUTBOX),
        may("dynamodb", "Query", f"{OUTBOX}/index/due"),
        may(
            "dynamodb",
            "DeleteItem PutItem",
            OUTBOX,
            where=of("L#* T#* V#* FALLBACK RULES FIRST_RESULTS HUSHING HUSHED#*"),
        ),
        may("dynamodb", "BatchWriteItem", OUTBOX, where=of("HUSHING HUSHED#*")),
        stream(OUTBOX),
        secrets("ReportLinksKey", "SlackSecret"),
        may("sqs", "SendMessage", "AlertDeadLettersQueue"),
        failed_runs(),
    ),
    "DailyDigestRole": function(
        "DailyDigest",
        may("dynamodb", "Query", *STATES_BY),
        may("dynamodb", "BatchGetItem GetItem Query", STATES),
        may("dynamodb", "BatchWriteItem", STATES, where=of("SNAP#* SILENT")),
        may("dynamodb", "UpdateItem", STATES, where=of("DIGEST LISTED")),
        may("dynamodb", "Query", *indexes(HISTORY, "by_time")),
        may("dynamodb", "Query", OUTBOX, where=exactly("MUTES FALLBACK RULES")),
        may("dynamodb", "GetItem UpdateItem", OUTBOX, where=of("CHANNEL")),
        may("s3", "PutObject", f"{FILES}/reports/*"),
        secrets("ReportLinksKey", "SlackSecret"),
        failed_runs(),
    ),
    "ReconcileRole": function(
        "Reconcile",
        may(
            "config",
            "DescribeAggregateComplianceByConfigRules DescribeConfigurationAggregatorSourcesStatus"
            " GetAggregateComplianceDetailsByConfigRule SelectAggregateResourceConfig",
            AGGREGATOR,
        ),
        may("dynamodb", "DeleteItem GetItem PutItem Query UpdateItem", STATES),
        may("dynamodb", "PutItem", OUTBOX),
        may("sqs", "SendMessage", "EventIntakeQueue"),
        failed_runs(),
    ),
    "UpdateTotalsDailyRole": schedule("UpdateTotals"),
    "WriteExportsEvery15MinutesRole": schedule("WriteExports"),
    "NotifyViolationsEveryMinuteRole": schedule("NotifyViolations"),
    "DailyDigestDailyRole": schedule("DailyDigest"),
    "DailyDigestWeeklyRole": schedule("DailyDigest"),
    "ReconcileEvery15MinutesRole": schedule("Reconcile"),
}

# What a bot has beside that: the function behind the buttons.
OF_A_BOT: Roles = {
    "SlackInteractionsRole": function(
        "SlackInteractions",
        may("dynamodb", "Query", OUTBOX, where=of("MUTES")),
        may("dynamodb", "BatchGetItem GetItem", OUTBOX, where=of("MUTES T#* CHANNEL")),
        may("dynamodb", "PutItem", OUTBOX, where=of("SEEN#* MUTES MUTES#AUDIT T#*")),
        may("dynamodb", "UpdateItem", OUTBOX, where=of("CHANNEL")),
        may("lambda", "InvokeFunction", "SlackInteractionsFunction"),
        secrets("ReportLinksKey", "SlackSecret"),
        failed_runs("InteractionDeadLettersQueue"),
    ),
}

# What is added where an organisation decides who is watched.
OF_AN_ORGANISATION: Roles = {
    "ConfigAggregatorRole": role("config", has=["service-role/AWSConfigRoleForOrganizations"]),
}

# What routes that ask for tags and units add, and a channel with a webhook of its own.
FOR_ROUTES: Roles = {
    "NotifyViolationsRole": may("config", "SelectAggregateResourceConfig", AGGREGATOR)
    | may("dynamodb", "Query", STATES, where=exactly("ACCOUNTS"))
    | secrets("SlackSecretOfpaySecret"),
    "ReconcileRole": may("organizations", "ListRoots", "*")
    | may(
        "organizations",
        "ListAccountsForParent ListOrganizationalUnitsForParent",
        "arn:aws:organizations::*:root/o-a1b2c3d4e5/*",
        "arn:aws:organizations::*:ou/o-a1b2c3d4e5/*",
    ),
}

# Every function may send its traces, where they are wanted.
FOR_TRACES: Roles = {
    name: may("xray", "PutTelemetryRecords PutTraceSegments", "*")
    for name, rights in {**MASTER, **OF_A_BOT}.items()
    if "is assumed by lambda.amazonaws.com" in rights
}

BUS = "arn:aws:events:eu-central-1:111111111111:event-bus/config-monitoring"
AGENT: Roles = {
    "EventForwardingRole": role(
        "events",
        may("events", "PutEvents", BUS),
        where="aws:SourceAccount StringEquals <AWS::AccountId>",
    ),
}

# What is added where the stack manages AWS Config's recorder, by a role of its own.
OF_A_RECORDER: Roles = {
    "ConfigRecorderRole": role(
        "config",
        may("s3", "GetBucketAcl ListBucket", "ConfigRecorderBucket"),
        may(
            "s3",
            "PutObject",
            "ConfigRecorderBucket/AWSLogs/<AWS::AccountId>/Config/*",
            where="s3:x-amz-acl StringEquals bucket-owner-full-control",
        ),
        where="aws:SourceAccount StringEquals <AWS::AccountId>",
        has=["service-role/AWS_ConfigRole"],
    ),
}
