"""The table of what services may do by the policies of queues, buckets and the like.

Roles have their own table. The bus's policy is tried with requests instead.
"""

from tests.builders.rights import Rights, Roles, may


def only_encrypted(service: str, *resources: str) -> Rights:
    """Refuse everybody who does not connect by TLS."""
    refused = may(service, "*", *resources, where="aws:SecureTransport Bool false")
    return frozenset(f"*: never {line}" for line in refused)


def rules_may(actions: str, queue: str, *rules: str) -> Rights:
    """Let EventBridge do something for these rules alone."""
    lines = may("sqs", actions, queue, where=f"aws:SourceArn ArnEquals {' '.join(rules)}")
    return frozenset(f"events.amazonaws.com: {line}" for line in lines)


def queue(name: str, *allowed: Rights) -> Roles:
    """Return the policy of a queue."""
    return {f"{name}Policy": only_encrypted("sqs", name).union(*allowed)}


def bucket(construct: str) -> Roles:
    """Return the policy of a bucket, which lets nobody in."""
    name = f"{construct}Bucket"
    return {f"{name}Policy": only_encrypted("s3", name, f"{name}/*")}


_OF_OUR_ALARMS = (
    "aws:SourceArn ArnLike arn:aws:cloudwatch:eu-central-1:111111111111:alarm:*"
    " and aws:SourceAccount StringEquals 111111111111"
)
_NEVER_PLAIN = frozenset(
    f"*: never {line}"
    for line in may("sns", "Publish", "OperationsTopic", where="aws:SecureTransport Bool false")
)

MASTER_POLICIES: Roles = {
    **bucket("Reports"),
    **queue("ScheduleDeadLettersQueue"),
    **queue("AlertDeadLettersQueue"),
    **queue(
        "EventIntakeQueue",
        rules_may(
            "GetQueueAttributes GetQueueUrl SendMessage",
            "EventIntakeQueue",
            "EventIntakeConfigEvents",
        ),
    ),
    **queue(
        "EventIntakeDeadLettersQueue",
        rules_may("SendMessage", "EventIntakeDeadLettersQueue", "EventIntakeConfigEvents"),
    ),
    "OperationsTopicPolicy": _NEVER_PLAIN.union(
        f"cloudwatch.amazonaws.com: {line}"
        for line in may("sns", "Publish", "OperationsTopic", where=_OF_OUR_ALARMS)
    ),
}

BOT_POLICIES = queue("InteractionDeadLettersQueue")

_HERE = "aws:SourceAccount StringEquals <AWS::AccountId>"
_OWNED = "s3:x-amz-acl StringEquals bucket-owner-full-control"
_DELIVERIES = "ConfigRecorderBucket/AWSLogs/<AWS::AccountId>/Config/*"
RECORDER_POLICIES: Roles = {
    name: rights.union(
        f"config.amazonaws.com: {line}"
        for line in may("s3", "GetBucketAcl ListBucket", "ConfigRecorderBucket", where=_HERE)
        | may("s3", "PutObject", _DELIVERIES, where=f"{_HERE} and {_OWNED}")
    )
    for name, rights in bucket("ConfigRecorder").items()
}

AGENT_POLICIES = queue(
    "EventForwardingDeadLettersQueue",
    rules_may(
        "SendMessage",
        "EventForwardingDeadLettersQueue",
        "EventForwardingComplianceChanges",
        "EventForwardingSilencingCalls",
        "EventForwardingConfigurationItems",
    ),
)
