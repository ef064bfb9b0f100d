"""Where the violations are that a mute covers, as filters that lead to them by key."""

from dataclasses import replace

from shared.domain.filters import Filters
from shared.domain.mutes import Selector
from shared.domain.patterns import is_pattern
from shared.domain.status import Status


def violations_of(selector: Selector, within: Filters) -> Filters | None:
    """Return filters that admit all violations which a mute covers within others, and maybe more.

    None says that there can be none.
    """
    account = _narrower(selector.account, within.account)
    region = _narrower(selector.region, within.region)
    resource_type = _narrower(selector.resource_type, within.resource_type)
    if "" in {account, region, resource_type}:
        return None
    found = replace(
        within,
        account=account,
        region=region,
        resource_type=resource_type,
        status=Status.NON_COMPLIANT,
    )
    if found.chosen == ():
        return None
    return replace(
        found,
        rule_name=within.rule_name or _exact(selector.rule_name),
        resource_id=within.resource_id or _exact(selector.resource_id),
    )


def _narrower(one: str | None, other: str | None) -> str | None:
    """Return what both ask for: nothing (None), one thing, or what is not there (empty)."""
    if one is None or other is None:
        return one or other
    return one if one == other else ""


def _exact(name: str | None) -> str | None:
    return None if name is None or is_pattern(name) else name
