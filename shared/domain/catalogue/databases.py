"""Rules on databases and their snapshots."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="rds-instance-public-access-check",
        identifier="RDS_INSTANCE_PUBLIC_ACCESS_CHECK",
        title="RDS instances cannot be reached from the internet",
        severity=Severity.CRITICAL,
        remediation=(
            "Modify the instance and set Public access to No; reach it from inside the VPC."
            " Check its security group for 0.0.0.0/0 as well."
        ),
        resource_types=("AWS::RDS::DBInstance",),
        frameworks=(
            "CIS AWS Foundations 3.0: 2.3.3",
            "AWS FSBP: RDS.2",
            "PCI DSS 3.2.1: 1.2.1",
            "PCI DSS 3.2.1: 1.3.1",
            "PCI DSS 3.2.1: 1.3.2",
            "PCI DSS 3.2.1: 1.3.4",
            "PCI DSS 3.2.1: 1.3.6",
            "PCI DSS 3.2.1: 7.2.1",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: SC-7",
        ),
    ),
    RuleInfo(
        name="rds-snapshots-public-prohibited",
        identifier="RDS_SNAPSHOTS_PUBLIC_PROHIBITED",
        title="RDS snapshots are not public",
        severity=Severity.CRITICAL,
        remediation=(
            "Set the visibility of the snapshot to private, then treat the data that it holds"
            " as published."
        ),
        resource_types=("AWS::RDS::DBSnapshot", "AWS::RDS::DBClusterSnapshot"),
        frameworks=(
            "AWS FSBP: RDS.1",
            "PCI DSS 3.2.1: 1.2.1",
            "PCI DSS 3.2.1: 1.3.1",
            "PCI DSS 3.2.1: 1.3.4",
            "PCI DSS 3.2.1: 1.3.6",
            "PCI DSS 3.2.1: 7.2.1",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: AC-6",
            "NIST 800-53 r5: SC-7",
        ),
    ),
    RuleInfo(
        name="rds-storage-encrypted",
        identifier="RDS_STORAGE_ENCRYPTED",
        title="RDS instances encrypt their storage",
        severity=Severity.HIGH,
        remediation=(
            "Take a snapshot, copy it with encryption, restore an instance from the copy and"
            " move the application to it."
        ),
        resource_types=("AWS::RDS::DBInstance",),
        parameters={"kmsKeyId": ""},
        frameworks=(
            "CIS AWS Foundations 3.0: 2.3.1",
            "AWS FSBP: RDS.3",
            "NIST 800-53 r5: SC-13",
            "NIST 800-53 r5: SC-28",
        ),
    ),
    RuleInfo(
        name="redshift-cluster-public-access-check",
        identifier="REDSHIFT_CLUSTER_PUBLIC_ACCESS_CHECK",
        title="Redshift clusters cannot be reached from the internet",
        severity=Severity.CRITICAL,
        remediation="Edit the cluster's network settings and turn off Publicly accessible.",
        resource_types=("AWS::Redshift::Cluster",),
        frameworks=(
            "AWS FSBP: Redshift.1",
            "PCI DSS 3.2.1: 1.2.1",
            "PCI DSS 3.2.1: 1.3.1",
            "PCI DSS 3.2.1: 1.3.2",
            "PCI DSS 3.2.1: 1.3.4",
            "PCI DSS 3.2.1: 1.3.6",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: AC-6",
            "NIST 800-53 r5: SC-7",
        ),
    ),
    RuleInfo(
        name="dynamodb-pitr-enabled",
        identifier="DYNAMODB_PITR_ENABLED",
        title="DynamoDB tables can be restored to any point in time",
        severity=Severity.LOW,
        remediation="Open the table's backups and turn on point-in-time recovery.",
        resource_types=("AWS::DynamoDB::Table",),
        frameworks=("AWS FSBP: DynamoDB.2", "NIST 800-53 r5: CP-9", "NIST 800-53 r5: CP-10"),
    ),
    RuleInfo(
        name="db-instance-backup-enabled",
        identifier="DB_INSTANCE_BACKUP_ENABLED",
        title="RDS instances are backed up",
        severity=Severity.MEDIUM,
        remediation=(
            "Modify the instance and set a backup retention period of at least the days that"
            " your recovery plan asks for."
        ),
        resource_types=("AWS::RDS::DBInstance",),
        parameters={
            "backupRetentionPeriod": "",
            "preferredBackupWindow": "",
            "checkReadReplicas": "",
        },
        frameworks=(
            "AWS FSBP: RDS.11",
            "NIST 800-53 r5: CP-6",
            "NIST 800-53 r5: CP-9",
            "NIST 800-53 r5: CP-10",
        ),
    ),
)
