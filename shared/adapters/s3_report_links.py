"""Addresses in S3 at which a report can be read for a moment."""

from datetime import timedelta
from typing import TYPE_CHECKING

from shared.adapters.s3_errors import s3_errors
from shared.adapters.s3_report_shelf import object_key
from shared.domain.reports import ReportName

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

# Just made when it is followed: as long as a browser on a slow line may take to follow it.
_LASTING = timedelta(minutes=5)


class S3ReportLinks:
    """Signs with the credentials of whoever asks, so an address never outlives those."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def address(self, name: ReportName) -> str:
        """Return where the report can be read.

        Raises:
            UnknownReportError: there is no such report (any more).
            StoreUnavailableError: S3 does not say.

        """
        key, seconds = object_key(name), int(_LASTING.total_seconds())
        with s3_errors():
            self._client.head_object(Bucket=self._bucket, Key=key)
            return self._client.generate_presigned_url(
                "get_object", Params={"Bucket": self._bucket, "Key": key}, ExpiresIn=seconds
            )
