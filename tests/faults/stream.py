"""What happened in two accounts, as events in any order, and what has to be stored of it.

The model is read off the plain story, with nothing of the product's own way to get there.
"""

import json
import random
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from shared.domain.times import write_time
from tests.builders.events import api_call, compliance_change, item_change

type Json = dict[str, Any]
type Key = tuple[str, str, str, str]  # account, rule, resource type, resource

REGION, TYPE = "eu-central-1", "AWS::S3::Bucket"
STATUSES = ("COMPLIANT", "NON_COMPLIANT", "NOT_APPLICABLE")


@dataclass(frozen=True)
class Expected:
    """What is to be seen of an open state."""

    status: str
    since: datetime
    previous_status: str | None


@dataclass
class Story:
    """What happened: the events in the order of their times, and what is left of it at the end."""

    start: datetime
    events: list[Json] = field(default_factory=list)
    states: dict[Key, Expected] = field(default_factory=dict)

    def becomes(self, key: Key, status: str, minute: float) -> None:
        """Let a result change (or be the first)."""
        before = self.states.get(key)
        self.states[key] = Expected(status, self.at(minute), before.status if before else None)
        account, rule, kind, name = key
        event = compliance_change(status, before.status if before else None)
        names = {"resourceId": name, "resourceType": kind, "configRuleName": rule}
        event["detail"] |= {**names, "awsAccountId": account}
        result = event["detail"]["newEvaluationResult"]
        result["resultRecordedTime"] = write_time(self.at(minute))
        identifier = result["evaluationResultIdentifier"]
        identifier["orderingTimestamp"] = write_time(self.at(minute - 1))
        identifier["evaluationResultQualifier"] |= names
        self._happens(account, event)

    def is_deleted(self, account: str, name: str, minute: float) -> None:
        """Let a resource be deleted, with all of its states."""
        self._forget(lambda key: (key[0], key[3]) == (account, name))
        event = item_change(
            "ResourceDeleted",
            "DELETE",
            resourceId=name,
            resourceType=TYPE,
            configurationItemCaptureTime=write_time(self.at(minute)),
        )
        self._happens(account, event)

    def rule_is_deleted(self, account: str, rule: str, minute: float) -> None:
        """Let a rule be deleted in an account, with all of its states."""
        self._forget(lambda key: key[:2] == (account, rule))
        called = write_time(self.at(minute))
        event = api_call(
            "DeleteConfigRule", eventTime=called, requestParameters={"configRuleName": rule}
        )
        self._happens(account, event)

    def at(self, minute: float) -> datetime:
        """Return an instant of the story."""
        return self.start + timedelta(minutes=minute)

    def counts(self) -> Counter[tuple[str, str, str, str]]:
        """Return how many states there are, by account, rule, type and status."""
        return Counter((*key[:3], state.status) for key, state in self.states.items())

    @property
    def ids(self) -> set[str]:
        """What the events are called."""
        return {event["id"] for event in self.events}

    @property
    def results(self) -> int:
        """How many of the events tell of results."""
        return sum(e["detail-type"] == "Config Rules Compliance Change" for e in self.events)

    def arriving(self, chance: random.Random, repeated: float) -> list[str]:
        """Return the events as messages in any order, a share of them once more."""
        again = chance.sample(self.events, int(len(self.events) * repeated))
        bodies = [json.dumps(event) for event in [*self.events, *again]]
        chance.shuffle(bodies)
        return bodies

    def _forget(self, gone: Any) -> None:
        self.states = {key: state for key, state in self.states.items() if not gone(key)}

    def _happens(self, account: str, event: Json) -> None:
        self.events.append(event | {"id": str(uuid.uuid4()), "account": account, "region": REGION})


def invent(chance: random.Random, *, events: int, keys: int, accounts: tuple[str, ...]) -> Story:
    """Invent so many events of so many keys, with deletions of resources and of a rule among them.

    Every tenth resource is deleted half-way, and half of those come back.
    """
    story = Story(datetime.now(UTC).replace(microsecond=0) - timedelta(days=20))
    wanted = [_key(number, accounts) for number in range(keys)]
    length = 19 * 24 * 60 / events
    for number in range(events):
        minute = number * length
        if number == events // 3:
            story.rule_is_deleted(accounts[0], "rule-3", minute)
        elif number % 200 == 150:
            account, _, _, name = chance.choice(wanted)
            story.is_deleted(account, name, minute)
        else:
            key = wanted[number] if number < keys else chance.choice(wanted)
            before = story.states.get(key)
            story.becomes(key, _another(before.status if before else None, chance), minute)
    return story


def _key(number: int, accounts: tuple[str, ...]) -> Key:
    resource, rule = divmod(number, 5)
    return accounts[resource % len(accounts)], f"rule-{rule}", TYPE, f"bucket/{resource}#x"


def _another(status: str | None, chance: random.Random) -> str:
    return chance.choice([other for other in STATUSES if other != status])
