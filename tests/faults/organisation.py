"""An organisation that was compared once, and what then happened in it without anybody hearing."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from shared.domain.observations import StateKey
from tests.faults.stream import REGION, TYPE, Json, Key, Story
from tests.faults.watching import Watching

ACCOUNTS = ("222222222222", "333333333333", "444444444444", "555555555555")
LEAVES = ACCOUNTS[3]
RULES = tuple(f"rule-{number}" for number in range(8))
OLD = tuple(f"bucket/{number}#x" for number in range(40))
NEW = tuple(f"new/{number}" for number in range(10))
STATUSES = ("COMPLIANT", "NON_COMPLIANT")
LOST = 0.05
DAY = 24 * 60  # in minutes of the story, which began twenty days ago


def _beginning() -> Story:
    return Story(datetime.now(UTC).replace(microsecond=0) - timedelta(days=20))


@dataclass
class Organisation:
    """What happens, and what a run should find of it, as somebody counts who sees both sides."""

    watching: Watching
    chance: random.Random
    story: Story = field(default_factory=_beginning)
    lost: set[Key] = field(default_factory=set[Key])
    gone: list[Json] = field(default_factory=list[Json])

    def begins(self) -> None:
        """Let results be there before anybody watches."""
        for key in _keys(OLD):
            self.story.becomes(key, self.chance.choice(STATUSES), self.chance.randrange(DAY))
        self.watching.happen(self.story.events, heard=[])

    def events_are_lost(self) -> None:
        """Let half of all results change and resources appear: a twentieth of that unheard."""
        told = len(self.story.events)
        changing = [key for key in _keys(OLD) if self.chance.random() < 0.5] + _keys(NEW)
        for key in changing:
            before = self.story.states.get(key)
            others = [status for status in STATUSES if before is None or status != before.status]
            minute = 11 * DAY + self.chance.randrange(8 * DAY)
            self.story.becomes(key, self.chance.choice(others), minute)
        self.lost = {key for key in changing if self.chance.random() < LOST}
        events = self.story.events[told:]
        heard = [e for key, e in zip(changing, events, strict=True) if key not in self.lost]
        self.chance.shuffle(heard)
        self.watching.happen(events, heard)

    def things_are_deleted(self, resources: int) -> None:
        """Let three rules, so many resources and an account be gone without a word."""
        rules = (ACCOUNTS[0], "rule-0"), (ACCOUNTS[0], "rule-3"), (ACCOUNTS[1], "rule-0")
        for account, rule in rules:
            what = {"account": account, "region": REGION, "rule": rule}
            self.gone.append({"delete_rule": what})
        stay = [(account, name) for account in ACCOUNTS[:3] for name in OLD]
        for account, name in self.chance.sample(stay, resources):
            where = {"account": account, "region": REGION}
            what = {**where, "resource_type": TYPE, "resource_id": name}
            self.gone.append({"delete_resource": what})
        self.gone.append({"delete_account": LEAVES})
        self.watching.change(self.gone)

    def expected(self) -> dict[str, int]:
        """Return what a run should find, by cause: of what is gone, no change was missed."""
        there = self.watching.source_states()
        missed = [key for key in self.lost if _state(key) in there]
        first = [key for key in missed if key[3] in NEW]
        return {
            "missed_change": len(missed) - len(first),
            "missed_first_result": len(first),
            "resource_gone": sum("delete_resource" in each for each in self.gone),
            "rule_gone": sum("delete_rule" in each for each in self.gone),
            "result_gone": 0,
            "account_gone": 1,
        }


def _keys(resources: Iterable[str]) -> list[Key]:
    names = list(resources)
    return [(a, rule, TYPE, name) for a in ACCOUNTS for rule in RULES for name in names]


def _state(key: Key) -> StateKey:
    account, rule, kind, name = key
    return StateKey(account, REGION, rule, kind, name)
