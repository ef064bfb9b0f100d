"""Rules on graphs and documents."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="neptune-cluster-encrypted",
        identifier="NEPTUNE_CLUSTER_ENCRYPTED",
        title="Neptune clusters are encrypted",
        severity=Severity.MEDIUM,
        remediation=(
            "Copy a snapshot with encryption turned on, restore it and move the users of the"
            " cluster."
        ),
        resource_types=("AWS::RDS::DBCluster",),
        parameters={"KmsKeyArns": ""},
        frameworks=("AWS FSBP: Neptune.1",),
        in_default_set=False,
    ),
    RuleInfo(
        name="neptune-cluster-snapshot-public-prohibited",
        identifier="NEPTUNE_CLUSTER_SNAPSHOT_PUBLIC_PROHIBITED",
        title="Snapshots of Neptune clusters are not public",
        severity=Severity.CRITICAL,
        remediation=(
            "Open the snapshot's sharing settings and make it private. Assume that what it held"
            " was copied."
        ),
        resource_types=("AWS::RDS::DBClusterSnapshot",),
        frameworks=("AWS FSBP: Neptune.3",),
        in_default_set=False,
    ),
    RuleInfo(
        name="neptune-cluster-backup-retention-check",
        identifier="NEPTUNE_CLUSTER_BACKUP_RETENTION_CHECK",
        title="Neptune clusters keep backups long enough",
        severity=Severity.MEDIUM,
        remediation="Modify the cluster and raise the backup retention.",
        resource_types=("AWS::RDS::DBCluster",),
        parameters={"minimumBackupRetentionPeriod": ""},
        frameworks=("AWS FSBP: Neptune.5",),
        in_default_set=False,
    ),
    RuleInfo(
        name="neptune-cluster-deletion-protection-enabled",
        identifier="NEPTUNE_CLUSTER_DELETION_PROTECTION_ENABLED",
        title="Neptune clusters are protected against deletion",
        severity=Severity.LOW,
        remediation="Modify the cluster and turn on deletion protection.",
        resource_types=("AWS::RDS::DBCluster",),
        frameworks=("AWS FSBP: Neptune.4",),
        in_default_set=False,
    ),
    RuleInfo(
        name="docdb-cluster-encrypted",
        identifier="DOCDB_CLUSTER_ENCRYPTED",
        title="DocumentDB clusters are encrypted",
        severity=Severity.MEDIUM,
        remediation=(
            "Restore a snapshot into a cluster with encryption turned on and move the users of the"
            " old one."
        ),
        resource_types=("AWS::RDS::DBCluster",),
        parameters={"kmsKeyArns": ""},
        frameworks=("AWS FSBP: DocumentDB.1",),
        in_default_set=False,
    ),
    RuleInfo(
        name="docdb-cluster-backup-retention-check",
        identifier="DOCDB_CLUSTER_BACKUP_RETENTION_CHECK",
        title="DocumentDB clusters keep backups long enough",
        severity=Severity.MEDIUM,
        remediation="Modify the cluster and raise the backup retention.",
        resource_types=("AWS::RDS::DBCluster",),
        parameters={"minimumBackupRetentionPeriod": ""},
        frameworks=("AWS FSBP: DocumentDB.2",),
        in_default_set=False,
    ),
    RuleInfo(
        name="docdb-cluster-snapshot-public-prohibited",
        identifier="DOCDB_CLUSTER_SNAPSHOT_PUBLIC_PROHIBITED",
        title="Snapshots of DocumentDB clusters are not public",
        severity=Severity.CRITICAL,
        remediation=(
            "Open the snapshot's sharing settings and make it private. Assume that what it held"
            " was copied."
        ),
        resource_types=("AWS::RDS::DBClusterSnapshot",),
        frameworks=("AWS FSBP: DocumentDB.3",),
        in_default_set=False,
    ),
    RuleInfo(
        name="docdb-cluster-audit-logging-enabled",
        identifier="DOCDB_CLUSTER_AUDIT_LOGGING_ENABLED",
        title="DocumentDB clusters write audit logs",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on audit logs in the cluster's parameter group and export them to CloudWatch"
            " Logs."
        ),
        resource_types=("AWS::RDS::DBCluster",),
        frameworks=("AWS FSBP: DocumentDB.4",),
        in_default_set=False,
    ),
    RuleInfo(
        name="docdb-cluster-deletion-protection-enabled",
        identifier="DOCDB_CLUSTER_DELETION_PROTECTION_ENABLED",
        title="DocumentDB clusters are protected against deletion",
        severity=Severity.LOW,
        remediation="Modify the cluster and turn on deletion protection.",
        resource_types=("AWS::RDS::DBCluster",),
        frameworks=("AWS FSBP: DocumentDB.5",),
        in_default_set=False,
    ),
)
