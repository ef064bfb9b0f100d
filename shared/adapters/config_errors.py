"""What AWS Config refuses, as the two errors that a run knows."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError

from shared.ports.reconciling import SourceRefusedError, SourceUnavailableError

# Refusals that concern every question, and that only somebody can mend.
_FOR_GOOD = {
    "NoSuchConfigurationAggregatorException": "there is no such aggregator: deploy the master's"
    " stack again",
    "AccessDeniedException": "the function's role may not ask",
    "UnrecognizedClientException": "the credentials are not valid",
}


@contextmanager
def config_errors() -> Iterator[None]:
    """Convert errors of the client.

    Raises:
        SourceRefusedError: no question will be answered.
        SourceUnavailableError: this question was not answered (throttled, unreachable, invalid).

    """
    try:
        yield
    except ClientError as error:
        if meaning := _FOR_GOOD.get(error.response["Error"]["Code"]):
            raise SourceRefusedError(f"AWS Config: {meaning}. It says: {error}") from error
        raise SourceUnavailableError(f"AWS Config: {error}") from error
    except BotoCoreError as error:
        raise SourceUnavailableError(f"AWS Config: {error}") from error
