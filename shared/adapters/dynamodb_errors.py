"""What DynamoDB refuses, as the two errors that the use cases know."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError

from shared.ports.errors import StoreRefusedError, StoreUnavailableError

# Refusals that the callers understand by themselves.
_EXPECTED = {
    "ConditionalCheckFailedException",
    "TransactionCanceledException",
    "TransactionConflictException",
}


@contextmanager
def store_errors() -> Iterator[None]:
    """Convert errors of the client.

    Raises:
        StoreRefusedError: the request itself can never succeed.
        StoreUnavailableError: the table cannot serve it now (throttled, unreachable, not allowed).

    """
    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in _EXPECTED:
            raise
        kind = StoreRefusedError if code == "ValidationException" else StoreUnavailableError
        raise kind(f"DynamoDB: {error}") from error
    except BotoCoreError as error:
        raise StoreUnavailableError(f"DynamoDB: {error}") from error
