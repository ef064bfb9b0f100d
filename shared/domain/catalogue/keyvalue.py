"""Rules on DynamoDB and caches."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="dynamodb-autoscaling-enabled",
        identifier="DYNAMODB_AUTOSCALING_ENABLED",
        title="DynamoDB tables scale with demand",
        severity=Severity.LOW,
        remediation="Turn on auto scaling for the table, or choose on-demand capacity.",
        resource_types=("AWS::DynamoDB::Table",),
        parameters={
            "minProvisionedWriteCapacity": "",
            "maxProvisionedReadCapacity": "",
            "maxProvisionedWriteCapacity": "",
            "minProvisionedReadCapacity": "",
            "targetWriteUtilization": "",
            "targetReadUtilization": "",
        },
        frameworks=("AWS FSBP: DynamoDB.1", "NIST 800-53 r5: CP-10", "NIST 800-53 r5: SC-36"),
        in_default_set=False,
    ),
    RuleInfo(
        name="dynamodb-table-encrypted-kms",
        identifier="DYNAMODB_TABLE_ENCRYPTED_KMS",
        title="DynamoDB tables are encrypted with a key of KMS",
        severity=Severity.LOW,
        remediation="Change the table's encryption to a customer managed key.",
        resource_types=("AWS::DynamoDB::Table",),
        parameters={"kmsKeyArns": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="dynamodb-table-deletion-protection-enabled",
        identifier="DYNAMODB_TABLE_DELETION_PROTECTION_ENABLED",
        title="DynamoDB tables are protected against deletion",
        severity=Severity.MEDIUM,
        remediation="Turn on deletion protection in the table's settings.",
        resource_types=("AWS::DynamoDB::Table",),
        frameworks=("AWS FSBP: DynamoDB.6",),
        in_default_set=False,
    ),
    RuleInfo(
        name="dax-encryption-enabled",
        identifier="DAX_ENCRYPTION_ENABLED",
        title="DAX clusters are encrypted",
        severity=Severity.MEDIUM,
        remediation=(
            "Encryption is chosen when a cluster is made: make a new one and move its users."
        ),
        resource_types=("AWS::DAX::Cluster",),
        frameworks=("AWS FSBP: DynamoDB.3", "NIST 800-53 r5: SC-13", "NIST 800-53 r5: SC-28"),
        in_default_set=False,
    ),
    RuleInfo(
        name="dax-tls-endpoint-encryption",
        identifier="DAX_TLS_ENDPOINT_ENCRYPTION",
        title="DAX clusters are reached over TLS",
        severity=Severity.MEDIUM,
        remediation=(
            "Encryption in transit is chosen when a cluster is made: make a new one and move its"
            " users."
        ),
        resource_types=("AWS::DAX::Cluster",),
        frameworks=("AWS FSBP: DynamoDB.7",),
        in_default_set=False,
    ),
    RuleInfo(
        name="elasticache-redis-cluster-automatic-backup-check",
        identifier="ELASTICACHE_REDIS_CLUSTER_AUTOMATIC_BACKUP_CHECK",
        title="Redis clusters are backed up",
        severity=Severity.MEDIUM,
        remediation=(
            "Set a backup retention of at least as many days as the rule's parameters ask for."
        ),
        resource_types=("AWS::ElastiCache::CacheCluster", "AWS::ElastiCache::ReplicationGroup"),
        parameters={"snapshotRetentionPeriod": "15"},
        frameworks=(
            "AWS FSBP: ElastiCache.1",
            "NIST 800-53 r5: CP-6",
            "NIST 800-53 r5: CP-9",
            "NIST 800-53 r5: CP-10",
        ),
        group="elasticache-redis-cluster-automatic-backup-check",
        in_default_set=False,
    ),
    RuleInfo(
        name="elasticache-automatic-backup-check-enabled",
        identifier="ELASTICACHE_AUTOMATIC_BACKUP_CHECK_ENABLED",
        title="ElastiCache clusters are backed up",
        severity=Severity.MEDIUM,
        remediation=(
            "Set a backup retention of at least as many days as the rule's parameters ask for."
        ),
        resource_types=("AWS::ElastiCache::CacheCluster",),
        parameters={"snapshotRetentionPeriod": ""},
        group="elasticache-redis-cluster-automatic-backup-check",
        in_default_set=False,
    ),
    RuleInfo(
        name="elasticache-auto-minor-version-upgrade-check",
        identifier="ELASTICACHE_AUTO_MINOR_VERSION_UPGRADE_CHECK",
        title="ElastiCache clusters take minor versions by themselves",
        severity=Severity.MEDIUM,
        remediation="Modify the cluster and turn on automatic minor version upgrades.",
        resource_types=("AWS::ElastiCache::CacheCluster",),
        frameworks=("AWS FSBP: ElastiCache.2", "NIST 800-53 r5: SI-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="elasticache-repl-grp-auto-failover-enabled",
        identifier="ELASTICACHE_REPL_GRP_AUTO_FAILOVER_ENABLED",
        title="Replication groups fail over by themselves",
        severity=Severity.MEDIUM,
        remediation=(
            "Modify the replication group and turn on automatic failover; it needs a replica."
        ),
        resource_types=("AWS::ElastiCache::ReplicationGroup",),
        frameworks=("AWS FSBP: ElastiCache.3", "NIST 800-53 r5: CP-10", "NIST 800-53 r5: SC-36"),
        in_default_set=False,
    ),
    RuleInfo(
        name="elasticache-repl-grp-encrypted-at-rest",
        identifier="ELASTICACHE_REPL_GRP_ENCRYPTED_AT_REST",
        title="Replication groups are encrypted",
        severity=Severity.MEDIUM,
        remediation=(
            "Make a replication group with encryption at rest from a backup, and move its users."
        ),
        resource_types=("AWS::ElastiCache::ReplicationGroup",),
        parameters={"approvedKMSKeyIds": ""},
        frameworks=("AWS FSBP: ElastiCache.4", "NIST 800-53 r5: SC-13", "NIST 800-53 r5: SC-28"),
        in_default_set=False,
    ),
    RuleInfo(
        name="elasticache-repl-grp-encrypted-in-transit",
        identifier="ELASTICACHE_REPL_GRP_ENCRYPTED_IN_TRANSIT",
        title="Replication groups are reached over TLS",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on encryption in transit, first as preferred, then as required when all clients"
            " use it."
        ),
        resource_types=("AWS::ElastiCache::ReplicationGroup",),
        frameworks=(
            "AWS FSBP: ElastiCache.5",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: SC-8",
            "NIST 800-53 r5: SC-13",
            "NIST 800-53 r5: SC-23",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="elasticache-repl-grp-redis-auth-enabled",
        identifier="ELASTICACHE_REPL_GRP_REDIS_AUTH_ENABLED",
        title="Replication groups ask for a password",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on Redis AUTH with a token from Secrets Manager, or role-based access for newer"
            " versions."
        ),
        resource_types=("AWS::ElastiCache::ReplicationGroup",),
        frameworks=("AWS FSBP: ElastiCache.6", "NIST 800-53 r5: AC-3", "NIST 800-53 r5: AC-6"),
        in_default_set=False,
    ),
    RuleInfo(
        name="elasticache-subnet-group-check",
        identifier="ELASTICACHE_SUBNET_GROUP_CHECK",
        title="ElastiCache clusters do not use the default subnet group",
        severity=Severity.MEDIUM,
        remediation=(
            "Make a cluster in a subnet group of its own from a backup, and move its users."
        ),
        resource_types=("AWS::ElastiCache::CacheCluster",),
        frameworks=("AWS FSBP: ElastiCache.7", "NIST 800-53 r5: AC-4", "NIST 800-53 r5: SC-7"),
        in_default_set=False,
    ),
)
