"""Rules on RDS and Aurora."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="rds-snapshot-encrypted",
        identifier="RDS_SNAPSHOT_ENCRYPTED",
        title="Snapshots of databases are encrypted",
        severity=Severity.MEDIUM,
        remediation=(
            "Copy the snapshot with encryption turned on and delete the unencrypted one; encrypt"
            " the database for those to come."
        ),
        resource_types=("AWS::RDS::DBClusterSnapshot", "AWS::RDS::DBSnapshot"),
        frameworks=("AWS FSBP: RDS.4", "NIST 800-53 r5: SC-13", "NIST 800-53 r5: SC-28"),
        in_default_set=False,
    ),
    RuleInfo(
        name="rds-multi-az-support",
        identifier="RDS_MULTI_AZ_SUPPORT",
        title="Databases have a standby in another zone",
        severity=Severity.MEDIUM,
        remediation="Modify the database and turn on Multi-AZ.",
        resource_types=("AWS::RDS::DBInstance",),
        frameworks=("AWS FSBP: RDS.5", "NIST 800-53 r5: CP-10", "NIST 800-53 r5: SC-36"),
        in_default_set=False,
    ),
    RuleInfo(
        name="rds-cluster-multi-az-enabled",
        identifier="RDS_CLUSTER_MULTI_AZ_ENABLED",
        title="Database clusters span several zones",
        severity=Severity.MEDIUM,
        remediation="Add a reader in another zone to the cluster.",
        resource_types=("AWS::RDS::DBCluster",),
        frameworks=("AWS FSBP: RDS.15", "NIST 800-53 r5: CP-10", "NIST 800-53 r5: SC-36"),
        in_default_set=False,
    ),
    RuleInfo(
        name="rds-enhanced-monitoring-enabled",
        identifier="RDS_ENHANCED_MONITORING_ENABLED",
        title="Databases have enhanced monitoring",
        severity=Severity.LOW,
        remediation="Modify the database and turn on enhanced monitoring.",
        resource_types=("AWS::RDS::DBInstance",),
        parameters={"monitoringInterval": ""},
        frameworks=("AWS FSBP: RDS.6", "NIST 800-53 r5: CA-7", "NIST 800-53 r5: SI-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="rds-cluster-deletion-protection-enabled",
        identifier="RDS_CLUSTER_DELETION_PROTECTION_ENABLED",
        title="Database clusters are protected against deletion",
        severity=Severity.MEDIUM,
        remediation="Modify the cluster and turn on deletion protection.",
        resource_types=("AWS::RDS::DBCluster",),
        frameworks=("AWS FSBP: RDS.7", "NIST 800-53 r5: CM-3"),
        in_default_set=False,
    ),
    RuleInfo(
        name="rds-instance-deletion-protection-enabled",
        identifier="RDS_INSTANCE_DELETION_PROTECTION_ENABLED",
        title="Databases are protected against deletion",
        severity=Severity.MEDIUM,
        remediation="Modify the database and turn on deletion protection.",
        resource_types=("AWS::RDS::DBInstance",),
        parameters={"databaseEngines": ""},
        frameworks=("AWS FSBP: RDS.8", "NIST 800-53 r5: CM-3"),
        in_default_set=False,
    ),
    RuleInfo(
        name="rds-logging-enabled",
        identifier="RDS_LOGGING_ENABLED",
        title="Databases send their logs to CloudWatch",
        severity=Severity.MEDIUM,
        remediation="Modify the database and turn on the log exports of its engine.",
        resource_types=("AWS::RDS::DBInstance",),
        parameters={"additionalLogs": ""},
        frameworks=(
            "AWS FSBP: RDS.9",
            "NIST 800-53 r5: AU-2",
            "NIST 800-53 r5: AU-3",
            "NIST 800-53 r5: AU-12",
            "NIST 800-53 r5: CA-7",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="rds-instance-iam-authentication-enabled",
        identifier="RDS_INSTANCE_IAM_AUTHENTICATION_ENABLED",
        title="Databases can be signed in to with IAM",
        severity=Severity.LOW,
        remediation="Modify the database and turn on IAM database authentication.",
        resource_types=("AWS::RDS::DBInstance",),
        frameworks=("AWS FSBP: RDS.10", "NIST 800-53 r5: AC-3", "NIST 800-53 r5: AC-6"),
        in_default_set=False,
    ),
    RuleInfo(
        name="rds-cluster-iam-authentication-enabled",
        identifier="RDS_CLUSTER_IAM_AUTHENTICATION_ENABLED",
        title="Database clusters can be signed in to with IAM",
        severity=Severity.LOW,
        remediation="Modify the cluster and turn on IAM database authentication.",
        resource_types=("AWS::RDS::DBCluster",),
        frameworks=("AWS FSBP: RDS.12", "NIST 800-53 r5: AC-3", "NIST 800-53 r5: AC-6"),
        in_default_set=False,
    ),
    RuleInfo(
        name="rds-automatic-minor-version-upgrade-enabled",
        identifier="RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED",
        title="Databases take minor versions by themselves",
        severity=Severity.MEDIUM,
        remediation="Modify the database and turn on automatic minor version upgrades.",
        resource_types=("AWS::RDS::DBInstance",),
        frameworks=("CIS AWS Foundations 3.0: 2.3.2", "AWS FSBP: RDS.13", "NIST 800-53 r5: SI-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="aurora-mysql-backtracking-enabled",
        identifier="AURORA_MYSQL_BACKTRACKING_ENABLED",
        title="Aurora clusters can be rewound",
        severity=Severity.LOW,
        remediation=(
            "Backtracking can only be turned on when a cluster is made: restore a snapshot into a"
            " cluster that has it."
        ),
        resource_types=("AWS::RDS::DBCluster",),
        parameters={"BacktrackWindowInHours": ""},
        frameworks=(
            "AWS FSBP: RDS.14",
            "NIST 800-53 r5: CP-6",
            "NIST 800-53 r5: CP-9",
            "NIST 800-53 r5: CP-10",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="rds-cluster-default-admin-check",
        identifier="RDS_CLUSTER_DEFAULT_ADMIN_CHECK",
        title="Administrators of clusters do not have the default name",
        severity=Severity.LOW,
        remediation=(
            "The name cannot be changed: make a cluster with another one and move the data."
        ),
        resource_types=("AWS::RDS::DBCluster",),
        parameters={"validAdminUserNames": ""},
        frameworks=("AWS FSBP: RDS.24", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="rds-instance-default-admin-check",
        identifier="RDS_INSTANCE_DEFAULT_ADMIN_CHECK",
        title="Administrators of databases do not have the default name",
        severity=Severity.LOW,
        remediation=(
            "The name cannot be changed: make a database with another one and move the data."
        ),
        resource_types=("AWS::RDS::DBInstance",),
        parameters={"validAdminUserNames": ""},
        frameworks=("AWS FSBP: RDS.25", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="rds-cluster-encrypted-at-rest",
        identifier="RDS_CLUSTER_ENCRYPTED_AT_REST",
        title="Database clusters are encrypted",
        severity=Severity.MEDIUM,
        remediation=(
            "Copy a snapshot of the cluster with encryption turned on, restore it and move its"
            " users to the new cluster."
        ),
        resource_types=("AWS::RDS::DBCluster",),
        frameworks=("AWS FSBP: RDS.27",),
        in_default_set=False,
    ),
    RuleInfo(
        name="aurora-mysql-cluster-audit-logging",
        identifier="AURORA_MYSQL_CLUSTER_AUDIT_LOGGING",
        title="Aurora MySQL clusters write audit logs",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on the audit log in the cluster's parameter group and export it to CloudWatch"
            " Logs."
        ),
        resource_types=("AWS::RDS::DBCluster",),
        frameworks=("AWS FSBP: RDS.34",),
        group="rds-aurora-mysql-audit-logging-enabled",
        in_default_set=False,
    ),
    RuleInfo(
        name="rds-aurora-mysql-audit-logging-enabled",
        identifier="RDS_AURORA_MYSQL_AUDIT_LOGGING_ENABLED",
        title="Aurora MySQL clusters export audit logs",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on the audit log in the cluster's parameter group and export it to CloudWatch"
            " Logs."
        ),
        resource_types=("AWS::RDS::DBCluster",),
        group="rds-aurora-mysql-audit-logging-enabled",
        in_default_set=False,
    ),
)
