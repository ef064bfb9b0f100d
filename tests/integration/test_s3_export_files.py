"""Files of exports in S3, and what S3 refuses, in the words of whoever writes them."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from shared.adapters.s3_export_files import S3ExportFiles
from shared.domain.exports import ExportFormat
from shared.ports.errors import StoreRefusedError, StoreUnavailableError
from shared.ports.exporting import FileLostError
from tests.builders.aws import mocked_aws
from tests.builders.buckets import BUCKET, create_bucket

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

FILE = "exports/1.csv"
LARGE = b"x" * 5 * 1024 * 1024
CSV = ExportFormat.CSV


@pytest.fixture
def client() -> Iterator["S3Client"]:
    with mocked_aws():
        yield create_bucket()


@pytest.fixture
def files(client: "S3Client") -> S3ExportFiles:
    return S3ExportFiles(client, BUCKET)


def test_parts_become_one_file_once_each_however_often_they_were_stored(
    files: S3ExportFiles, client: "S3Client"
) -> None:
    upload = files.begin(FILE, CSV)
    files.part(FILE, upload, 1, b"y" * len(LARGE))
    parts = [files.part(FILE, upload, 1, LARGE), files.part(FILE, upload, 2, b"end")]
    files.complete(FILE, upload, parts, len(LARGE) + 3)
    assert files.get(FILE) == LARGE + b"end"
    assert client.head_object(Bucket=BUCKET, Key=FILE)["ContentType"] == "text/csv; charset=utf-8"
    files.complete(FILE, upload, parts, len(LARGE) + 3)


def test_a_file_is_stored_whole_and_again(files: S3ExportFiles) -> None:
    files.put(FILE, CSV, b"first")
    files.put(FILE, CSV, b"second")
    assert files.get(FILE) == b"second"


def test_what_is_not_there_is_lost(files: S3ExportFiles) -> None:
    with pytest.raises(FileLostError):
        files.get(FILE)


@pytest.mark.parametrize("there", [None, b"another file"])
def test_an_upload_that_was_given_up_is_lost(
    files: S3ExportFiles,
    client: "S3Client",
    monkeypatch: pytest.MonkeyPatch,
    there: bytes | None,
) -> None:
    def refuse(**_: object) -> None:
        raise ClientError({"Error": {"Code": "NoSuchUpload", "Message": "gone"}}, "UploadPart")

    if there:
        files.put(FILE, CSV, there)
    monkeypatch.setattr(client, "upload_part", refuse)
    monkeypatch.setattr(client, "complete_multipart_upload", refuse)
    with pytest.raises(FileLostError):
        files.part(FILE, "upload", 1, b"")
    with pytest.raises(FileLostError):
        files.complete(FILE, "upload", ["part"], 1)
    if there:
        files.complete(FILE, "upload", ["part"], len(there))


def test_a_part_that_another_has_replaced_is_lost(files: S3ExportFiles) -> None:
    upload = files.begin(FILE, CSV)
    parts = [files.part(FILE, upload, 1, LARGE), files.part(FILE, upload, 2, b"end")]
    files.part(FILE, upload, 1, b"y" * len(LARGE))
    with pytest.raises(FileLostError):
        files.complete(FILE, upload, parts, len(LARGE) + 3)


def test_a_part_that_is_too_small_is_refused(files: S3ExportFiles) -> None:
    upload = files.begin(FILE, CSV)
    parts = [files.part(FILE, upload, number, b"small") for number in (1, 2)]
    with pytest.raises(StoreRefusedError):
        files.complete(FILE, upload, parts, 10)


@pytest.mark.parametrize(
    "error",
    [
        ClientError({"Error": {"Code": "SlowDown", "Message": "later"}}, "PutObject"),
        ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, "PutObject"),
        EndpointConnectionError(endpoint_url="s3"),
    ],
)
def test_where_s3_does_not_serve_another_time_may_do(
    files: S3ExportFiles, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("botocore.client.BaseClient._make_api_call", refuse)
    asked: list[Callable[[], Any]] = [
        lambda: files.put(FILE, CSV, b""),
        lambda: files.begin(FILE, CSV),
        lambda: files.complete(FILE, "upload", [], 0),
    ]
    for ask in asked:
        with pytest.raises(StoreUnavailableError):
            ask()


def test_a_link_downloads_the_file_under_its_name_for_a_while(files: S3ExportFiles) -> None:
    files.put(FILE, CSV, b"a,b\r\n")
    url = files.link(FILE, "states.csv", 900)
    assert urlsplit(url).path.endswith(FILE)
    said = parse_qs(urlsplit(url).query)
    assert said["X-Amz-Expires"] == ["900"]
    assert said["response-content-disposition"] == ['attachment; filename="states.csv"']
