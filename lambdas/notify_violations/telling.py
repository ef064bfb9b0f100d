"""What the metrics say of a run: what became of notices, and how soon violations were told."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from aws_lambda_powertools.metrics import MetricUnit

from shared import measuring
from shared.domain.alert import Alert, AlertKind
from shared.domain.catalogue import rule_info
from shared.domain.observations import FOUND_BY_COMPARING
from shared.domain.outbox import Entry, is_alert
from shared.domain.routing import Mode, Routing, told_how_soon
from shared.metric_names import EMITTED, TOLD_AFTER, metric_name
from shared.observability import metrics

_NAMES = EMITTED["notify-violations"]


def count(counts: Mapping[str, int]) -> None:
    """Count what happened in a run; notices told in any case, to show that there was a run."""
    named = {metric_name(name): value for name, value in counts.items()}
    measuring.count({name: value for name, value in named.items() if name in _NAMES})
    if not named["NoticesTold"]:
        metrics.add_metric(name="NoticesTold", unit=MetricUnit.Count, value=0)


def measure_told(routing: Routing, entries: Sequence[Entry], now: datetime) -> None:
    """Measure how long after a violation began it was told, where nobody wanted to wait for it."""
    alerts = (entry.notice for entry in entries if is_alert(entry))
    measuring.time(TOLD_AFTER, (now - a.since for a in alerts if _is_prompt(a, routing)))


def _is_prompt(alert: Alert, routing: Routing) -> bool:
    """Whether it is told as soon as can be: no summary, batch, mute or shadow keeps it back."""
    kept_back = alert.first_result or alert.out_of_shadow or alert.out_of_mute
    if alert.kind is not AlertKind.OPENED or kept_back:
        return False
    if alert.version.event_id.startswith(FOUND_BY_COMPARING):
        return False
    severity = rule_info(alert.key.rule_name).severity
    return told_how_soon(routing, alert.route, severity) is Mode.IMMEDIATE
