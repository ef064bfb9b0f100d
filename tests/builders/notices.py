"""Alerts and entries of the outbox with one word for what matters in a test."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from shared.domain.alert import Alert, AlertKind
from shared.domain.notices import Notice, NoticeKind
from shared.domain.observations import PlaceKey, StateKey, Version
from shared.domain.onboarding import AccountSummary
from shared.domain.outbox import Entry, Fate, News, OutboxEntry, Waiting, is_news
from shared.domain.recorder import START, RecorderCall, RecorderNews
from shared.domain.violation_keys import violation_shown_by
from tests.builders.observations import C, N, at, key

WINDOW = timedelta(seconds=10)


def opened(
    minutes: float = 0,
    resource: str = "bucket-1",
    *,
    of: StateKey | None = None,
    why: str = "",
    channel: str = "default",
) -> Alert:
    return _alert(AlertKind.OPENED, minutes, of or key(resource), N, why, channel)


def ended(
    minutes: float = 185,
    resource: str = "bucket-1",
    *,
    status: str = C,
    of: StateKey | None = None,
    why: str = "",
    began: float = 0,
    channel: str = "default",
) -> Alert:
    alert = _alert(AlertKind.RESOLVED, minutes, of or key(resource), status, why, channel)
    return replace(alert, period=_period(began))


def _alert(
    kind: AlertKind, minutes: float, of: StateKey, status: str, why: str, channel: str
) -> Alert:
    version = Version(at(minutes), at(minutes), f"event-{minutes}")
    return Alert(
        kind=kind,
        violation=violation_shown_by(of),
        period=_period(minutes),
        channel=channel,
        key=of,
        version=version,
        status=status,
        since=version.recorded,
        reason=why or None,
        route="all",
    )


def _period(minutes: float) -> int:
    return int(at(minutes).timestamp())


def summary(
    account: str = "222222222222", minutes: float = 0, run: str = "run-1"
) -> AccountSummary:
    return AccountSummary(
        account=account,
        run=run,
        regions=("eu-central-1", "eu-west-1"),
        results=10,
        compliant=6,
        non_compliant=3,
        rules=(("restricted-ssh", 2), ("encrypted-volumes", 1)),
        at=at(minutes),
    )


def entry[T: News](
    notice: T,
    due: datetime | None,
    *,
    fate: Fate = Fate.WAITING,
    attempts: int = 0,
    leased_until: datetime | None = None,
) -> OutboxEntry[T]:
    return OutboxEntry(notice, fate, due, attempts, leased_until)


def news(waiting: Iterable[OutboxEntry[Waiting]]) -> list[Entry]:
    """Return what is to be told, of what waits."""
    return [entry for entry in waiting if is_news(entry)]


def heard(
    kind: NoticeKind, minutes: float, of: StateKey, *, status: str = "", first: bool = False
) -> Notice:
    """Return what was heard of a state, `minutes` from the beginning of the story."""
    version = Version(at(minutes), at(minutes), f"event-{minutes}")
    said = status or (N if kind is NoticeKind.OPENED else C)
    return Notice(kind, of, version, said, version.recorded, first_result=first)


def began(minutes: float, of: StateKey, *, first: bool = False) -> Notice:
    return heard(NoticeKind.OPENED, minutes, of, first=first)


def went(minutes: float, of: StateKey) -> Notice:
    return heard(NoticeKind.RESOLVED, minutes, of)


def stopped(
    minutes: float = 0, account: str = "222222222222", region: str = "eu-central-1"
) -> RecorderNews:
    """Return the news that a recorder was stopped."""
    call = RecorderCall(at(minutes), "StopConfigurationRecorder", "arn:aws:iam::1:user/somebody")
    return RecorderNews(place=PlaceKey(account, region), call=call)


def records_again(minutes: float, since: RecorderNews) -> RecorderNews:
    """Return the news that it records again."""
    call = RecorderCall(at(minutes), START, since.call.by)
    return RecorderNews(place=since.place, call=call, stopped=since.call)


def woken_by_the_stream(kind: NoticeKind = NoticeKind.OPENED) -> dict[str, Any]:
    """Return the event of the outbox's stream for what was written at this moment."""
    written = int(datetime.now(UTC).timestamp())
    keys = {"pk": {"S": "V#state"}, "sk": {"S": f"version#{kind.value}"}}
    told = {"Keys": keys, "ApproximateCreationDateTime": written}
    return {"Records": [{"eventName": "INSERT", "dynamodb": told}]}
