"""The events that are measured with: first results, and changes of what is known, of 20 rules."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from itertools import batched
from typing import TYPE_CHECKING, Any

from local.demo import story
from local.demo.events import Evaluation, Resource, compliance_change
from local.settings import AGENT_ACCOUNTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RULES = 20
BATCH = 20  # what the queue gives HandleConfigEvents at a time


def first_results(run: str, count: int) -> list[Evaluation]:
    """Return what is heard when rules are new: one after the other judges all its resources."""
    now = datetime.now(UTC)
    return [
        Evaluation(
            rule=f"rule-{number * RULES // count:02d}",
            resource=Resource(
                account=AGENT_ACCOUNTS[number % len(AGENT_ACCOUNTS)],
                kind=story.BUCKET,
                name=f"bucket-{run}-{number}",
            ),
            status=story.COMPLIANT,
            at=now,
        )
        for number in range(count)
    ]


def changes(known: Sequence[Evaluation], seconds: int = 1) -> list[Evaluation]:
    """Return a change of each, of any rule and account as they come: violations begin, or end."""
    mixed = random.Random(len(known)).sample(known, len(known))  # noqa: S311 - the same every time
    return [each.then(_other(each.status), each.at + timedelta(seconds=seconds)) for each in mixed]


def _other(status: str) -> str:
    return story.NON_COMPLIANT if status == story.COMPLIANT else story.COMPLIANT


def bodies(evaluations: Sequence[Evaluation]) -> list[str]:
    """Return the bodies of the messages that the queue holds of them."""
    return [json.dumps(compliance_change(each)) for each in evaluations]


def batches(messages: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the messages as the invocations that the function has of them."""
    for batch in batched(messages, BATCH, strict=False):
        yield {"Records": [record_of(number, body) for number, body in enumerate(batch)]}


def record_of(number: int, body: str) -> dict[str, Any]:
    """Return a message as the queue hands it over."""
    return {
        "messageId": f"m-{number}",
        "receiptHandle": f"r-{number}",
        "body": body,
        "attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": "1795168800000"},
    }
