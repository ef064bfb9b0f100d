"""Reports in S3: kept as pages, linked through the API, and found by addresses that expire."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from shared.adapters.s3_report_links import S3ReportLinks
from shared.adapters.s3_report_shelf import S3ReportShelf
from shared.adapters.signed_links import SignedLinks
from shared.domain.audience import ORGANISATION
from shared.domain.reports import read_report_name, report_name
from shared.ports.errors import StoreUnavailableError, UnknownReportError
from tests.builders.aws import mocked_aws
from tests.builders.snapshots import YESTERDAY
from tests.fakes.clock import NOW

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

LINKS = SignedLinks(lambda: b"k" * 64)
PAGE = "<!doctype html>é"
NAME = report_name(YESTERDAY, ORGANISATION, PAGE)


@pytest.fixture
def client() -> Iterator["S3Client"]:
    with mocked_aws():
        client = boto3.client("s3", region_name="eu-central-1")
        client.create_bucket(
            Bucket="reports", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
        )
        yield client


def shelf(client: Any) -> S3ReportShelf:
    return S3ReportShelf(
        client, "reports", LINKS, api_url="https://api.example", lasting=timedelta(days=7)
    )


def test_a_report_is_kept_as_a_page_that_browsers_show(client: "S3Client") -> None:
    shelf(client).keep(NAME, PAGE, NOW)
    key = f"reports/daily/2026-11-19/organisation-{NAME.digest}.html"
    kept = client.get_object(Bucket="reports", Key=key)
    assert kept["Body"].read().decode() == PAGE
    assert kept["ContentType"] == "text/html; charset=utf-8"


def test_its_link_leads_through_the_api_and_holds_for_as_long_as_it_says(
    client: "S3Client",
) -> None:
    report = shelf(client).keep(NAME, PAGE, NOW)
    assert report.until == NOW + timedelta(days=7)
    link = urlsplit(report.address)
    assert link.netloc == "api.example"
    assert read_report_name(link.path.removeprefix("/reports/")) == NAME
    query = parse_qs(link.query)
    LINKS.check(NAME.id, query["expires"][0], query["signature"][0], NOW)


def test_where_a_report_is_can_be_read_for_minutes(client: "S3Client") -> None:
    shelf(client).keep(NAME, PAGE, NOW)
    address = S3ReportLinks(client, "reports").address(NAME)
    assert "Expires=300" in address or "Expires" in parse_qs(urlsplit(address).query)


def test_a_report_that_is_gone_is_unknown(client: "S3Client") -> None:
    with pytest.raises(UnknownReportError):
        S3ReportLinks(client, "reports").address(NAME)


class Out:
    """A client that nothing answers, or that is refused."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __getattr__(self, _name: str) -> Any:
        def fail(**_: Any) -> None:
            raise self._error

        return fail


@pytest.mark.parametrize(
    "error",
    [
        EndpointConnectionError(endpoint_url="https://s3"),
        ClientError({"Error": {"Code": "AccessDenied", "Message": ""}}, "PutObject"),
    ],
)
def test_a_bucket_that_does_not_serve_is_unavailable(error: Exception) -> None:
    with pytest.raises(StoreUnavailableError):
        shelf(Out(error)).keep(NAME, PAGE, NOW)
    with pytest.raises(StoreUnavailableError):
        S3ReportLinks(Out(error), "reports").address(NAME)  # type: ignore[arg-type] # a client
