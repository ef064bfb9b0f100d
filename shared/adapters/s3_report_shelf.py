"""Reports in S3, and links to them that lead through the API."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shared.adapters.s3_errors import s3_errors
from shared.adapters.signed_links import SignedLinks
from shared.domain.reports import ReportName
from shared.domain.sending import Report
from shared.observability import logger
from shared.ports.errors import StoreUnavailableError

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

_PREFIX = "reports/"


class S3ReportShelf:
    """Implements ReportShelf; links hold for `lasting`, from the time that a report is kept."""

    def __init__(
        self,
        client: "S3Client",
        bucket: str,
        links: SignedLinks,
        *,
        api_url: str,
        lasting: timedelta,
    ) -> None:
        self._client = client
        self._bucket = bucket
        self._links = links
        self._api_url = api_url
        self._lasting = lasting

    def keep(self, name: ReportName, page: str, now: datetime) -> Report:
        """Keep a page; see the port."""
        try:
            with s3_errors():
                self._client.put_object(
                    Bucket=self._bucket,
                    Key=object_key(name),
                    Body=page.encode(),
                    ContentType="text/html; charset=utf-8",
                    CacheControl="private, no-store",
                )
            until = now + self._lasting
            query = self._links.query(name.id, until)
        except StoreUnavailableError:
            logger.exception("a report was not kept", report=name.id)
            raise
        return Report(f"{self._api_url}/reports/{name.id}?{query}", until)


def object_key(name: ReportName) -> str:
    """Return the key under which a report is kept."""
    return _PREFIX + name.path
