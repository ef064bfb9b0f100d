"""A made-up stretch of a day: resources come, change, are mended and go, and rules judge them.

Of a hundred events 48 are first results of new resources (8 of them violations), 20 are violations
of what complied, 24 end one, and 8 are deletions. Several rules judge a new resource at once.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from local.demo import story
from local.demo.events import Evaluation, Resource, compliance_change, deletion

# One critical, one high, two low: about half of what the day of `messages_of_a_day` tells at once.
RULES = (
    "s3-bucket-public-read-prohibited",
    "s3-account-level-public-access-blocks",
    "s3-bucket-replication-enabled",
    "s3-default-encryption-kms",
)
# So often each happens, and how many events it is: in 40 happenings there are 100 events.
NEW, BREAKS, MENDS, GOES = "new", "breaks", "mends", "goes"
MIX = {NEW: (12, len(RULES)), BREAKS: (20, 1), MENDS: (24, 1), GOES: (8, 1)}
EVENTS_OF_A_MIX = sum(times * events for times, events in MIX.values())
VIOLATIONS_OF_NEW = 8 / 12


@dataclass
class Fleet:
    """Resources of some accounts, and how the rules judge each."""

    accounts: int
    rules: int = len(RULES)
    # How likely one of the first results of a new resource is a violation.
    breaks_new: float = VIOLATIONS_OF_NEW
    chance: random.Random = field(default_factory=lambda: random.Random(58))  # noqa: S311 - the same every time
    judged: dict[Resource, dict[str, Evaluation]] = field(default_factory=dict)
    made: int = 0

    def founded(self, at: datetime, of_each: int = 2) -> list[str]:
        """Return the first results of so many resources of each account, which comply."""
        new = [self._resource(n % self.accounts) for n in range(of_each * self.accounts)]
        return [body for each in new for body in self._judge_new(each, at, frozenset())]

    def happening(self, at: datetime) -> list[str]:
        """Return the events of the next thing that happens."""
        kinds, times = list(MIX), [times for times, _ in MIX.values()]
        kind = self.chance.choices(kinds, times)[0]
        return self.happen(kind, at)

    def happen(self, kind: str, at: datetime) -> list[str]:
        """Return the events of a thing of one kind; none where there is nothing to mend."""
        if kind == NEW:
            broken = self.chance.random() < self.breaks_new
            wrong = frozenset({self.chance.choice(RULES)} if broken else ())
            return self._judge_new(self._resource(self.chance.randrange(self.accounts)), at, wrong)
        if kind == GOES:
            gone = self.chance.choice(list(self.judged))
            del self.judged[gone]
            return [json.dumps(deletion(gone, at))]
        was, becomes = (
            (story.COMPLIANT, story.NON_COMPLIANT)
            if kind == BREAKS
            else (story.NON_COMPLIANT, story.COMPLIANT)
        )
        return self._change(was, becomes, at)

    def _change(self, was: str, becomes: str, at: datetime) -> list[str]:
        fitting = [each for rules in self.judged.values() for each in rules.values()]
        fitting = [each for each in fitting if each.status == was]
        if not fitting:
            return []
        chosen = self.chance.choice(fitting)
        after = replace(chosen, before=None).then(becomes, at)
        self.judged[after.resource][after.rule] = after
        return [_body(after)]

    def _resource(self, number: int) -> Resource:
        self.made += 1
        account = f"{300_000_000_000 + number}"
        return Resource(
            account=account, kind=story.BUCKET, name=f"bucket-of-a-team-{self.made:06d}"
        )

    def _judge_new(self, resource: Resource, at: datetime, wrong: frozenset[str]) -> list[str]:
        self.judged[resource] = {
            rule: Evaluation(
                rule=rule,
                resource=resource,
                status=story.NON_COMPLIANT if rule in wrong else story.COMPLIANT,
                at=at + timedelta(milliseconds=number),
            )
            for number, rule in enumerate(RULES[: self.rules])
        }
        return [_body(each) for each in self.judged[resource].values()]


def _body(evaluation: Evaluation) -> str:
    return json.dumps(compliance_change(evaluation))
