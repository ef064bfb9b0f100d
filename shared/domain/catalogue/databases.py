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
    ),
    RuleInfo(
        name="redshift-cluster-public-access-check",
        identifier="REDSHIFT_CLUSTER_PUBLIC_ACCESS_CHECK",
        title="Redshift clusters cannot be reached from the internet",
        severity=Severity.CRITICAL,
        remediation="Edit the cluster's network settings and turn off Publicly accessible.",
        resource_types=("AWS::Redshift::Cluster",),
    ),
    RuleInfo(
        name="dynamodb-pitr-enabled",
        identifier="DYNAMODB_PITR_ENABLED",
        title="DynamoDB tables can be restored to any point in time",
        severity=Severity.LOW,
        remediation="Open the table's backups and turn on point-in-time recovery.",
        resource_types=("AWS::DynamoDB::Table",),
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
    ),
)
