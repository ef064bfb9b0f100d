"""The bucket of reports and exports as the master stack has it, for adapters under test."""

from typing import TYPE_CHECKING

import boto3

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

BUCKET = "reports-bucket"


def create_bucket() -> "S3Client":
    """Create the bucket, empty, in the AWS that is mocked; return a client of it."""
    client = boto3.client("s3", region_name="eu-central-1")
    where = {"LocationConstraint": "eu-central-1"}
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=where)  # type: ignore[arg-type] # a literal
    return client
