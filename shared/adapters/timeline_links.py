"""Addresses of what became of one resource, for people who read about it in Slack."""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from urllib.parse import urlencode

from shared.adapters.signed_links import SignedLinks
from shared.domain.observations import StateKey
from shared.endpoints import TIMELINE_PAGE
from shared.observability import logger
from shared.ports.errors import StoreUnavailableError

# Of the address of a button: docs.slack.dev/reference/block-kit/block-elements/button-element
_LONGEST = 3000
# A message does not wait for the key again so soon after it could not be had.
_WITHOUT_KEY_SECONDS = 60


def named(account: str, resource_type: str, resource_id: str) -> str:
    """Return the query string that names a resource: what the link to its timeline is signed for.

    Not its region: the results of global resources come from several.
    """
    return urlencode(
        {"account": account, "resource_type": resource_type, "resource_id": resource_id}
    )


class TimelineLinks:
    """Makes links; those of a day expire together, so that a message is written the same again.

    `lasting` is how long a link holds at least; `seconds` and `now` are clocks.
    """

    def __init__(
        self,
        api_url: str,
        links: SignedLinks,
        lasting: timedelta,
        now: Callable[[], datetime],
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        self._page = api_url + TIMELINE_PAGE.path
        self._links = links
        self._lasting = lasting
        self._now = now
        self._seconds = seconds
        self._without_key_until = seconds()

    def address(self, key: StateKey) -> str | None:
        """Return where it can be read what became of the resource of a state.

        None where Slack would not take the address, or nothing can be signed now, which is logged:
        a message that is due goes out without its link.
        """
        if self._seconds() < self._without_key_until:
            return None
        of = named(key.account, key.resource_type, key.resource_id)
        try:
            address = f"{self._page}?{of}&{self._links.query(of, self._until())}"
        except (StoreUnavailableError, ValueError):
            logger.warning("messages go out without links to timelines", exc_info=True)
            self._without_key_until = self._seconds() + _WITHOUT_KEY_SECONDS
            return None
        return address if len(address) <= _LONGEST else None

    def _until(self) -> datetime:
        end = self._now() + self._lasting + timedelta(days=1)
        return end.replace(hour=0, minute=0, second=0, microsecond=0)
