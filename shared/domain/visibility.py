"""What a caller may see: all accounts, or those of a team."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from shared.domain.filters import Filters

EVERYTHING = "*"
# DynamoDB's IN takes 100 operands, and a page is merged from as many partitions.
MOST_ACCOUNTS = 100
_ACCOUNT = re.compile(r"[0-9]{12}")


class BadScopeError(ValueError):
    """A scope that cannot be used: it names nothing, too much, or something else than accounts."""


@dataclass(frozen=True, slots=True)
class Visibility:
    """The accounts that a caller may see, sorted; None is all of them."""

    accounts: tuple[str, ...] | None = None

    def narrow(self, filters: Filters) -> Filters:
        """Return filters that admit nothing beyond what may be seen."""
        return replace(filters, accounts=self.accounts)

    def admits(self, account: str) -> bool:
        """Whether an account may be seen."""
        return self.accounts is None or account in self.accounts


def visibility_of(entries: Iterable[str]) -> Visibility:
    """Return what entries (ids of accounts, or `*` for all of them) allow to see.

    Raises:
        BadScopeError: they allow nothing, or are not to be understood.

    """
    given = set(entries)
    if EVERYTHING in given:
        return Visibility()
    if not given:
        raise BadScopeError("it names no account")
    if len(given) > MOST_ACCOUNTS:
        raise BadScopeError(f"it names {len(given)} accounts; {MOST_ACCOUNTS} are possible, or *")
    if any(not _ACCOUNT.fullmatch(entry) for entry in given):
        raise BadScopeError("it names something else than accounts")
    return Visibility(tuple(sorted(given)))
