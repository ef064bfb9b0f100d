"""The organisation in which the day happens: 60 accounts, 5 regions, the rules of the catalogue."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from shared.domain.catalogue import DEFAULT_RULES, rule_info
from shared.domain.global_types import is_global
from shared.domain.observations import StateKey
from shared.domain.severity import Severity

if TYPE_CHECKING:
    from random import Random

ACCOUNTS = tuple(f"{200_000_000_000 + number}" for number in range(60))
NEW_ACCOUNT = "299999999999"
REGIONS = ("eu-central-1", "eu-west-1", "us-east-1", "us-west-2", "ap-southeast-1")
HOME, SECOND = REGIONS[:2]
# How often something goes wrong by a rule: what is dangerous is the rarest.
_WEIGHTS = {Severity.CRITICAL: 1, Severity.HIGH: 3, Severity.MEDIUM: 10, Severity.LOW: 10}


class Rule(NamedTuple):
    """A rule, as somebody has deployed it, and what it judges."""

    name: str
    kind: str

    def on(self, account: str, region: str, resource: str) -> StateKey:
        """Return its state on a resource."""
        return StateKey(account, region, self.name, self.kind, resource)

    def by_security_hub(self) -> Rule:
        """Return the same rule as Security Hub deploys it."""
        return self._replace(name=f"securityhub-{self.name}-1a2b3c4d")

    def by_pack(self) -> Rule:
        """Return the same rule as a conformance pack deploys it."""
        return self._replace(name=f"{self.name}-conformance-pack-k3x9a0b1c")

    def by_organisation(self) -> Rule:
        """Return the same rule as an organisation deploys it."""
        return self._replace(name=f"OrgConfigRule-{self.name}-q8w7e6r5")


def rule(name: str) -> Rule:
    """Return a rule of the catalogue."""
    return Rule(name, rule_info(name).resource_types[0])


_ALL = [rule(name) for name in DEFAULT_RULES]
REGIONAL = [each for each in _ALL if not is_global(each.kind)]
_SUMS = list(accumulate(_WEIGHTS[rule_info(each.name).severity] for each in REGIONAL))


def some_rule(chance: Random) -> Rule:
    """Return a rule on resources of a region."""
    return chance.choices(REGIONAL, cum_weights=_SUMS)[0]


def some_account(chance: Random) -> str:
    """Return an account; those that come first are the busy ones."""
    return ACCOUNTS[int(len(ACCOUNTS) * chance.random() ** 2)]
