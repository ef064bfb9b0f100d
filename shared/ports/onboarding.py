"""What telling of an account whose watch begins needs of whoever finds out."""

from typing import Protocol

from shared.domain.onboarding import AccountSummary


class Onboardings(Protocol):
    """Where summaries of accounts wait until they are told."""

    def announce(self, summary: AccountSummary) -> None:
        """Put it into the outbox, once per account and run.

        Raises:
            StoreUnavailableError: it may not be there; announcing it again does no harm.

        """
        ...
