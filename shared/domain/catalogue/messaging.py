"""Rules on topics, queues and brokers."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="sns-encrypted-kms",
        identifier="SNS_ENCRYPTED_KMS",
        title="SNS topics are encrypted",
        severity=Severity.LOW,
        remediation="Turn on encryption for the topic with a key that its publishers may use.",
        resource_types=("AWS::SNS::Topic",),
        parameters={"kmsKeyIds": ""},
        frameworks=("NIST 800-53 r5: SC-13", "NIST 800-53 r5: SC-28"),
        in_default_set=False,
    ),
    RuleInfo(
        name="sns-topic-no-public-access",
        identifier="SNS_TOPIC_NO_PUBLIC_ACCESS",
        title="SNS topics cannot be reached by everyone",
        severity=Severity.HIGH,
        remediation=(
            "Remove the statement of the access policy that allows everybody, or add a condition"
            " such as aws:SourceArn."
        ),
        resource_types=("AWS::SNS::Topic",),
        frameworks=("AWS FSBP: SNS.4",),
        in_default_set=False,
    ),
    RuleInfo(
        name="sns-topic-message-delivery-notification-enabled",
        identifier="SNS_TOPIC_MESSAGE_DELIVERY_NOTIFICATION_ENABLED",
        title="SNS topics log deliveries",
        severity=Severity.LOW,
        remediation="Turn on logging of delivery status for the protocols of the topic.",
        resource_types=("AWS::SNS::Topic",),
        frameworks=("NIST 800-53 r5: AU-2", "NIST 800-53 r5: AU-12"),
        in_default_set=False,
    ),
    RuleInfo(
        name="sqs-queue-no-public-access",
        identifier="SQS_QUEUE_NO_PUBLIC_ACCESS",
        title="SQS queues cannot be reached by everyone",
        severity=Severity.HIGH,
        remediation=(
            "Remove the statement of the queue policy that allows everybody, or add a condition"
            " such as aws:SourceArn."
        ),
        resource_types=("AWS::SQS::Queue",),
        frameworks=("AWS FSBP: SQS.3",),
        in_default_set=False,
    ),
    RuleInfo(
        name="sqs-queue-dlq-check",
        identifier="SQS_QUEUE_DLQ_CHECK",
        title="SQS queues have a dead-letter queue",
        severity=Severity.LOW,
        remediation=(
            "Set a redrive policy for the queue with a dead-letter queue of the same type."
        ),
        resource_types=("AWS::SQS::Queue",),
        in_default_set=False,
    ),
    RuleInfo(
        name="mq-no-public-access",
        identifier="MQ_NO_PUBLIC_ACCESS",
        title="Brokers cannot be reached from the internet",
        severity=Severity.HIGH,
        remediation=(
            "Public access is chosen when a broker is made: make a private one and move its"
            " clients."
        ),
        resource_types=("AWS::AmazonMQ::Broker",),
        in_default_set=False,
    ),
    RuleInfo(
        name="mq-auto-minor-version-upgrade-enabled",
        identifier="MQ_AUTO_MINOR_VERSION_UPGRADE_ENABLED",
        title="Brokers take minor versions by themselves",
        severity=Severity.LOW,
        remediation="Turn on automatic minor version upgrades in the broker's settings.",
        resource_types=("AWS::AmazonMQ::Broker",),
        group="mq-auto-minor-version-upgrade-enabled",
        in_default_set=False,
    ),
    RuleInfo(
        name="mq-automatic-minor-version-upgrade-enabled",
        identifier="MQ_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED",
        title="Brokers are upgraded by themselves",
        severity=Severity.LOW,
        remediation="Turn on automatic minor version upgrades in the broker's settings.",
        resource_types=("AWS::AmazonMQ::Broker",),
        group="mq-auto-minor-version-upgrade-enabled",
        in_default_set=False,
    ),
    RuleInfo(
        name="mq-cloudwatch-audit-log-enabled",
        identifier="MQ_CLOUDWATCH_AUDIT_LOG_ENABLED",
        title="ActiveMQ brokers write audit logs",
        severity=Severity.MEDIUM,
        remediation="Turn on audit logs in the broker's settings.",
        resource_types=("AWS::AmazonMQ::Broker",),
        frameworks=("AWS FSBP: MQ.2",),
        group="mq-cloudwatch-audit-log-enabled",
        in_default_set=False,
    ),
    RuleInfo(
        name="mq-cloudwatch-audit-logging-enabled",
        identifier="MQ_CLOUDWATCH_AUDIT_LOGGING_ENABLED",
        title="ActiveMQ brokers send audit logs to CloudWatch",
        severity=Severity.MEDIUM,
        remediation="Turn on audit logs in the broker's settings.",
        resource_types=("AWS::AmazonMQ::Broker",),
        group="mq-cloudwatch-audit-log-enabled",
        in_default_set=False,
    ),
    RuleInfo(
        name="msk-in-cluster-node-require-tls",
        identifier="MSK_IN_CLUSTER_NODE_REQUIRE_TLS",
        title="Brokers of MSK talk TLS to each other",
        severity=Severity.MEDIUM,
        remediation=(
            "Encryption in the cluster is chosen when it is made: make a new one and move its"
            " clients."
        ),
        resource_types=("AWS::MSK::Cluster",),
        frameworks=("AWS FSBP: MSK.1",),
        in_default_set=False,
    ),
    RuleInfo(
        name="msk-cluster-public-access-disabled",
        identifier="MSK_CLUSTER_PUBLIC_ACCESS_DISABLED",
        title="MSK clusters cannot be reached from the internet",
        severity=Severity.CRITICAL,
        remediation="Turn off public access in the cluster's network settings.",
        resource_types=("AWS::MSK::Cluster",),
        frameworks=("AWS FSBP: MSK.4",),
        in_default_set=False,
    ),
    RuleInfo(
        name="msk-unrestricted-access-check",
        identifier="MSK_UNRESTRICTED_ACCESS_CHECK",
        title="MSK clusters ask who connects",
        severity=Severity.HIGH,
        remediation="Turn off unauthenticated access and let clients use IAM, SASL/SCRAM or TLS.",
        resource_types=("AWS::MSK::Cluster",),
        frameworks=("AWS FSBP: MSK.6",),
        in_default_set=False,
    ),
    RuleInfo(
        name="step-functions-state-machine-logging-enabled",
        identifier="STEP_FUNCTIONS_STATE_MACHINE_LOGGING_ENABLED",
        title="State machines write logs",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on logging for the state machine with the level that the rule's parameters ask"
            " for."
        ),
        resource_types=("AWS::StepFunctions::StateMachine",),
        parameters={"cloudWatchLogGroupArns": "", "logLevel": ""},
        frameworks=("AWS FSBP: StepFunctions.1",),
        in_default_set=False,
    ),
)
