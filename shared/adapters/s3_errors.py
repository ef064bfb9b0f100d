"""What S3 refuses, as the errors that the use cases know."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError

from shared.ports.errors import StoreUnavailableError, UnknownReportError

# HEAD has no body to say more in.
_ABSENT = {"404", "NoSuchKey", "NotFound"}


@contextmanager
def s3_errors() -> Iterator[None]:
    """Convert errors of the client.

    Raises:
        UnknownReportError: there is no such object.
        StoreUnavailableError: the bucket cannot serve it now (throttled, unreachable, not allowed).

    """
    try:
        yield
    except ClientError as error:
        absent = error.response["Error"]["Code"] in _ABSENT
        kind = UnknownReportError if absent else StoreUnavailableError
        raise kind(f"S3: {error}") from error
    except BotoCoreError as error:
        raise StoreUnavailableError(f"S3: {error}") from error
