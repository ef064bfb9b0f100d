"""Whom a digest is for."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Audience:
    """The organisation, or a team that owns some of its accounts."""

    team: str | None = None
    accounts: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """A name of letters, digits and hyphens that no other audience has."""
        return "organisation" if self.team is None else f"team-{self.team}"

    def owns(self, account: str) -> bool:
        """Return whether an account is of this audience."""
        return self.team is None or account in self.accounts

    def share_of[T](self, by_account: Mapping[str, T]) -> dict[str, T]:
        """Return what is of this audience."""
        return {account: of for account, of in by_account.items() if self.owns(account)}


ORGANISATION = Audience()
