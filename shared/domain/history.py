"""One item of history for each distinct thing heard."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from shared.domain.observations import (
    ApiCall,
    Closure,
    Evaluation,
    ItemChange,
    Origin,
    StateKey,
    Version,
)


class Closes(StrEnum):
    """How much a thing that happened closed."""

    STATE = "state"
    RESOURCE = "resource"
    RULE = "rule"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """What happened, as the event says it; members that do not apply are None.

    `closes` says how much it closed of what it names.
    """

    origin: Origin
    version: Version
    rule_name: str | None = None
    resource_type: str | None = None
    resource_id: str | None = None
    status: str | None = None
    previous_status: str | None = None
    annotation: str | None = None
    closes: Closes | None = None

    @property
    def time(self) -> datetime:
        """When the result was recorded, the item captured or the call made."""
        return self.version.recorded

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes it distinct: one event id can carry two findings, so the id alone does not."""
        return (
            self.origin.account,
            self.origin.region,
            self.origin.detail_type,
            self.rule_name or "",
            self.resource_type or "",
            self.resource_id or "",
            self.version.text,
        )


def history_of(heard: Evaluation | ItemChange | ApiCall | Closure) -> HistoryItem:
    """Return the item that remembers what was heard."""
    match heard:
        case Evaluation():
            return _of_evaluation(heard)
        case ItemChange(origin=origin, resource=resource):
            return HistoryItem(
                origin,
                heard.version,
                resource_type=resource.resource_type,
                resource_id=resource.resource_id,
                annotation=_item_summary(heard),
                closes=Closes.RESOURCE if heard.is_deletion else None,
            )
        case ApiCall(origin=origin):
            return HistoryItem(
                origin,
                heard.version,
                rule_name=heard.rule_name,
                annotation=f"{heard.event_name} by {heard.by or 'unknown'}",
                closes=Closes.RULE if heard.deleted_rule else None,
            )
        case Closure():
            return _of_closure(heard)
        case never:
            assert_never(never)


def _of_evaluation(heard: Evaluation) -> HistoryItem:
    key = heard.key
    return HistoryItem(
        heard.origin,
        heard.version,
        key.rule_name,
        key.resource_type,
        key.resource_id,
        heard.status,
        heard.old_status,
        heard.annotation,
    )


def _of_closure(heard: Closure) -> HistoryItem:
    if not isinstance(heard.scope, StateKey):
        return HistoryItem(
            heard.origin, heard.version, annotation=heard.reason, closes=Closes.PLACE
        )
    key = heard.scope
    return HistoryItem(
        heard.origin,
        heard.version,
        key.rule_name,
        key.resource_type,
        key.resource_id,
        annotation=heard.reason,
        closes=Closes.STATE,
    )


def _item_summary(heard: ItemChange) -> str:
    kind = f"{heard.change_type} ({heard.item_status})" if heard.change_type else heard.item_status
    return f"{kind}: {', '.join(heard.changed_paths)}" if heard.changed_paths else kind
