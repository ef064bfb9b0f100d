"""Rules on buckets, volumes, snapshots and databases."""

from shared.domain.catalogue.rule import RuleInfo
from shared.domain.severity import Severity

RULES = (
    RuleInfo(
        name="s3-bucket-public-read-prohibited",
        identifier="S3_BUCKET_PUBLIC_READ_PROHIBITED",
        title="An S3 bucket can be read by anyone",
        severity=Severity.CRITICAL,
        remediation=(
            "Turn on Block Public Access for the bucket, then remove the ACL grants and bucket"
            " policy statements that allow reading to everyone."
        ),
        resource_types=("AWS::S3::Bucket",),
    ),
    RuleInfo(
        name="s3-bucket-public-write-prohibited",
        identifier="S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
        title="An S3 bucket can be written to by anyone",
        severity=Severity.CRITICAL,
        remediation=(
            "Turn on Block Public Access for the bucket, then remove the ACL grants and bucket"
            " policy statements that allow writing to everyone. Check the objects for changes."
        ),
        resource_types=("AWS::S3::Bucket",),
    ),
)
