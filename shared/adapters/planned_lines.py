"""What the log says of what was heard, once it is planned who is told of it.

A violation shows in several states, and so it has several events: its name leads from each of them
to what is told.
"""

from collections.abc import Iterable
from typing import Any

from shared.adapters.dynamodb_items import key_members
from shared.adapters.notification_keys import life_pk
from shared.domain.life import Life
from shared.observability import logger
from shared.ports.planning import LifeStep


def log_plans(written: Iterable[LifeStep]) -> None:
    """Log, for each event, which violation it is of and how many alerts it has led to so far."""
    for step in written:
        for notice in step.notices:
            line = {
                "event_id": notice.version.event_id,
                "kind": notice.kind.value,
                "violation": life_pk(step.life.violation),
                "alerts": len(step.alerts),
                **_hushed(step.life),
                **key_members(notice.key),
            }
            logger.info("it is planned who is told", extra=line)


def _hushed(life: Life) -> dict[str, Any]:
    return {"nobody_because": life.hushed.because} if life.hushed else {}
