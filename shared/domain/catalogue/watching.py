"""Further rules on logs, alarms and services that watch."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="cloudtrail-s3-dataevents-enabled",
        identifier="CLOUDTRAIL_S3_DATAEVENTS_ENABLED",
        title="A trail records what happens to objects in S3",
        severity=Severity.LOW,
        remediation="Add data events of S3 to a trail; consider what they cost.",
        resource_types=("AWS::::Account",),
        parameters={"S3BucketNames": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudtrail-all-write-s3-data-event-check",
        identifier="CLOUDTRAIL_ALL_WRITE_S3_DATA_EVENT_CHECK",
        title="A trail records all writing to objects in S3",
        severity=Severity.LOW,
        remediation="Add write data events of all S3 buckets to a trail that covers all regions.",
        resource_types=("AWS::::Account",),
        frameworks=("CIS AWS Foundations 3.0: 3.8",),
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudtrail-all-read-s3-data-event-check",
        identifier="CLOUDTRAIL_ALL_READ_S3_DATA_EVENT_CHECK",
        title="A trail records all reading of objects in S3",
        severity=Severity.LOW,
        remediation="Add read data events of all S3 buckets to a trail that covers all regions.",
        resource_types=("AWS::::Account",),
        frameworks=("CIS AWS Foundations 3.0: 3.9",),
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudtrail-security-trail-enabled",
        identifier="CLOUDTRAIL_SECURITY_TRAIL_ENABLED",
        title="A trail follows the practices for security",
        severity=Severity.MEDIUM,
        remediation=(
            "Make one trail of all regions that records management events, validates its files and"
            " encrypts them with a key of KMS."
        ),
        resource_types=("AWS::::Account",),
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudwatch-alarm-action-check",
        identifier="CLOUDWATCH_ALARM_ACTION_CHECK",
        title="Alarms do something",
        severity=Severity.MEDIUM,
        remediation=(
            "Add an action for the state ALARM (and the others that the rule's parameters ask"
            " for), such as a topic that somebody reads."
        ),
        resource_types=("AWS::CloudWatch::Alarm",),
        parameters={
            "okActionRequired": "false",
            "insufficientDataActionRequired": "true",
            "alarmActionRequired": "true",
            "action1": "",
            "action2": "",
            "action3": "",
            "action4": "",
            "action5": "",
        },
        frameworks=("NIST 800-53 r5: CA-7", "NIST 800-53 r5: SI-4"),
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudwatch-alarm-action-enabled-check",
        identifier="CLOUDWATCH_ALARM_ACTION_ENABLED_CHECK",
        title="Actions of alarms are turned on",
        severity=Severity.MEDIUM,
        remediation="Turn on the alarm's actions with `aws cloudwatch enable-alarm-actions`.",
        resource_types=("AWS::CloudWatch::Alarm",),
        frameworks=("NIST 800-53 r5: CA-7",),
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudwatch-log-group-encrypted",
        identifier="CLOUDWATCH_LOG_GROUP_ENCRYPTED",
        title="Log groups are encrypted with a key of KMS",
        severity=Severity.LOW,
        remediation=(
            "Associate a key of KMS with the log group; the key's policy has to let CloudWatch"
            " Logs use it."
        ),
        resource_types=("AWS::Logs::LogGroup",),
        parameters={"KmsKeyId": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="cw-loggroup-retention-period-check",
        identifier="CW_LOGGROUP_RETENTION_PERIOD_CHECK",
        title="Log groups keep events long enough",
        severity=Severity.LOW,
        remediation=(
            "Set the retention of the log group to at least as many days as the rule's parameters"
            " ask for."
        ),
        resource_types=("AWS::Logs::LogGroup",),
        parameters={"LogGroupNames": "", "MinRetentionTime": ""},
        frameworks=("NIST 800-53 r5: AU-11",),
        in_default_set=False,
    ),
    RuleInfo(
        name="guardduty-non-archived-findings",
        identifier="GUARDDUTY_NON_ARCHIVED_FINDINGS",
        title="Findings of GuardDuty are dealt with in time",
        severity=Severity.HIGH,
        remediation="Open the findings, act on each by its severity, and archive what is done.",
        resource_types=("AWS::::Account",),
        parameters={"daysLowSev": "30", "daysMediumSev": "7", "daysHighSev": "1"},
        in_default_set=False,
    ),
    RuleInfo(
        name="guardduty-s3-protection-enabled",
        identifier="GUARDDUTY_S3_PROTECTION_ENABLED",
        title="GuardDuty watches S3",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on S3 protection in GuardDuty, for the whole organisation from its administrator"
            " account."
        ),
        resource_types=("AWS::GuardDuty::Detector",),
        frameworks=("AWS FSBP: GuardDuty.10",),
        in_default_set=False,
    ),
    RuleInfo(
        name="guardduty-malware-protection-enabled",
        identifier="GUARDDUTY_MALWARE_PROTECTION_ENABLED",
        title="GuardDuty looks for malware",
        severity=Severity.MEDIUM,
        remediation="Turn on malware protection for EC2 in GuardDuty.",
        resource_types=("AWS::GuardDuty::Detector",),
        frameworks=("AWS FSBP: GuardDuty.8",),
        in_default_set=False,
    ),
    RuleInfo(
        name="guardduty-rds-protection-enabled",
        identifier="GUARDDUTY_RDS_PROTECTION_ENABLED",
        title="GuardDuty watches sign-ins to databases",
        severity=Severity.MEDIUM,
        remediation="Turn on RDS protection in GuardDuty.",
        resource_types=("AWS::GuardDuty::Detector",),
        frameworks=("AWS FSBP: GuardDuty.9",),
        in_default_set=False,
    ),
    RuleInfo(
        name="guardduty-lambda-protection-enabled",
        identifier="GUARDDUTY_LAMBDA_PROTECTION_ENABLED",
        title="GuardDuty watches Lambda functions",
        severity=Severity.MEDIUM,
        remediation="Turn on Lambda protection in GuardDuty.",
        resource_types=("AWS::GuardDuty::Detector",),
        frameworks=("AWS FSBP: GuardDuty.6",),
        in_default_set=False,
    ),
    RuleInfo(
        name="guardduty-eks-protection-audit-enabled",
        identifier="GUARDDUTY_EKS_PROTECTION_AUDIT_ENABLED",
        title="GuardDuty reads audit logs of EKS",
        severity=Severity.MEDIUM,
        remediation="Turn on EKS protection in GuardDuty.",
        resource_types=("AWS::GuardDuty::Detector",),
        frameworks=("AWS FSBP: GuardDuty.5",),
        in_default_set=False,
    ),
    RuleInfo(
        name="inspector-ec2-scan-enabled",
        identifier="INSPECTOR_EC2_SCAN_ENABLED",
        title="Inspector scans instances",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on EC2 scanning in Inspector, for the whole organisation from its administrator"
            " account."
        ),
        resource_types=("AWS::::Account",),
        frameworks=("AWS FSBP: Inspector.1",),
        in_default_set=False,
    ),
    RuleInfo(
        name="inspector-ecr-scan-enabled",
        identifier="INSPECTOR_ECR_SCAN_ENABLED",
        title="Inspector scans images",
        severity=Severity.MEDIUM,
        remediation="Turn on ECR scanning in Inspector.",
        resource_types=("AWS::::Account",),
        frameworks=("AWS FSBP: Inspector.2",),
        in_default_set=False,
    ),
    RuleInfo(
        name="inspector-lambda-standard-scan-enabled",
        identifier="INSPECTOR_LAMBDA_STANDARD_SCAN_ENABLED",
        title="Inspector scans Lambda functions",
        severity=Severity.MEDIUM,
        remediation="Turn on Lambda standard scanning in Inspector.",
        resource_types=("AWS::::Account",),
        frameworks=("AWS FSBP: Inspector.4",),
        in_default_set=False,
    ),
    RuleInfo(
        name="macie-status-check",
        identifier="MACIE_STATUS_CHECK",
        title="Macie is on",
        severity=Severity.MEDIUM,
        remediation="Turn on Macie in this region.",
        resource_types=("AWS::::Account",),
        frameworks=("AWS FSBP: Macie.1",),
        in_default_set=False,
    ),
)
