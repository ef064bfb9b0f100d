"""Errands as asynchronous invocations: Lambda tries again by itself, and keeps what it gives up."""

import json
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError
from pydantic import TypeAdapter, ValidationError

from shared.domain.errands import Errand, MuteFor, Say, Take
from shared.ports.errors import StoreUnavailableError

if TYPE_CHECKING:
    from mypy_boto3_lambda.client import LambdaClient

_KINDS: dict[str, TypeAdapter[Any]] = {
    kind.__name__: TypeAdapter(kind) for kind in (Take, MuteFor, Say)
}
KIND, MEMBERS = "errand", "of"


class LambdaErrands:
    """Implements Errands."""

    def __init__(self, client: "LambdaClient", function: str) -> None:
        self._client = client
        self._function = function

    def hand_over(self, errand: Errand) -> None:
        """Have the function run it; see the port."""
        try:
            self._client.invoke(
                FunctionName=self._function,
                InvocationType="Event",
                Payload=json.dumps(write_errand(errand)).encode(),
            )
        except (ClientError, BotoCoreError) as error:
            raise StoreUnavailableError(f"Lambda: {error}") from error


def write_errand(errand: Errand) -> dict[str, Any]:
    """Return what a function is invoked with to run an errand."""
    kind = type(errand).__name__
    return {KIND: kind, MEMBERS: _KINDS[kind].dump_python(errand, mode="json")}


def read_errand(event: dict[str, Any]) -> Errand:
    """Return the errand that a function is invoked with.

    Raises:
        ValueError: it is none, or one of a release that is gone.

    """
    try:
        errand: Errand = _KINDS[event[KIND]].validate_python(event[MEMBERS], strict=False)
    except (KeyError, TypeError, ValidationError) as error:
        raise ValueError(f"not an errand: {str(event)[:300]}") from error
    return errand
