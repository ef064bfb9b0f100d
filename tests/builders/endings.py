"""What ends states, with one word for what matters in a test."""

from dataclasses import replace

from shared.domain.observations import (
    RECONCILE,
    ApiCall,
    Closure,
    Evaluation,
    Origin,
    PlaceKey,
    StateKey,
    Version,
)
from tests.builders.observations import at, key, origin, result

PLACE = PlaceKey("222222222222", "eu-central-1")


def rule_deletion(minutes: float, of: StateKey | None = None) -> ApiCall:
    """Return the call that deleted the rule of a state."""
    call = origin(f"call-{minutes}", detail_type="AWS API Call via CloudTrail")
    named = of or key()
    call = replace(call, account=named.account, region=named.region)
    return ApiCall(call, at(minutes), "DeleteConfigRule", "somebody", named.rule_name)


def closure(
    minutes: float, scope: StateKey | PlaceKey = PLACE, reason: str = "it is gone"
) -> Closure:
    """Return what Reconcile says of a state, or of a place, that is gone."""
    event_id = f"~reconcile-closing-{minutes}"
    heard = Origin(event_id, RECONCILE, "Reconciled Closing", scope.account, scope.region)
    return Closure(heard, scope, Version(at(minutes), at(minutes), event_id), reason)


def reconciled(
    minutes: float, status: str, *, of: StateKey | None = None, backfilled: bool = False
) -> Evaluation:
    """Return a result that Reconcile found and no event told of."""
    heard = result(minutes, status, of=of, event_id=f"~reconcile-{minutes}")
    source = replace(
        heard.origin, source=RECONCILE, detail_type="Reconciled Result", backfilled=backfilled
    )
    return replace(heard, origin=source)
