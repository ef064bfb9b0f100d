"""Files of exports in S3: in parts that become one file, or whole."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.exports import ExportFormat
from shared.ports.errors import StoreRefusedError, StoreUnavailableError
from shared.ports.exporting import FileLostError

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

_TYPES = {
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.NDJSON: "application/x-ndjson",
}
_LOST = {"NoSuchUpload", "NoSuchKey", "InvalidPart", "InvalidPartOrder", "404"}
_REFUSED = {"EntityTooSmall", "EntityTooLarge", "InvalidRequest", "InvalidArgument"}


class S3ExportFiles:
    """Implements ExportFiles and ExportLinks."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def begin(self, file: str, wanted: ExportFormat) -> str:
        """Return a new upload; see the port. One that is left is removed by the bucket's rule."""
        with _errors():
            answer = self._client.create_multipart_upload(
                Bucket=self._bucket, Key=file, ContentType=_TYPES[wanted]
            )
        return answer["UploadId"]

    def part(self, file: str, upload: str, number: int, content: bytes) -> str:
        """Store a part; see the port."""
        with _errors():
            answer = self._client.upload_part(
                Bucket=self._bucket, Key=file, UploadId=upload, PartNumber=number, Body=content
            )
        return answer["ETag"]

    def complete(self, file: str, upload: str, parts: Sequence[str], size: int) -> None:
        """Make the file; see the port."""
        try:
            with _errors():
                self._client.complete_multipart_upload(
                    Bucket=self._bucket,
                    Key=file,
                    UploadId=upload,
                    MultipartUpload={
                        "Parts": [
                            {"PartNumber": number, "ETag": name}
                            for number, name in enumerate(parts, start=1)
                        ]
                    },
                )
        except FileLostError:
            if self._size(file) != size:
                raise

    def put(self, file: str, wanted: ExportFormat, content: bytes) -> None:
        """Store a whole file; see the port."""
        with _errors():
            self._client.put_object(
                Bucket=self._bucket, Key=file, Body=content, ContentType=_TYPES[wanted]
            )

    def get(self, file: str) -> bytes:
        """Return the content of a file; see the port."""
        with _errors():
            return self._client.get_object(Bucket=self._bucket, Key=file)["Body"].read()

    def link(self, file: str, name: str, seconds: int) -> str:
        """Return a signed address; see the port. It dies with the credentials that signed it."""
        with _errors():
            return self._client.generate_presigned_url(
                "get_object",
                Params={
                    "Bucket": self._bucket,
                    "Key": file,
                    "ResponseContentDisposition": f'attachment; filename="{name}"',
                },
                ExpiresIn=seconds,
            )

    def _size(self, file: str) -> int:
        with _errors():
            return self._client.head_object(Bucket=self._bucket, Key=file)["ContentLength"]


@contextmanager
def _errors() -> Iterator[None]:
    """Convert errors of the client.

    Raises:
        FileLostError: there is no such upload, part or file.
        StoreRefusedError: the request itself can never succeed.
        StoreUnavailableError: S3 cannot serve it now (slow down, unreachable, not allowed).

    """
    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in _LOST:
            raise FileLostError(f"S3: {error}") from error
        kind = StoreRefusedError if code in _REFUSED else StoreUnavailableError
        raise kind(f"S3: {error}") from error
    except BotoCoreError as error:
        raise StoreUnavailableError(f"S3: {error}") from error
