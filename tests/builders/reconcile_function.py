"""AWS Lambda with Reconcile's function in process."""

import io
import json
from dataclasses import dataclass, field
from typing import Any

from tests.builders.reconciling import Reconciling


@dataclass
class Functions:
    """A session of which only this client is asked; `answers` come first."""

    fleet: Reconciling
    seconds: float = 840
    answers: list[Any] = field(default_factory=list[Any])
    asked: list[Any] = field(default_factory=list[Any])

    def client(self, service: str, **_settings: Any) -> "Functions":
        assert service == "lambda"
        return self

    def invoke(self, *, FunctionName: str, Payload: bytes) -> Any:  # noqa: N803 - boto3's names
        assert FunctionName == "reconcile-function"
        self.asked.append(json.loads(Payload))
        if self.answers:
            return self.answers.pop(0)
        answer = self.fleet.invoke(self.seconds, **self.asked[-1])
        self.seconds = 840
        return saying(answer)


def saying(answer: Any) -> Any:
    """Return what Lambda says of an invocation that went well."""
    return {"Payload": io.BytesIO(json.dumps(answer).encode())}


def failing(message: str) -> Any:
    """Return what Lambda says of an invocation that failed."""
    return saying({"errorMessage": message, "errorType": "Error"}) | {"FunctionError": "Unhandled"}
