"""What can be asked: where, with which parameters, and what is answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel

from lambdas.compliance_api.calls import Call
from lambdas.compliance_api.http_messages import HttpResponse
from shared.endpoints import Endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Route[Request: BaseModel]:
    """One endpoint; the first line of what `answer` says of itself is its summary.

    `request` is the model of its query parameters, or of its JSON body where `in_body` says so.
    `answers` are the shapes of its JSON; rows of a list go by `formats` too. `personal` says that
    the answer depends on what the caller may see, `conflicts` that it may be refused for what is
    there already, `keyed` that an idempotency key makes a repetition of it harmless.
    """

    at: Endpoint
    request: type[Request]
    answer: Callable[[Call[Request]], HttpResponse]
    answers: Sequence[Any]
    in_body: bool = False
    personal: bool = True
    conflicts: bool = False
    keyed: bool = False
    status: HTTPStatus = HTTPStatus.OK
    media_type: str = "application/json"

    @property
    def formats(self) -> bool:
        """Whether it is answered in rows too."""
        return not self.in_body and "format" in self.request.model_fields

    @property
    def summary(self) -> str:
        """What it is for, in a line."""
        return (self.answer.__doc__ or "").splitlines()[0]
