"""Addresses of pages for people who read in Slack of one resource, or of one rule in an account."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from time import monotonic
from urllib.parse import urlencode

from shared.adapters.signed_links import LeadsTo, SignedLinks
from shared.domain.observations import StateKey
from shared.domain.rule_names import normalise
from shared.endpoints import TIMELINE_PAGE, VIOLATIONS_PAGE, Endpoint
from shared.observability import logger
from shared.ports.errors import StoreUnavailableError

# Of the address of a button: docs.slack.dev/reference/block-kit/block-elements/button-element
_LONGEST = 3000
# A message does not wait for the key again so soon after it could not be had.
_WITHOUT_KEY_SECONDS = 60


def named(subject: Mapping[str, str]) -> str:
    """Return the query string that names what a page is about: a link is signed for it."""
    return urlencode(subject)


class MessageLinks:
    """Makes links; those of a day expire together, so that a message is written the same again.

    `lasting` is how long a link holds at least; `seconds` and `now` are clocks.
    """

    def __init__(
        self,
        api_url: str,
        key: Callable[[], bytes],
        lasting: timedelta,
        now: Callable[[], datetime],
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        self._api_url = api_url
        self._key = key
        self._lasting = lasting
        self._now = now
        self._seconds = seconds
        self._without_key_until = seconds()

    def timeline(self, key: StateKey) -> str | None:
        """Return where it can be read what became of the resource of a state.

        In whatever region: the results of global resources come from several. None as below.
        """
        return self._address(
            TIMELINE_PAGE,
            LeadsTo.TIMELINE,
            account=key.account,
            resource_type=key.resource_type,
            resource_id=key.resource_id,
        )

    def open_violations(self, account: str, rule_name: str) -> str | None:
        """Return where it can be read what violates a rule, under all its names, in an account.

        None where Slack would not take the address, or nothing can be signed now, which is logged:
        a message that is due goes out without its links.
        """
        return self._address(
            VIOLATIONS_PAGE, LeadsTo.VIOLATIONS, account=account, rule_name=normalise(rule_name)
        )

    def _address(self, page: Endpoint, leads_to: LeadsTo, **subject: str) -> str | None:
        if self._seconds() < self._without_key_until:
            return None
        of, links = named(subject), SignedLinks(self._key, leads_to)
        try:
            address = f"{self._api_url}{page.path}?{of}&{links.query(of, self._until())}"
        except (StoreUnavailableError, ValueError):
            logger.warning("messages go out without links to pages", exc_info=True)
            self._without_key_until = self._seconds() + _WITHOUT_KEY_SECONDS
            return None
        return address if len(address) <= _LONGEST else None

    def _until(self) -> datetime:
        end = self._now() + self._lasting + timedelta(days=1)
        return end.replace(hour=0, minute=0, second=0, microsecond=0)
