"""Invoking the function until its run is finished, and watching how far it is meanwhile."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from botocore.config import Config

from tools.targets import Target, TargetError, target_errors

type Json = dict[str, Any]

# Longer than the function may take; asked again it would only say that a run is under way.
_PATIENT = Config(
    connect_timeout=5, read_timeout=910, tcp_keepalive=True, retries={"total_max_attempts": 1}
)
LOOK_EVERY_SECONDS = 2.0
# What Lambda says of an invocation that it ended; the next one continues.
_OUT_OF_TIME = "Task timed out"
# Another invocation has the run: it is asked for again after so long.
BUSY_SECONDS = 5.0


def until_finished(target: Target, request: Json, look: Callable[[], None]) -> Json:
    """Invoke the function until its run is finished, look now and then, and return the report.

    Raises:
        TargetError: the function cannot be invoked, or fails; the message is its own.

    """
    while True:
        answer = _Invocation(target, request).wait(look)
        if answer["finished"]:
            report: Json = answer["report"]
            return report
        if "busy_until" in answer:
            time.sleep(BUSY_SECONDS)


@dataclass
class _Invocation:
    """One invocation, in a thread that does not keep the command from being interrupted."""

    target: Target
    request: Json
    outcome: list[Json | TargetError] = field(default_factory=list[Json | TargetError])

    def wait(self, look: Callable[[], None]) -> Json:
        thread = threading.Thread(target=self._run, daemon=True)
        thread.start()
        while thread.is_alive():
            thread.join(LOOK_EVERY_SECONDS)
            look()
        [outcome] = self.outcome
        if isinstance(outcome, TargetError):
            raise outcome
        return outcome

    def _run(self) -> None:
        try:
            self.outcome.append(_invoke(self.target, self.request))
        except TargetError as error:
            self.outcome.append(error)


def _invoke(target: Target, request: Json) -> Json:
    name = target.functions.get("reconcile")
    if name is None:
        raise TargetError(f"{target.name} has no function Reconcile: deploy the master's stack.")
    with target_errors(target.name):
        client = target.session.client("lambda", endpoint_url=target.endpoint, config=_PATIENT)
        answer = client.invoke(FunctionName=name, Payload=json.dumps(request).encode())
    said: Json = json.loads(answer["Payload"].read())
    if "FunctionError" not in answer:
        return said
    why = str(said.get("errorMessage", said))
    if _OUT_OF_TIME in why:
        return {"finished": False}
    raise TargetError(f"Reconcile failed: {why}")
