"""Which organisational units accounts are in, and when that is looked up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

# Accounts are seldom moved.
LOOK_UP_EVERY = timedelta(hours=24)

type Units = tuple[str, ...]  # of each unit its id and its path, from the root on


@dataclass(frozen=True, slots=True)
class KnownUnits:
    """What is kept of each registered account (None: nothing), and when all was looked up."""

    by_account: Mapping[str, Units | None]
    looked_up: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether to look again: it was long ago, or there is an account that is not known."""
        if not self.by_account:
            return False
        if self.looked_up is None or now - self.looked_up >= LOOK_UP_EVERY:
            return True
        return None in self.by_account.values()

    def changes(self, tree: Mapping[str, Units]) -> dict[str, Units]:
        """Return what differs from the organisation; an account outside of it is in no unit."""
        told = {account: tree.get(account, ()) for account in self.by_account}
        return {account: of for account, of in told.items() if of != self.by_account[account]}


def units_in_settings(table: Mapping[str, Units], account: str) -> Units:
    """Return the units that settings put an account in; what they do not name is in none."""
    return tuple(name for name, accounts in table.items() if account in accounts)
