"""The settings of who hears of alarms, and where the runbook is read."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from stacks.setting_types import unique

_SUBSCRIBER = r"^(https://[^\s\"']{1,500}|[^\s@\"':/]{1,64}@[^\s@\"':/]{1,190}\.[^\s@\"':/]{1,60})$"
Subscriber = Annotated[str, StringConstraints(pattern=_SUBSCRIBER)]
Subscribers = Annotated[tuple[Subscriber, ...], Field(max_length=20), AfterValidator(unique)]
# An anchor is put behind it, and a description of an alarm holds 1,024 characters.
RunbookUrl = Annotated[str, StringConstraints(pattern=r"^[^\s#]{1,300}$")]

SUBSCRIBERS = (
    "a list of at most 20 e-mail addresses and addresses beginning with https://, none twice"
)
RUNBOOK_URL = "an address (or a path) of up to 300 characters, without # and spaces"


def operations_warnings(subscribers: tuple[str, ...]) -> Iterator[str]:
    """Yield that nobody hears of alarms, where it is so."""
    if not subscribers:
        yield (
            "operations_subscribers: is empty; alarms go to a topic that nobody hears (name"
            " somebody, or subscribe to the topic of the output OperationsTopicArn)"
        )
