"""Rules on buckets, volumes, snapshots and file systems."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="s3-bucket-public-read-prohibited",
        identifier="S3_BUCKET_PUBLIC_READ_PROHIBITED",
        title="S3 buckets cannot be read by everyone",
        severity=Severity.CRITICAL,
        remediation=(
            "Turn on Block Public Access for the bucket, then remove the ACL grants and the"
            " bucket policy statements that let everyone read."
        ),
        resource_types=("AWS::S3::Bucket",),
        frameworks=(
            "AWS FSBP: S3.2",
            "PCI DSS 3.2.1: 1.2.1",
            "PCI DSS 3.2.1: 1.3.1",
            "PCI DSS 3.2.1: 1.3.2",
            "PCI DSS 3.2.1: 1.3.6",
            "PCI DSS 3.2.1: 7.2.1",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: AC-6",
            "NIST 800-53 r5: SC-7",
        ),
    ),
    RuleInfo(
        name="s3-bucket-public-write-prohibited",
        identifier="S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
        title="S3 buckets cannot be written to by everyone",
        severity=Severity.CRITICAL,
        remediation=(
            "Turn on Block Public Access for the bucket, then remove the ACL grants and the"
            " bucket policy statements that let everyone write. Check the objects for changes."
        ),
        resource_types=("AWS::S3::Bucket",),
        frameworks=(
            "AWS FSBP: S3.3",
            "PCI DSS 3.2.1: 1.2.1",
            "PCI DSS 3.2.1: 1.3.1",
            "PCI DSS 3.2.1: 1.3.2",
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
        name="s3-bucket-level-public-access-prohibited",
        identifier="S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED",
        title="S3 buckets block public access",
        severity=Severity.HIGH,
        remediation=(
            "Open the bucket's permissions and turn on all four settings of Block Public Access."
        ),
        resource_types=("AWS::S3::Bucket",),
        parameters={"excludedPublicBuckets": ""},
        frameworks=(
            "CIS AWS Foundations 3.0: 2.1.4",
            "AWS FSBP: S3.8",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: AC-6",
            "NIST 800-53 r5: SC-7",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="s3-account-level-public-access-blocks-periodic",
        identifier="S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC",
        title="The account blocks public access to S3",
        severity=Severity.HIGH,
        remediation=(
            "Open S3, Block Public Access settings for this account, and turn on all four"
            " settings. Serve public files through CloudFront instead."
        ),
        resource_types=("AWS::::Account",),
        parameters={
            "IgnorePublicAcls": "",
            "BlockPublicPolicy": "",
            "BlockPublicAcls": "",
            "RestrictPublicBuckets": "",
        },
        frameworks=(
            "CIS AWS Foundations 3.0: 2.1.4",
            "AWS FSBP: S3.1",
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
        name="s3-bucket-ssl-requests-only",
        identifier="S3_BUCKET_SSL_REQUESTS_ONLY",
        title="S3 buckets refuse requests without TLS",
        severity=Severity.MEDIUM,
        remediation=(
            "Add a statement to the bucket policy that denies every S3 action where"
            " aws:SecureTransport is false."
        ),
        resource_types=("AWS::S3::Bucket",),
        frameworks=(
            "CIS AWS Foundations 3.0: 2.1.1",
            "AWS FSBP: S3.5",
            "PCI DSS 3.2.1: 4.1",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: SC-8",
            "NIST 800-53 r5: SC-13",
            "NIST 800-53 r5: SC-23",
        ),
    ),
    RuleInfo(
        name="s3-bucket-server-side-encryption-enabled",
        identifier="S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED",
        title="S3 buckets encrypt what is stored",
        severity=Severity.MEDIUM,
        remediation=(
            "Set default encryption for the bucket, and remove policy statements that allow"
            " uploads without it."
        ),
        resource_types=("AWS::S3::Bucket",),
        frameworks=(
            "PCI DSS 3.2.1: 3.4",
            "NIST 800-53 r5: AU-9",
            "NIST 800-53 r5: SC-13",
            "NIST 800-53 r5: SC-28",
        ),
    ),
    RuleInfo(
        name="s3-bucket-versioning-enabled",
        identifier="S3_BUCKET_VERSIONING_ENABLED",
        title="S3 buckets keep earlier versions of objects",
        severity=Severity.LOW,
        remediation=(
            "Turn on versioning for the bucket, with a lifecycle rule that deletes old versions"
            " in time."
        ),
        resource_types=("AWS::S3::Bucket",),
        parameters={"isMfaDeleteEnabled": ""},
        frameworks=("NIST 800-53 r5: CP-6", "NIST 800-53 r5: CP-9", "NIST 800-53 r5: CP-10"),
    ),
    RuleInfo(
        name="s3-bucket-logging-enabled",
        identifier="S3_BUCKET_LOGGING_ENABLED",
        title="S3 buckets log access",
        severity=Severity.LOW,
        remediation=(
            "Turn on server access logging for the bucket, into a bucket that is kept for logs."
        ),
        resource_types=("AWS::S3::Bucket",),
        parameters={"targetBucket": "", "targetPrefix": ""},
        frameworks=(
            "AWS FSBP: S3.9",
            "NIST 800-53 r5: AU-2",
            "NIST 800-53 r5: AU-3",
            "NIST 800-53 r5: AU-12",
            "NIST 800-53 r5: CA-7",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="encrypted-volumes",
        identifier="ENCRYPTED_VOLUMES",
        title="Attached EBS volumes are encrypted",
        severity=Severity.HIGH,
        remediation=(
            "Take a snapshot of the volume, copy it with encryption, make a volume of the copy"
            " and swap the two. Turn on encryption by default, so that it does not happen again."
        ),
        resource_types=("AWS::EC2::Volume",),
        parameters={"kmsId": ""},
        frameworks=("AWS FSBP: EC2.3", "NIST 800-53 r5: SC-13", "NIST 800-53 r5: SC-28"),
    ),
    RuleInfo(
        name="ec2-ebs-encryption-by-default",
        identifier="EC2_EBS_ENCRYPTION_BY_DEFAULT",
        title="New EBS volumes are encrypted by default",
        severity=Severity.MEDIUM,
        remediation=(
            "Open EC2, Data protection and security, in this region and turn on EBS encryption"
            " by default."
        ),
        resource_types=("AWS::::Account",),
        frameworks=(
            "CIS AWS Foundations 3.0: 2.2.1",
            "AWS FSBP: EC2.7",
            "NIST 800-53 r5: SC-13",
            "NIST 800-53 r5: SC-28",
        ),
    ),
    RuleInfo(
        name="ebs-snapshot-public-restorable-check",
        identifier="EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK",
        title="EBS snapshots cannot be restored by everyone",
        severity=Severity.CRITICAL,
        remediation=(
            "Set the permissions of the snapshot to private, turn on Block public access for"
            " EBS snapshots, and treat what was on the volume as published."
        ),
        resource_types=("AWS::EC2::Snapshot",),
        frameworks=(
            "AWS FSBP: EC2.1",
            "PCI DSS 3.2.1: 1.2.1",
            "PCI DSS 3.2.1: 1.3.1",
            "PCI DSS 3.2.1: 1.3.4",
            "PCI DSS 3.2.1: 7.2.1",
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: AC-6",
            "NIST 800-53 r5: SC-7",
        ),
    ),
    RuleInfo(
        name="efs-encrypted-check",
        identifier="EFS_ENCRYPTED_CHECK",
        title="EFS file systems are encrypted",
        severity=Severity.MEDIUM,
        remediation=(
            "Create an encrypted file system, copy the files to it with DataSync, mount it"
            " instead and delete the old one."
        ),
        resource_types=("AWS::EFS::FileSystem",),
        parameters={"KmsKeyId": ""},
        frameworks=(
            "CIS AWS Foundations 3.0: 2.4.1",
            "AWS FSBP: EFS.1",
            "NIST 800-53 r5: SC-13",
            "NIST 800-53 r5: SC-28",
        ),
    ),
)
