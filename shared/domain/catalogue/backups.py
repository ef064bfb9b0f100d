"""Rules on what can be restored."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="dynamodb-in-backup-plan",
        identifier="DYNAMODB_IN_BACKUP_PLAN",
        title="DynamoDB tables are in a plan of AWS Backup",
        severity=Severity.MEDIUM,
        remediation="Assign the table to a backup plan, by its tag or its ARN.",
        resource_types=("AWS::DynamoDB::Table",),
        frameworks=("NIST 800-53 r5: CP-6", "NIST 800-53 r5: CP-9", "NIST 800-53 r5: CP-10"),
        group="dynamodb-in-backup-plan",
        in_default_set=False,
    ),
    RuleInfo(
        name="dynamodb-resources-protected-by-backup-plan",
        identifier="DYNAMODB_RESOURCES_PROTECTED_BY_BACKUP_PLAN",
        title="DynamoDB tables are protected by a backup plan",
        severity=Severity.MEDIUM,
        remediation="Assign the table to a backup plan, by its tag or its ARN.",
        resource_types=("AWS::DynamoDB::Table",),
        parameters={
            "resourceTags": "",
            "resourceId": "",
            "crossRegionList": "",
            "crossAccountList": "",
            "maxRetentionDays": "",
            "minRetentionDays": "",
            "backupVaultLockCheck": "",
        },
        frameworks=("NIST 800-53 r5: CP-6", "NIST 800-53 r5: CP-9", "NIST 800-53 r5: CP-10"),
        group="dynamodb-in-backup-plan",
        in_default_set=False,
    ),
    RuleInfo(
        name="ebs-in-backup-plan",
        identifier="EBS_IN_BACKUP_PLAN",
        title="EBS volumes are in a plan of AWS Backup",
        severity=Severity.LOW,
        remediation="Assign the volume to a backup plan, by its tag or its ARN.",
        resource_types=("AWS::EC2::Volume",),
        frameworks=("NIST 800-53 r5: CP-6", "NIST 800-53 r5: CP-9", "NIST 800-53 r5: CP-10"),
        group="ebs-in-backup-plan",
        in_default_set=False,
    ),
    RuleInfo(
        name="ebs-resources-protected-by-backup-plan",
        identifier="EBS_RESOURCES_PROTECTED_BY_BACKUP_PLAN",
        title="EBS volumes are protected by a backup plan",
        severity=Severity.LOW,
        remediation="Assign the volume, or its instance, to a backup plan by its tag or its ARN.",
        resource_types=("AWS::EC2::Volume",),
        parameters={
            "resourceTags": "",
            "resourceId": "",
            "crossRegionList": "",
            "crossAccountList": "",
            "maxRetentionDays": "",
            "minRetentionDays": "",
            "backupVaultLockCheck": "",
        },
        frameworks=("NIST 800-53 r5: CP-6", "NIST 800-53 r5: CP-9", "NIST 800-53 r5: CP-10"),
        group="ebs-in-backup-plan",
        in_default_set=False,
    ),
    RuleInfo(
        name="efs-in-backup-plan",
        identifier="EFS_IN_BACKUP_PLAN",
        title="EFS file systems are in a plan of AWS Backup",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on automatic backups in the file system's settings, or assign it to a backup"
            " plan."
        ),
        resource_types=("AWS::EFS::FileSystem",),
        frameworks=(
            "AWS FSBP: EFS.2",
            "NIST 800-53 r5: CP-6",
            "NIST 800-53 r5: CP-9",
            "NIST 800-53 r5: CP-10",
        ),
        group="efs-in-backup-plan",
        in_default_set=False,
    ),
    RuleInfo(
        name="efs-resources-protected-by-backup-plan",
        identifier="EFS_RESOURCES_PROTECTED_BY_BACKUP_PLAN",
        title="EFS file systems are protected by a backup plan",
        severity=Severity.MEDIUM,
        remediation=(
            "Turn on automatic backups in the file system's settings, or assign it to a backup"
            " plan."
        ),
        resource_types=("AWS::EFS::FileSystem",),
        parameters={
            "resourceTags": "",
            "resourceId": "",
            "crossRegionList": "",
            "crossAccountList": "",
            "maxRetentionDays": "",
            "minRetentionDays": "",
            "backupVaultLockCheck": "",
        },
        frameworks=("NIST 800-53 r5: CP-6", "NIST 800-53 r5: CP-9", "NIST 800-53 r5: CP-10"),
        group="efs-in-backup-plan",
        in_default_set=False,
    ),
    RuleInfo(
        name="rds-in-backup-plan",
        identifier="RDS_IN_BACKUP_PLAN",
        title="RDS databases are in a plan of AWS Backup",
        severity=Severity.MEDIUM,
        remediation="Assign the database to a backup plan, by its tag or its ARN.",
        resource_types=("AWS::RDS::DBInstance",),
        frameworks=("NIST 800-53 r5: CP-6", "NIST 800-53 r5: CP-9", "NIST 800-53 r5: CP-10"),
        group="rds-in-backup-plan",
        in_default_set=False,
    ),
    RuleInfo(
        name="rds-resources-protected-by-backup-plan",
        identifier="RDS_RESOURCES_PROTECTED_BY_BACKUP_PLAN",
        title="RDS databases are protected by a backup plan",
        severity=Severity.MEDIUM,
        remediation="Assign the database to a backup plan, by its tag or its ARN.",
        resource_types=("AWS::RDS::DBInstance",),
        parameters={
            "resourceTags": "",
            "resourceId": "",
            "crossRegionList": "",
            "crossAccountList": "",
            "maxRetentionDays": "",
            "minRetentionDays": "",
            "backupVaultLockCheck": "",
        },
        frameworks=("NIST 800-53 r5: CP-6", "NIST 800-53 r5: CP-9", "NIST 800-53 r5: CP-10"),
        group="rds-in-backup-plan",
        in_default_set=False,
    ),
    RuleInfo(
        name="aurora-resources-protected-by-backup-plan",
        identifier="AURORA_RESOURCES_PROTECTED_BY_BACKUP_PLAN",
        title="Aurora clusters are protected by a backup plan",
        severity=Severity.MEDIUM,
        remediation="Assign the cluster to a backup plan, by its tag or its ARN.",
        resource_types=("AWS::RDS::DBCluster",),
        parameters={
            "resourceTags": "",
            "resourceId": "",
            "crossRegionList": "",
            "crossAccountList": "",
            "maxRetentionDays": "",
            "minRetentionDays": "",
            "backupVaultLockCheck": "",
        },
        in_default_set=False,
    ),
    RuleInfo(
        name="ec2-resources-protected-by-backup-plan",
        identifier="EC2_RESOURCES_PROTECTED_BY_BACKUP_PLAN",
        title="EC2 instances are protected by a backup plan",
        severity=Severity.LOW,
        remediation=(
            "Assign the instance to a backup plan, by its tag or its ARN, unless it can be built"
            " again at any time."
        ),
        resource_types=("AWS::EC2::Instance",),
        parameters={
            "resourceTags": "",
            "resourceId": "",
            "crossRegionList": "",
            "crossAccountList": "",
            "maxRetentionDays": "",
            "minRetentionDays": "",
            "backupVaultLockCheck": "",
        },
        in_default_set=False,
    ),
    RuleInfo(
        name="s3-resources-protected-by-backup-plan",
        identifier="S3_RESOURCES_PROTECTED_BY_BACKUP_PLAN",
        title="S3 buckets are protected by a backup plan",
        severity=Severity.LOW,
        remediation="Turn on versioning for the bucket, then assign it to a backup plan.",
        resource_types=("AWS::S3::Bucket",),
        parameters={
            "resourceTags": "",
            "resourceId": "",
            "crossRegionList": "",
            "crossAccountList": "",
            "maxRetentionDays": "",
            "minRetentionDays": "",
            "backupVaultLockCheck": "",
        },
        in_default_set=False,
    ),
    RuleInfo(
        name="backup-plan-min-frequency-and-min-retention-check",
        identifier="BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK",
        title="Backup plans run often enough and keep backups long enough",
        severity=Severity.MEDIUM,
        remediation=(
            "Edit the rules of the backup plan so that frequency and retention reach what the"
            " rule's parameters ask for."
        ),
        resource_types=("AWS::Backup::BackupPlan",),
        parameters={
            "requiredFrequencyValue": "1",
            "requiredRetentionDays": "35",
            "requiredFrequencyUnit": "days",
        },
        in_default_set=False,
    ),
    RuleInfo(
        name="backup-recovery-point-encrypted",
        identifier="BACKUP_RECOVERY_POINT_ENCRYPTED",
        title="Recovery points of AWS Backup are encrypted",
        severity=Severity.MEDIUM,
        remediation=(
            "Use an encrypted backup vault and encrypt the source; then delete the unencrypted"
            " recovery point once a newer one exists."
        ),
        resource_types=("AWS::Backup::RecoveryPoint",),
        frameworks=("AWS FSBP: Backup.1",),
        in_default_set=False,
    ),
    RuleInfo(
        name="backup-recovery-point-manual-deletion-disabled",
        identifier="BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED",
        title="Recovery points cannot be deleted by hand",
        severity=Severity.MEDIUM,
        remediation=(
            "Add a statement to the access policy of the backup vault that denies"
            " `backup:DeleteRecoveryPoint`, or lock the vault."
        ),
        resource_types=("AWS::Backup::BackupVault",),
        parameters={"principalArnList": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="backup-recovery-point-minimum-retention-check",
        identifier="BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK",
        title="Recovery points are kept long enough",
        severity=Severity.MEDIUM,
        remediation=(
            "Raise the retention in the rule of the backup plan that made the recovery point."
        ),
        resource_types=("AWS::Backup::RecoveryPoint",),
        parameters={"requiredRetentionDays": "35"},
        in_default_set=False,
    ),
)
