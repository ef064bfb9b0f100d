"""Further rules on S3."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="s3-account-level-public-access-blocks",
        identifier="S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS",
        title="The account blocks public access to S3, as seen at every change",
        severity=Severity.HIGH,
        remediation=(
            "Open S3, Block Public Access settings for this account, and turn on all four settings."
        ),
        resource_types=("AWS::S3::AccountPublicAccessBlock",),
        parameters={
            "RestrictPublicBuckets": "True",
            "BlockPublicPolicy": "True",
            "BlockPublicAcls": "True",
            "IgnorePublicAcls": "True",
        },
        frameworks=(
            "NIST 800-53 r5: AC-3",
            "NIST 800-53 r5: AC-4",
            "NIST 800-53 r5: AC-6",
            "NIST 800-53 r5: SC-7",
        ),
        in_default_set=False,
    ),
    RuleInfo(
        name="s3-bucket-acl-prohibited",
        identifier="S3_BUCKET_ACL_PROHIBITED",
        title="S3 buckets do not use access control lists",
        severity=Severity.LOW,
        remediation=(
            "Set object ownership of the bucket to bucket owner enforced, after moving what the"
            " ACLs grant to the bucket policy."
        ),
        resource_types=("AWS::S3::Bucket",),
        frameworks=("AWS FSBP: S3.12", "NIST 800-53 r5: AC-3", "NIST 800-53 r5: AC-6"),
        in_default_set=False,
    ),
    RuleInfo(
        name="s3-bucket-blacklisted-actions-prohibited",
        identifier="S3_BUCKET_BLACKLISTED_ACTIONS_PROHIBITED",
        title="Bucket policies do not give forbidden actions to other accounts",
        severity=Severity.HIGH,
        remediation=(
            "Remove the actions that the rule's parameters list from statements for other accounts."
        ),
        resource_types=("AWS::S3::Bucket",),
        parameters={"blacklistedActionPattern": ""},
        frameworks=("AWS FSBP: S3.6", "NIST 800-53 r5: CM-2"),
        in_default_set=False,
    ),
    RuleInfo(
        name="s3-bucket-policy-grantee-check",
        identifier="S3_BUCKET_POLICY_GRANTEE_CHECK",
        title="Bucket policies allow only the principals that are expected",
        severity=Severity.MEDIUM,
        remediation=(
            "Remove the principals, addresses and VPCs that the rule's parameters do not list."
        ),
        resource_types=("AWS::S3::Bucket",),
        parameters={
            "servicePrincipals": "",
            "federatedUsers": "",
            "awsPrincipals": "",
            "ipAddresses": "",
            "vpcIds": "",
        },
        in_default_set=False,
    ),
    RuleInfo(
        name="s3-bucket-policy-not-more-permissive",
        identifier="S3_BUCKET_POLICY_NOT_MORE_PERMISSIVE",
        title="Bucket policies allow no more than the control policy",
        severity=Severity.MEDIUM,
        remediation="Remove what the control policy in the rule's parameters does not allow.",
        resource_types=("AWS::S3::Bucket",),
        parameters={"controlPolicy": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="s3-bucket-replication-enabled",
        identifier="S3_BUCKET_REPLICATION_ENABLED",
        title="S3 buckets are replicated",
        severity=Severity.LOW,
        remediation=(
            "Turn on versioning and add a replication rule to a bucket in another region or"
            " account."
        ),
        resource_types=("AWS::S3::Bucket",),
        parameters={"ReplicationType": ""},
        frameworks=("NIST 800-53 r5: CP-6", "NIST 800-53 r5: CP-9", "NIST 800-53 r5: CP-10"),
        in_default_set=False,
    ),
    RuleInfo(
        name="s3-bucket-default-lock-enabled",
        identifier="S3_BUCKET_DEFAULT_LOCK_ENABLED",
        title="S3 buckets lock objects",
        severity=Severity.LOW,
        remediation=(
            "Object lock can be turned on for buckets with versioning; choose a default retention."
        ),
        resource_types=("AWS::S3::Bucket",),
        parameters={"mode": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="s3-bucket-mfa-delete-enabled",
        identifier="S3_BUCKET_MFA_DELETE_ENABLED",
        title="Versions in S3 are deleted with a second factor only",
        severity=Severity.LOW,
        remediation=(
            "As root, turn on MFA delete with `aws s3api put-bucket-versioning`; lifecycle rules"
            " then stop working for the bucket."
        ),
        resource_types=("AWS::S3::Bucket",),
        frameworks=("CIS AWS Foundations 3.0: 2.1.2",),
        in_default_set=False,
    ),
    RuleInfo(
        name="s3-default-encryption-kms",
        identifier="S3_DEFAULT_ENCRYPTION_KMS",
        title="S3 buckets are encrypted with a key of KMS",
        severity=Severity.LOW,
        remediation=(
            "Change the default encryption of the bucket to SSE-KMS with a customer managed key."
        ),
        resource_types=("AWS::S3::Bucket", "AWS::KMS::Key"),
        parameters={"kmsKeyArns": ""},
        in_default_set=False,
    ),
    RuleInfo(
        name="s3-event-notifications-enabled",
        identifier="S3_EVENT_NOTIFICATIONS_ENABLED",
        title="S3 buckets send events",
        severity=Severity.LOW,
        remediation="Add an event notification to the bucket, or turn on EventBridge for it.",
        resource_types=("AWS::S3::Bucket",),
        parameters={"destinationArn": "", "eventTypes": ""},
        frameworks=("NIST 800-53 r5: CA-7", "NIST 800-53 r5: SI-4"),
        in_default_set=False,
    ),
    RuleInfo(
        name="s3-lifecycle-policy-check",
        identifier="S3_LIFECYCLE_POLICY_CHECK",
        title="S3 buckets have lifecycle rules",
        severity=Severity.LOW,
        remediation="Add a lifecycle rule that expires or moves old objects.",
        resource_types=("AWS::S3::Bucket",),
        parameters={
            "targetTransitionDays": "",
            "targetExpirationDays": "",
            "targetTransitionStorageClass": "",
            "targetPrefix": "",
            "bucketNames": "",
        },
        frameworks=("AWS FSBP: S3.13", "NIST 800-53 r5: CP-9", "NIST 800-53 r5: CP-10"),
        in_default_set=False,
    ),
    RuleInfo(
        name="s3-version-lifecycle-policy-check",
        identifier="S3_VERSION_LIFECYCLE_POLICY_CHECK",
        title="Buckets with versions have lifecycle rules",
        severity=Severity.LOW,
        remediation="Add a lifecycle rule that expires noncurrent versions.",
        resource_types=("AWS::S3::Bucket",),
        parameters={"bucketNames": ""},
        frameworks=("NIST 800-53 r5: CP-9", "NIST 800-53 r5: CP-10"),
        in_default_set=False,
    ),
    RuleInfo(
        name="s3-access-point-public-access-blocks",
        identifier="S3_ACCESS_POINT_PUBLIC_ACCESS_BLOCKS",
        title="S3 access points block public access",
        severity=Severity.CRITICAL,
        remediation=(
            "The setting cannot be changed: make an access point with all four settings on and"
            " delete the old one."
        ),
        resource_types=("AWS::S3::AccessPoint",),
        parameters={"excludedAccessPoints": ""},
        frameworks=("AWS FSBP: S3.19",),
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudtrail-s3-bucket-public-access-prohibited",
        identifier="CLOUDTRAIL_S3_BUCKET_PUBLIC_ACCESS_PROHIBITED",
        title="Buckets with CloudTrail logs are not public",
        severity=Severity.CRITICAL,
        remediation=(
            "Turn on Block Public Access for the bucket and remove from its policy and ACL what"
            " lets everybody in."
        ),
        resource_types=("AWS::S3::Bucket",),
        in_default_set=False,
    ),
    RuleInfo(
        name="cloudtrail-s3-bucket-access-logging",
        identifier="CLOUDTRAIL_S3_BUCKET_ACCESS_LOGGING",
        title="Buckets with CloudTrail logs log who reads them",
        severity=Severity.LOW,
        remediation="Turn on server access logging for the bucket, to another bucket.",
        resource_types=("AWS::CloudTrail::Trail",),
        frameworks=("CIS AWS Foundations 3.0: 3.4",),
        in_default_set=False,
    ),
)
