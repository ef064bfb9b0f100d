"""The key of the customer's own, in the master account, and the services that may use it.

What a service may do by the key's policy is what it does in nobody's name but its own. All others
use the key by their roles: the policy leaves that to IAM, and stacks/key_rights.py says what each
role needs.
"""

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

ALIAS = "alias/config-monitoring"


class CustomerKey(Construct):
    """A key that AWS renews every year, and that outlives its stack: data outlives that too."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        self.key = kms.Key(
            self,
            "Key",
            alias=ALIAS,
            description="Encrypts what config-monitoring stores: tables, queues, logs, secrets.",
            enable_key_rotation=True,
            removal_policy=RemovalPolicy.RETAIN,
        )

    @property
    def arn(self) -> str:
        """Return the ARN of the key; an alias could be moved to another one."""
        return str(self.key.key_arn)

    def let_rules_send(self) -> None:
        """Let rules of this account put events into queues.

        The queues' policies name the rules. SQS calls KMS for EventBridge, which then says whose
        rule it was; it would not for a topic (SNS developer guide, "Key management").
        """
        self._let(
            "RulesSend",
            "events.amazonaws.com",
            ["kms:Decrypt", "kms:GenerateDataKey"],
            {"StringEquals": {"aws:SourceAccount": Stack.of(self).account}},
        )

    def let_archives_keep(self, buses: list[str]) -> None:
        """Let archives of these buses keep events, and replay them.

        The policy of the EventBridge user guide ("Encrypting archives"): only what is encrypted has
        a bus as its context, to look at a key has none.
        """
        self._let("ArchivesLook", "events.amazonaws.com", ["kms:DescribeKey"], {})
        self._let(
            "ArchivesKeep",
            "events.amazonaws.com",
            ["kms:Decrypt", "kms:GenerateDataKey", "kms:ReEncrypt*"],
            {"StringEquals": {"kms:EncryptionContext:aws:events:event-bus:arn": buses}},
        )

    def let_logs_keep(self) -> None:
        """Let CloudWatch Logs keep what is written to log groups of this account and region."""
        stack = Stack.of(self)
        groups = stack.format_arn(service="logs", resource="log-group:*")
        self._let(
            "LogsKeep",
            f"logs.{stack.region}.amazonaws.com",
            [
                "kms:Decrypt",
                "kms:DescribeKey",
                "kms:Encrypt",
                "kms:GenerateDataKey*",
                "kms:ReEncrypt*",
            ],
            {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}},
        )

    def let_alarms_publish(self) -> None:
        """Let alarms of this account tell topics."""
        self._let(
            "AlarmsPublish",
            "cloudwatch.amazonaws.com",
            ["kms:Decrypt", "kms:GenerateDataKey*"],
            {"StringEquals": {"aws:SourceAccount": Stack.of(self).account}},
        )

    def _let(
        self,
        sid: str,
        service: str,
        actions: list[str],
        conditions: dict[str, dict[str, str | list[str]]],
    ) -> None:
        self.key.add_to_resource_policy(
            iam.PolicyStatement(
                sid=sid,
                principals=[iam.ServicePrincipal(service)],
                actions=actions,
                resources=["*"],  # in a key's policy: this key
                conditions=conditions,
            )
        )
