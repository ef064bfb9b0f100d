"""An office that hears first results as minutes pass."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from shared.domain.notices import Notice, NoticeKind
from shared.domain.observations import StateKey, Version
from shared.domain.rollups import RollupKey
from shared.domain.routing import Routing
from tests.builders.observations import N
from tests.builders.office import EVERYTHING, POLICY, Office

MINUTE = timedelta(minutes=1)
QUIET = replace(POLICY, first_results_window=10 * MINUTE, few_first_results=5)


class Start:
    """Tells the same at each minute: when what was posted, in minutes from the start."""

    def __init__(self, routing: Routing = EVERYTHING) -> None:
        self.office = Office(QUIET, routing)
        self.began = self.office.clock.now()

    def known(self, of: StateKey, minutes: float) -> None:
        """Let the rule have given its first result there so many minutes after the start."""
        kind = RollupKey(of.account, of.region, of.rule_name, of.resource_type)
        since = self.began + minutes * MINUTE
        self.office.rules.since[kind] = min(self.office.rules.since.get(kind, since), since)

    def hear(self, of: StateKey, *, first: bool = True) -> Notice:
        """Let a violation be heard of now, which is a first result or follows a known one."""
        now = self.office.clock.now()
        self.known(of, (now - self.began) / MINUTE)
        version = Version(now, now, f"{of.resource_id} {now}")
        notice = Notice(NoticeKind.OPENED, of, version, N, now, first_result=first)
        self.office.hear(notice)
        return notice

    def pass_by(self, minutes: int, heard: Mapping[int, Sequence[StateKey]] | None = None) -> None:
        """Let time pass, in which first results are heard at minutes from the start."""
        clock, until = self.office.clock, self.office.clock.now() + minutes * MINUTE
        while clock.time < until:
            for of in (heard or {}).get(int((clock.time - self.began) / MINUTE), ()):
                self.hear(of)
            following = clock.time + MINUTE
            self.office.run(50)
            clock.time = max(clock.time, following)

    @property
    def told(self) -> list[tuple[int, str, int]]:
        """What was posted: in which minute, its kind, and of how many violations."""
        minutes = [int((time - self.began) / MINUTE) for time in self.office.channel.times]
        texts = [text.split() for text in self.office.channel.taken]
        return [(at, kind, len(names)) for at, (kind, *names) in zip(minutes, texts, strict=True)]
