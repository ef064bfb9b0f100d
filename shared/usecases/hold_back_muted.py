"""Hold back what was planned before it was muted. That something is over is told all the same."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from shared.domain.alert import Alert, AlertKind
from shared.domain.life import Hush, Life
from shared.domain.lives import due
from shared.domain.mutes import Mute
from shared.domain.muting import MUTED, ActiveMutes
from shared.domain.outbox import OutboxEntry
from shared.domain.sightings import ViolationKey
from shared.ports.planning import KeptLife, LifeStep
from shared.usecases.alert_desk import Desk, Tally
from shared.usecases.judge_mutes import mute_of, shown_by, tags_for_mutes

type Alerts = Sequence[OutboxEntry[Alert]]


def hold_back_muted(claimed: Alerts, desk: Desk, tally: Tally) -> Alerts:
    """Return what is not muted now. What is is told by whoever finds that the mute is over.

    A beginning that is held back is dropped together with hushing the violation, so that either
    both are done or it is looked at again.

    Raises:
        StoreUnavailableError: it cannot be read or written; what was claimed is told once its
            lease is over, if it is not muted then.

    """
    now = desk.clock.now()
    mutes = ActiveMutes(desk.muting.mutes.active(now), now)
    quiet = [entry for entry in claimed if entry.notice.kind is not AlertKind.RESOLVED]
    if not (mutes.mutes and quiet):
        return claimed
    kept = desk.lives.kept({entry.notice.violation for entry in quiet})
    muted = _muted(kept, mutes, desk)
    openings: list[OutboxEntry[Alert]] = []
    others: list[OutboxEntry[Alert]] = []
    for entry in quiet:
        if entry.notice.violation in muted:
            begins = _begins(entry.notice, kept[entry.notice.violation].life)
            (openings if begins else others).append(entry)
    if others:
        desk.outbox.drop(others, now, MUTED)
    tally["notices_dropped"] += len(others) + _hush(openings, kept, muted, desk)
    held = {entry.notice for entry in (*openings, *others)}
    return [entry for entry in claimed if entry.notice not in held]


def _muted(
    kept: Mapping[ViolationKey, KeptLife], mutes: ActiveMutes, desk: Desk
) -> Mapping[ViolationKey, Mute]:
    lives = [each.life for each in kept.values()]
    tags = tags_for_mutes(lives, mutes, desk.muting.tags)
    found = {life.violation: mute_of(shown_by(life), mutes, tags) for life in lives}
    return {violation: mute for violation, mute in found.items() if mute is not None}


def _begins(alert: Alert, life: Life) -> bool:
    """Whether it tells that the present period began: otherwise that is over, or was told."""
    return alert.kind is AlertKind.OPENED and life.lasts and life.period == alert.period


def _hush(
    entries: Alerts,
    kept: Mapping[ViolationKey, KeptLife],
    muted: Mapping[ViolationKey, Mute],
    desk: Desk,
) -> int:
    """Drop beginnings and hush what began; return how many."""
    if not entries:
        return 0
    steps = [
        _step(entry, kept[entry.notice.violation], muted[entry.notice.violation], desk)
        for entry in entries
    ]
    written = desk.lives.keep(steps, desk.clock.now())
    refused = [entry for entry, done in zip(entries, written, strict=True) if not done]
    if refused:
        desk.outbox.give_back(refused)
    return len(entries) - len(refused)


def _step(entry: OutboxEntry[Alert], kept: KeptLife, mute: Mute, desk: Desk) -> LifeStep:
    told = tuple(target for target in kept.life.told if target.channel != entry.notice.channel)
    life = replace(kept.life, told=told, hushed=Hush(MUTED, mute=mute.id, by_sightings=True))
    return LifeStep(
        kept=kept,
        life=life,
        due=due(life, desk.policy.flap_window),
        dropped=(entry,),
        because=MUTED,
    )
