"""Summaries of accounts as items of the outbox: due at once, and one of each account and run."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.adapters import dynamodb_keys as keys
from shared.adapters import notification_keys
from shared.adapters.dynamodb_items import Item, marshal, number, text
from shared.domain.onboarding import AccountSummary
from shared.domain.times import read_time, sortable

ONBOARDED = "onboarded"  # `kind` of these items
# An item holds 400 KB (DynamoDB developer guide, constraints), a region has up to 1,000 rules.
_RULES = 100


def summary_item(summary: AccountSummary, now: datetime) -> Item:
    """Return a summary as an item; of its rules those with the most violations."""
    kept = summary.first_rules(_RULES)
    return {
        **summary_key(kept),
        **marshal(
            kind=ONBOARDED,
            account=kept.account,
            run=kept.run,
            regions=kept.regions,
            results=kept.results,
            compliant=kept.compliant,
            non_compliant=kept.non_compliant,
            rules=json.dumps(kept.rules),
            more_rules=kept.more_rules,
            at=sortable(kept.at),
            created_at=sortable(now),
            due_pk=notification_keys.DUE,
            due_at=sortable(now),
            attempts=0,
        ),
    }


def summary_key(summary: AccountSummary) -> Item:
    """Return the key of a summary's item."""
    return marshal(pk=f"F#{keys.part(summary.account)}", sk=keys.part(summary.run))


def read_summary(item: Mapping[str, Any]) -> AccountSummary:
    """Return the summary that an item holds."""
    return AccountSummary(
        account=text(item, "account"),
        run=text(item, "run"),
        regions=tuple(region["S"] for region in item["regions"]["L"]),
        results=number(item, "results"),
        compliant=number(item, "compliant"),
        non_compliant=number(item, "non_compliant"),
        rules=tuple((str(rule), int(count)) for rule, count in json.loads(text(item, "rules"))),
        at=read_time(text(item, "at")),
        more_rules=number(item, "more_rules"),
    )
