"""The states of a state, resource, rule or place, as a query on their partition."""

from typing import Any, assert_never

from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_items import marshal
from shared.domain.observations import PlaceKey, ResourceKey, RuleKey, Scope, StateKey


def within(scope: Scope) -> dict[str, Any]:
    """Return what narrows `pk = :pk AND begins_with(sk, :prefix)` down to a scope."""
    values = {
        ":pk": keys.account_pk(scope.account, scope.region),
        ":prefix": _prefix(scope),
    }
    if not isinstance(scope, StateKey | RuleKey):
        return {"ExpressionAttributeValues": marshal(**values)}
    return {
        "FilterExpression": "rule_name = :rule",
        "ExpressionAttributeValues": marshal(**values, **{":rule": scope.rule_name}),
    }


def _prefix(scope: Scope) -> str:
    match scope:
        case StateKey():
            return keys.state_sk(scope)
        case ResourceKey():
            return keys.states_of_prefix(scope)
        case RuleKey() | PlaceKey():
            return keys.STATE
        case never:
            assert_never(never)
