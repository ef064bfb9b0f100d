"""Rules on what is logged, watched and kept secret."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="cloudtrail-enabled",
        identifier="CLOUD_TRAIL_ENABLED",
        title="CloudTrail records the account",
        severity=Severity.HIGH,
        remediation=(
            "Create a trail, best one of the organisation that covers all accounts and regions,"
            " and make sure that it is logging."
        ),
        resource_types=("AWS::::Account",),
        parameters={"s3BucketName": "", "snsTopicArn": "", "cloudWatchLogsLogGroupArn": ""},
        frameworks=(
            "PCI DSS 3.2.1: 10.1",
            "PCI DSS 3.2.1: 10.2.1",
            "PCI DSS 3.2.1: 10.2.2",
            "PCI DSS 3.2.1: 10.2.3",
            "PCI DSS 3.2.1: 10.2.4",
            "PCI DSS 3.2.1: 10.2.5",
            "PCI DSS 3.2.1: 10.2.6",
            "PCI DSS 3.2.1: 10.2.7",
        ),
    ),
    RuleInfo(
        name="multi-region-cloudtrail-enabled",
        identifier="MULTI_REGION_CLOUD_TRAIL_ENABLED",
        title="A trail records all regions",
        severity=Severity.HIGH,
        remediation=(
            "Turn on Multi-region for the trail, so that calls in regions that nobody uses are"
            " recorded too."
        ),
        resource_types=("AWS::::Account",),
        parameters={
            "s3BucketName": "",
            "snsTopicArn": "",
            "cloudWatchLogsLogGroupArn": "",
            "includeManagementEvents": "",
            "readWriteType": "",
        },
        frameworks=(
            "CIS AWS Foundations 3.0: 3.1",
            "AWS FSBP: CloudTrail.1",
            "NIST 800-53 r5: AU-2",
            "NIST 800-53 r5: AU-3",
            "NIST 800-53 r5: AU-12",
            "NIST 800-53 r5: CA-7",
        ),
    ),
    RuleInfo(
        name="cloud-trail-log-file-validation-enabled",
        identifier="CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED",
        title="Trails sign their log files",
        severity=Severity.MEDIUM,
        remediation=(
            "Edit the trail and turn on log file validation, so that a changed or deleted file"
            " is noticed."
        ),
        resource_types=("AWS::CloudTrail::Trail",),
        frameworks=(
            "CIS AWS Foundations 3.0: 3.2",
            "AWS FSBP: CloudTrail.4",
            "PCI DSS 3.2.1: 10.5.2",
            "PCI DSS 3.2.1: 10.5.5",
            "NIST 800-53 r5: AU-9",
            "NIST 800-53 r5: SI-4",
            "NIST 800-53 r5: SI-7",
        ),
    ),
    RuleInfo(
        name="cloud-trail-encryption-enabled",
        identifier="CLOUD_TRAIL_ENCRYPTION_ENABLED",
        title="Trails encrypt their log files with a KMS key",
        severity=Severity.MEDIUM,
        remediation=(
            "Edit the trail and turn on SSE-KMS encryption with a key whose policy lets"
            " CloudTrail use it."
        ),
        resource_types=("AWS::CloudTrail::Trail",),
        frameworks=(
            "CIS AWS Foundations 3.0: 3.5",
            "AWS FSBP: CloudTrail.2",
            "PCI DSS 3.2.1: 3.4",
            "NIST 800-53 r5: AU-9",
            "NIST 800-53 r5: SC-13",
            "NIST 800-53 r5: SC-28",
        ),
    ),
    RuleInfo(
        name="cloud-trail-cloud-watch-logs-enabled",
        identifier="CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED",
        title="Trails send their events to CloudWatch Logs",
        severity=Severity.LOW,
        remediation=(
            "Edit the trail and give it a log group and a role, so that alarms can watch for calls."
        ),
        resource_types=("AWS::CloudTrail::Trail",),
        parameters={"expectedDeliveryWindowAge": ""},
        frameworks=(
            "AWS FSBP: CloudTrail.5",
            "PCI DSS 3.2.1: 10.5.3",
            "NIST 800-53 r5: AU-2",
            "NIST 800-53 r5: AU-3",
            "NIST 800-53 r5: AU-12",
            "NIST 800-53 r5: CA-7",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="guardduty-enabled-centralized",
        identifier="GUARDDUTY_ENABLED_CENTRALIZED",
        title="GuardDuty watches the account",
        severity=Severity.HIGH,
        remediation=(
            "Turn on GuardDuty in this region from the organisation's delegated administrator,"
            " for new accounts too."
        ),
        resource_types=("AWS::::Account",),
        parameters={"CentralMonitoringAccount": ""},
        frameworks=(
            "AWS FSBP: GuardDuty.1",
            "PCI DSS 3.2.1: 11.4",
            "NIST 800-53 r5: CA-7",
            "NIST 800-53 r5: SI-4",
        ),
    ),
    RuleInfo(
        name="securityhub-enabled",
        identifier="SECURITYHUB_ENABLED",
        title="Security Hub is on",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on Security Hub in this region from the organisation's delegated administrator."
        ),
        resource_types=("AWS::::Account",),
    ),
    RuleInfo(
        name="cmk-backing-key-rotation-enabled",
        identifier="CMK_BACKING_KEY_ROTATION_ENABLED",
        title="Customer managed keys are rotated",
        severity=Severity.MEDIUM,
        remediation="Open the key in KMS and turn on automatic rotation.",
        resource_types=("AWS::KMS::Key",),
        frameworks=(
            "CIS AWS Foundations 3.0: 3.6",
            "PCI DSS 3.2.1: 3.6.4",
            "NIST 800-53 r5: SC-12",
            "NIST 800-53 r5: SC-28",
        ),
    ),
    RuleInfo(
        name="kms-cmk-not-scheduled-for-deletion",
        identifier="KMS_CMK_NOT_SCHEDULED_FOR_DELETION",
        title="Customer managed keys are not about to be deleted",
        severity=Severity.HIGH,
        remediation=(
            "Find out who scheduled the deletion and whether data is still encrypted with the"
            " key. If in doubt, cancel the deletion and disable the key instead."
        ),
        resource_types=("AWS::KMS::Key",),
        parameters={"kmsKeyIds": ""},
        frameworks=("AWS FSBP: KMS.3", "NIST 800-53 r5: SC-12"),
    ),
    RuleInfo(
        name="secretsmanager-rotation-enabled-check",
        identifier="SECRETSMANAGER_ROTATION_ENABLED_CHECK",
        title="Secrets are rotated",
        severity=Severity.LOW,
        remediation=(
            "Turn on automatic rotation for the secret, or replace it by a credential that"
            " expires by itself."
        ),
        resource_types=("AWS::SecretsManager::Secret",),
        parameters={
            "maximumAllowedRotationFrequency": "",
            "maximumAllowedRotationFrequencyInHours": "",
        },
        frameworks=("AWS FSBP: SecretsManager.1", "NIST 800-53 r5: AC-2", "NIST 800-53 r5: AC-3"),
        in_default_set=False,
    ),
)
