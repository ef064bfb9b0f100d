"""The settings of who hears of alarms, and where the runbook is read."""

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from stacks.setting_types import unique

_SUBSCRIBER = r"^(https://[^\s\"']{1,500}|[^\s@\"':/]{1,64}@[^\s@\"':/]{1,190}\.[^\s@\"':/]{1,60})$"
# Those of pagers mostly end in a key by which they know whose alarm it is.
_WITH_A_PATH = r"https://[^/?#]+[/?#]+[^/?#]"
Subscriber = Annotated[str, StringConstraints(pattern=_SUBSCRIBER)]
Subscribers = Annotated[tuple[Subscriber, ...], Field(max_length=20), AfterValidator(unique)]
# An anchor is put behind it, and a description of an alarm holds 1,024 characters.
RunbookUrl = Annotated[str, StringConstraints(pattern=r"^[^\s#]{1,300}$")]

SUBSCRIBERS = (
    "a list of at most 20 e-mail addresses and addresses beginning with https://, none twice"
)
RUNBOOK_URL = "an address (or a path) of up to 300 characters, without # and spaces"


def operations_warnings(subscribers: tuple[str, ...], runbook_url: str) -> Iterator[str]:
    """Yield that nobody hears of alarms, or no link with them, or that an address may be a key."""
    if not subscribers:
        yield (
            "operations_subscribers: is empty; alarms go to a topic that nobody hears (name"
            " somebody, or subscribe to the topic of the output OperationsTopicArn)"
        )
    elif not runbook_url.startswith("https://"):
        yield (
            f"runbook_url: is {runbook_url!r}, which nobody can open who hears of an alarm (give"
            " the address under which you read docs/operations.md)"
        )
    # Not with the address: a warning stands in logs of builds.
    if keys := sum(bool(re.match(_WITH_A_PATH, each)) for each in subscribers):
        yield (
            f"operations_subscribers: {keys} of them may hold a key in the address, which whoever"
            " reads the settings, the template or the topic's subscriptions reads too; subscribe"
            " such an address by hand to the topic of the output OperationsTopicArn"
        )
