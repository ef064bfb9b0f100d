"""Uploading what the stacks need to the bucket that `cdk bootstrap` would have made."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from pathlib import Path

    from mypy_boto3_s3 import S3Client

    from local.aws import Account
    from local.deploy.assembly import Asset, Stack

BOOTSTRAP_VERSION = "/cdk-bootstrap/hnb659fds/version"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # zip has no earlier time; a fixed one keeps the zips equal
FAST = 1  # the zip travels within this machine


def bootstrap(stack: Stack, account: Account) -> None:
    """Leave what `cdk bootstrap` leaves for a template that checks it: the bootstrap's version."""
    if BOOTSTRAP_VERSION in stack.template:
        account.client("ssm").put_parameter(
            Name=BOOTSTRAP_VERSION, Value="30", Type="String", Overwrite=True
        )


def upload(stack: Stack, account: Account) -> None:
    """Upload the stack's assets; one that is there already is left alone, as its key is a hash."""
    for asset in stack.assets:
        s3: S3Client = account.client("s3")
        if not _exists(s3, asset):
            content = zipped(asset.source) if asset.zipped else asset.source.read_bytes()
            s3.put_object(Bucket=asset.bucket, Key=asset.key, Body=content)


def upload_template(stack: Stack, account: Account) -> str:
    """Upload the stack's template to the bucket of its assets; return its address."""
    s3: S3Client = account.client("s3")
    bucket, key = stack.assets[0].bucket, f"{stack.name}.template.json"
    s3.put_object(Bucket=bucket, Key=key, Body=stack.template.encode())
    return f"{account.endpoint}/{bucket}/{key}"


def zipped(folder: Path) -> bytes:
    """Zip a folder, the same for the same content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=FAST) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(str(path.relative_to(folder)), EARLIEST)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes(), compresslevel=FAST)
    return buffer.getvalue()


def _exists(s3: S3Client, asset: Asset) -> bool:
    try:
        s3.head_object(Bucket=asset.bucket, Key=asset.key)
    except ClientError as error:
        if error.response["Error"]["Code"] not in ("404", "NoSuchBucket", "NoSuchKey"):
            raise
        _create_bucket(s3, asset.bucket)
        return False
    return True


def _create_bucket(s3: S3Client, name: str) -> None:
    known = {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}
    if name not in known:
        region: str = s3.meta.region_name
        s3.create_bucket(
            Bucket=name,
            CreateBucketConfiguration={"LocationConstraint": region},  # type: ignore[typeddict-item]  # any region
        )
