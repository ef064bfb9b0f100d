"""What is wrong with what was asked for, in one line."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,  # noqa: A004 - it is called so there
    NoCredentialsError,
    NoRegionError,
)


class Problem(Exception):  # noqa: N818 - a mistake of whoever asks, or no access; not a fault
    """The command cannot be carried out; the message says why, and what helps."""


_SAID = {
    "AccessDenied": "these credentials may not do that: {message}",
    "AccessDeniedException": "these credentials may not do that: {message}",
    "ExpiredToken": "the credentials have expired",
    "ExpiredTokenException": "the credentials have expired",
    "InvalidClientTokenId": "AWS does not know these credentials",
    "UnrecognizedClientException": "AWS does not know these credentials",
    "QueueDoesNotExist": "there is no such queue in this account and region",
    "AWS.SimpleQueueService.NonExistentQueue": "there is no such queue in this account and region",
}


@contextmanager
def plainly() -> Iterator[None]:
    """Turn what AWS answers, or does not, into a problem.

    Raises:
        Problem: always in place of an error of the SDK.

    """
    try:
        yield
    except NoCredentialsError:
        raise Problem(
            "there are no AWS credentials: set AWS_PROFILE or give --profile"
            " (--local asks the local AWS)"
        ) from None
    except NoRegionError:
        raise Problem("there is no region: set AWS_REGION or give --region") from None
    except ConnectionError as error:
        raise Problem(f"AWS cannot be reached: {error}") from error
    except ClientError as error:
        raise Problem(said(error)) from error
    except BotoCoreError as error:
        raise Problem(str(error)) from error


def said(error: ClientError) -> str:
    """Return what AWS refused, in plain words where there are some."""
    code, message = error.response["Error"]["Code"], error.response["Error"]["Message"]
    return _SAID.get(code, "AWS refused: {message} ({code})").format(code=code, message=message)
