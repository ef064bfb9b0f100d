"""What a caller asks for: which states or events, of which time."""

from dataclasses import dataclass
from datetime import datetime

from shared.domain.rollups import RollupKey
from shared.domain.rule_names import normalise


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A time: `start` belongs to it, `end` does not; None is without a bound."""

    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What has to be equal; None asks for nothing.

    `accounts` are all that whoever asks may see (sorted, each once), None is every account.
    """

    account: str | None = None
    region: str | None = None
    rule_name: str | None = None
    resource_type: str | None = None
    resource_id: str | None = None
    status: str | None = None
    source: str | None = None
    accounts: tuple[str, ...] | None = None

    @property
    def chosen(self) -> tuple[str, ...] | None:
        """The accounts that are asked for and may be seen, sorted; None is every account."""
        if self.account is None:
            return self.accounts
        return (self.account,) if self.accounts is None or self.account in self.accounts else ()

    @property
    def every_variant(self) -> bool:
        """Whether the rule is named without what deployments add, and so means all its variants."""
        return self.rule_name is not None and normalise(self.rule_name) == self.rule_name

    @property
    def only_place(self) -> bool:
        """Whether nothing but an account or a region is asked for."""
        rest = (self.rule_name, self.resource_type, self.resource_id, self.status, self.source)
        return not any(rest)

    def admit_account(self, account: str) -> bool:
        """Return whether an account is asked for, and may be seen."""
        return self.chosen is None or account in self.chosen

    def admit_rule(self, rule_name: str) -> bool:
        """Return whether a rule, named in full, is asked for."""
        if self.every_variant:
            return normalise(rule_name) == self.rule_name
        return self.rule_name in {None, rule_name}

    def admit_rollup(self, key: RollupKey) -> bool:
        """Return whether what is counted together is asked for (a rollup knows no resource)."""
        return (
            self.admit_account(key.account)
            and self.region in {None, key.region}
            and self.resource_type in {None, key.resource_type}
            and self.admit_rule(key.rule_name)
        )
