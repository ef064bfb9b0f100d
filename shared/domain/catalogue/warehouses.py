"""Rules on warehouses."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="redshift-require-tls-ssl",
        identifier="REDSHIFT_REQUIRE_TLS_SSL",
        title="Redshift clusters ask for TLS",
        severity=Severity.MEDIUM,
        remediation=(
            "Set require_ssl to true in the cluster's parameter group and reboot the cluster."
        ),
        resource_types=("AWS::Redshift::Cluster", "AWS::Redshift::ClusterParameterGroup"),
        frameworks=(
            "AWS FSBP: Redshift.2",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: SC-8",
            "NIST 800-53 r5: SC-13",
            "NIST 800-53 r5: SC-23",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="redshift-backup-enabled",
        identifier="REDSHIFT_BACKUP_ENABLED",
        title="Redshift clusters are backed up",
        severity=Severity.MEDIUM,
        remediation=(
            "Set the automated snapshot retention to at least as many days as the rule's"
            " parameters ask for."
        ),
        resource_types=("AWS::Redshift::Cluster",),
        parameters={"MinRetentionPeriod": "", "MaxRetentionPeriod": ""},
        frameworks=(
            "AWS FSBP: Redshift.3",
            "NIST 800-53 r5: CP-6",
            "NIST 800-53 r5: CP-9",
            "NIST 800-53 r5: CP-10",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="redshift-audit-logging-enabled",
        identifier="REDSHIFT_AUDIT_LOGGING_ENABLED",
        title="Redshift clusters write audit logs",
        severity=Severity.MEDIUM,
        remediation="Turn on audit logging for the cluster, to S3 or CloudWatch.",
        resource_types=("AWS::Redshift::Cluster",),
        parameters={"bucketNames": ""},
        frameworks=(
            "AWS FSBP: Redshift.4",
            "NIST 800-53 r5: AU-2",
            "NIST 800-53 r5: AU-3",
            "NIST 800-53 r5: AU-12",
            "NIST 800-53 r5: CA-7",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="redshift-cluster-configuration-check",
        identifier="REDSHIFT_CLUSTER_CONFIGURATION_CHECK",
        title="Redshift clusters are encrypted, log, and have the expected type",
        severity=Severity.MEDIUM,
        remediation=(
            "Modify the cluster: turn on encryption and audit logging and choose a node type that"
            " the rule's parameters list."
        ),
        resource_types=("AWS::Redshift::Cluster",),
        parameters={
            "loggingEnabled": "true",
            "clusterDbEncrypted": "true",
            "nodeTypes": "dc1.large",
        },
        frameworks=("NIST 800-53 r5: SC-13", "NIST 800-53 r5: SC-28"),
        in_default_set=False,
    ),
    RuleInfo(
        name="redshift-cluster-maintenancesettings-check",
        identifier="REDSHIFT_CLUSTER_MAINTENANCESETTINGS_CHECK",
        title="Redshift clusters upgrade by themselves",
        severity=Severity.LOW,
        remediation=(
            "Turn on version upgrades for the cluster, and set the window and retention that the"
            " rule's parameters ask for."
        ),
        resource_types=("AWS::Redshift::Cluster",),
        parameters={
            "allowVersionUpgrade": "true",
            "preferredMaintenanceWindow": "",
            "automatedSnapshotRetentionPeriod": "1",
        },
        frameworks=(
            "AWS FSBP: Redshift.6",
            "NIST 800-53 r5: CM-2",
            "NIST 800-53 r5: CP-9",
            "NIST 800-53 r5: SI-2",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="redshift-enhanced-vpc-routing-enabled",
        identifier="REDSHIFT_ENHANCED_VPC_ROUTING_ENABLED",
        title="Redshift moves data through the VPC",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on enhanced VPC routing for the cluster; check that it still reaches S3, such as"
            " by an endpoint."
        ),
        resource_types=("AWS::Redshift::Cluster",),
        frameworks=("AWS FSBP: Redshift.7", "NIST 800-53 r5: AC-4", "NIST 800-53 r5: SC-7"),
        in_default_set=False,
    ),
    RuleInfo(
        name="redshift-default-admin-check",
        identifier="REDSHIFT_DEFAULT_ADMIN_CHECK",
        title="Administrators of Redshift do not have the default name",
        severity=Severity.LOW,
        remediation=(
            "The name cannot be changed: restore a snapshot's data into a cluster with another one."
        ),
        resource_types=("AWS::Redshift::Cluster",),
        parameters={"validAdminUserNames": ""},
        frameworks=("AWS FSBP: Redshift.8", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="redshift-cluster-kms-enabled",
        identifier="REDSHIFT_CLUSTER_KMS_ENABLED",
        title="Redshift clusters are encrypted with a key of KMS",
        severity=Severity.LOW,
        remediation="Modify the cluster's encryption to a key that the rule's parameters list.",
        resource_types=("AWS::Redshift::Cluster",),
        parameters={"kmsKeyArns": ""},
        frameworks=("AWS FSBP: Redshift.10",),
        in_default_set=False,
    ),
)
