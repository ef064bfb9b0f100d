"""Find out of which violations there is still reason to remind, and settle the other reminders."""

from collections import defaultdict
from collections.abc import Sequence

from shared.domain.alert import Alert
from shared.domain.life import Life
from shared.domain.outbox import OutboxEntry
from shared.domain.threads import Thread
from shared.usecases.alert_desk import Desk, Tally


def settle_reminders(
    claimed: Sequence[OutboxEntry[Alert]], desk: Desk, tally: Tally
) -> Sequence[OutboxEntry[Alert]]:
    """Return the reminders of what is still open and nobody answers for; drop the others.

    That a mute is over is told whoever answers for it.
    """
    reminders = [entry.notice for entry in claimed]
    kept = desk.lives.kept({reminder.violation for reminder in reminders})
    threads = desk.threads.of_alerts(reminders) if desk.channel.threads else {}
    left: list[OutboxEntry[Alert]] = []
    dropped: dict[str, list[OutboxEntry[Alert]]] = defaultdict(list)
    for entry in claimed:
        reminder = entry.notice
        reason = _why_not(reminder, kept[reminder.violation].life, threads.get(reminder))
        (dropped[reason] if reason else left).append(entry)
    for reason, entries in dropped.items():
        desk.outbox.drop(entries, desk.clock.now(), reason)
        tally["notices_dropped"] += len(entries)
    return left


def _why_not(reminder: Alert, life: Life, thread: Thread | None) -> str | None:
    """Return why there is no reason to remind, None if there is."""
    if life.period != reminder.period or not life.is_open:
        return "it was over before anybody could be reminded"
    who = thread.acknowledged if thread and not reminder.out_of_mute else None
    return f"it was acknowledged by {who.name}" if who else None
