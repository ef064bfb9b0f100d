"""Threads in memory; of those that change them at the same time, one after the other does."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from shared.domain.alert import Alert
from shared.domain.thread_keys import Member, ThreadGroup, ThreadKey, member_of
from shared.domain.threads import Thread, ended, following, joined


@dataclass
class InMemoryThreads:
    """Implements Threads."""

    kept: dict[ThreadKey, Thread] = field(default_factory=dict[ThreadKey, Thread])
    members: dict[Member, ThreadKey] = field(default_factory=dict[Member, ThreadKey])
    over: set[Member] = field(default_factory=set[Member])

    def get(self, key: ThreadKey) -> Thread | None:
        return self.kept.get(key)

    def of_alerts(self, alerts: Iterable[Alert]) -> Mapping[Alert, Thread]:
        known = [alert for alert in alerts if member_of(alert) in self.members]
        return {alert: self.kept[self.members[member_of(alert)]] for alert in known}

    def join(self, group: ThreadGroup, opened: Sequence[Alert], now: datetime) -> Thread:
        by_member = {member_of(alert): alert for alert in opened}
        new = [alert for member, alert in by_member.items() if member not in self.members]
        if new:
            thread = self._latest(group)
            if thread is None or not thread.is_open:
                thread = following(thread, group, new[0])
            self.kept[thread.key] = joined(thread, new, now)
            self.members |= {member_of(alert): thread.key for alert in new}
        return self.of_alerts(opened)[opened[-1]]

    def end(self, over: Sequence[Alert], now: datetime) -> Mapping[Alert, Thread]:
        by_key: dict[ThreadKey, list[Alert]] = {}
        for alert in over:
            member = member_of(alert)
            if member in self.members and member not in self.over:
                by_key.setdefault(self.members[member], []).append(alert)
                self.over.add(member)
        for key, alerts in by_key.items():
            self.kept[key] = ended(self.kept[key], alerts, now)
        return self.of_alerts(over)

    def change(self, key: ThreadKey, step: Callable[[Thread], Thread]) -> Thread | None:
        thread = self.kept.get(key)
        if thread is None:
            return None
        self.kept[key] = step(thread)
        return self.kept[key]

    def stale(self, until: datetime) -> Sequence[Thread]:
        due = [(thread.show_at, thread) for thread in self.kept.values() if thread.show_at]
        return [thread for at, thread in sorted(due, key=lambda each: each[0]) if at <= until]

    def _latest(self, group: ThreadGroup) -> Thread | None:
        threads = [thread for key, thread in self.kept.items() if key.group == group]
        return max(threads, key=lambda each: each.key.number, default=None)
