"""Why a state is over that ended together with what it was a state of."""

from typing import assert_never

from shared.domain.observations import Grave, PlaceKey, ResourceKey, RuleKey

DELETED = "the resource was deleted"
RULE_DELETED = "the rule was deleted"
PLACE_GONE = "the account is no longer watched"


def reason_of(grave: Grave) -> str:
    """Return why a state is over that ended with this."""
    match grave:
        case ResourceKey():
            return DELETED
        case RuleKey():
            return RULE_DELETED
        case PlaceKey():
            return PLACE_GONE
        case never:
            assert_never(never)
