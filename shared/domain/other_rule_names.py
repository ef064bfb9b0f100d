"""Other names by which the managed rules of AWS Config go, each with the name of the rule."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# Rules whose identifier is not their name (developer guide, at each of these rules).
_IDENTIFIERS = {
    "INCOMING_SSH_DISABLED": "restricted-ssh",
    "RESTRICTED_INCOMING_TRAFFIC": "restricted-common-ports",
    "INSTANCES_IN_VPC": "ec2-instances-in-vpc",
    "EC2_INSTANCE_MANAGED_BY_SSM": "ec2-instance-managed-by-systems-manager",
    "MULTI_REGION_CLOUD_TRAIL_ENABLED": "multi-region-cloudtrail-enabled",
    "CLOUD_TRAIL_ENABLED": "cloudtrail-enabled",
}
# Security Hub's own rules that look for what a managed rule looks for.
_OF_SECURITY_HUB = {
    "api-gw-cache-encrypted": "api-gw-cache-enabled-and-encrypted",
    "ec2-managedinstance-patch-compliance": "ec2-managedinstance-patch-compliance-status-check",
    "kms-cmk-not-scheduled-for-deletion-2": "kms-cmk-not-scheduled-for-deletion",
    "redshift-cluster-audit-logging-enabled": "redshift-audit-logging-enabled",
    "vpc-sg-restricted-common-ports": "restricted-common-ports",
    **dict.fromkeys(
        (
            "iam-password-policy-ensure-expires",
            "iam-password-policy-lowercase-letter-check",
            "iam-password-policy-minimum-length-check",
            "iam-password-policy-number-check",
            "iam-password-policy-prevent-reuse-check",
            "iam-password-policy-recommended-defaults",
            "iam-password-policy-symbol-check",
            "iam-password-policy-uppercase-letter-check",
        ),
        "iam-password-policy",
    ),
}
# Controls of Control Tower, and the rules of its conformance pack.
_OF_CONTROL_TOWER = {
    "AWS-GR_S3_VERSIONING_ENABLED": "s3-bucket-versioning-enabled",
    "AWS-GR_DETECT_CLOUDTRAIL_ENABLED_ON_MEMBER_ACCOUNTS": "cloudtrail-enabled",
    "CheckForEbsOptimizedInstance": "ebs-optimized-instance",
    "CheckForEc2VolumesInUse": "ec2-volume-inuse-check",
    "CheckForEncryptedVolumes": "encrypted-volumes",
    "CheckForIAMUserMFA": "iam-user-mfa-enabled",
    "CheckForIAMUserConsoleMFA": "mfa-enabled-for-iam-console-access",
    "CheckForRdsPublicAccess": "rds-instance-public-access-check",
    "CheckForPublicRdsSnapshots": "rds-snapshots-public-prohibited",
    "CheckForRdsStorageEncryption": "rds-storage-encrypted",
    "CheckForRestrictedCommonPortsPolicy": "restricted-common-ports",
    "CheckForRestrictedSshPolicy": "restricted-ssh",
    "CheckForRootMfa": "root-account-mfa-enabled",
    "CheckForS3PublicRead": "s3-bucket-public-read-prohibited",
    "CheckForS3PublicWrite": "s3-bucket-public-write-prohibited",
    "CheckForS3VersioningEnabled": "s3-bucket-versioning-enabled",
}
OTHER_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {**_IDENTIFIERS, **_OF_SECURITY_HUB, **_OF_CONTROL_TOWER}
)
