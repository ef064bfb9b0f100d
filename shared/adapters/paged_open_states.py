"""Open violations that a mute may cover, a page at a time."""

from shared.domain.filters import Filters
from shared.domain.mute_filters import violations_of
from shared.domain.mutes import Selector
from shared.domain.observations import StateKey
from shared.domain.pages import Page, Position
from shared.ports.asking import ComplianceQueries

_ANYTHING = Filters()


class PagedOpenStates:
    """Implements OpenStates."""

    def __init__(self, compliance: ComplianceQueries) -> None:
        self._compliance = compliance

    def covered_by(self, selector: Selector, limit: int, after: Position | None) -> Page[StateKey]:
        """Return a page of violations; see the port."""
        filters = violations_of(selector, _ANYTHING)
        if filters is None:
            return Page([], None)
        page = self._compliance.states(filters, limit, after)
        return Page([record.key for record in page.items], page.next)
