"""Telling the storm: how little the channel hears of it, and that all of it is recorded."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from local.demo.events import compliance_change
from local.demo.narrator import as_posted
from local.demo.storm import MACHINES, METADATA, OTHERS, break_out
from local.demo.story import DATA, NAMES
from local.demo.waiting import wait_for

if TYPE_CHECKING:
    from local.demo.narrator import Message, Narrator
    from local.demo.world import World

RECORDED_SECONDS, TOLD_SECONDS = 90, 120
ROLL_UP = "Held back"


@dataclass(kw_only=True)
class Storming:
    """A storm in an account, and what the channel and the API say of it."""

    world: World
    narrator: Narrator
    run: str

    def tell(self) -> None:
        """Let it break out and see it through; raises DemoError when something does not arrive."""
        storm, began = break_out(self.run, datetime.now(UTC)), time.monotonic()
        self.world.publish([compliance_change(each) for each in storm.everything])
        count = len(storm.everything)
        self.narrator.say(
            f"A storm: a template goes wrong in {NAMES[DATA]}. {MACHINES} machines violate one "
            f"rule, and {len(OTHERS)} other rules are violated, all at once ..."
        )
        names = {each.resource.name for each in storm.everything}
        wait_for(f"{count} violations", lambda: self._listed(names) == count, RECORDED_SECONDS, 1)
        self.narrator.say(
            f"All {count} are in GET /compliance/violations after {time.monotonic() - began:.1f} s."
        )
        first = partial(self.narrator.new_message, METADATA)
        wait_for("the message of the machines", first, TOLD_SECONDS)
        wait_for(
            "the roll-up of the storm", partial(self.narrator.new_message, ROLL_UP), TOLD_SECONDS
        )
        self._what_was_heard(count)

    def _what_was_heard(self, count: int) -> None:
        shown: Counter[str] = Counter()

        def is_one_of_many(message: Message) -> bool:
            said = str(as_posted(message))
            kind = ROLL_UP if ROLL_UP in said else METADATA if METADATA in said else "other"
            shown[kind] += 1
            return shown[kind] > 1 or kind == "other"

        messages = self.narrator.show(is_one_of_many)
        self.narrator.say(
            f"Slack took {messages} messages for {count} violations: two of them are above, "
            f"{shown['other']} are of one rule each."
        )

    def _listed(self, names: set[str]) -> int:
        path = f"/compliance/violations?account={DATA}&order=newest&limit=100"
        return len(names & {each["resource_id"] for each in self.world.ask_all(path)})
