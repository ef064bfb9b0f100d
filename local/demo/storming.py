"""Telling the storm: how little the channel hears of it, and that all of it is recorded."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from local.demo.events import compliance_change
from local.demo.storm import MACHINES, METADATA, OTHERS, storm_of
from local.demo.story import DATA, NAMES
from local.demo.waiting import wait_for

if TYPE_CHECKING:
    from local.demo.narrator import Narrator
    from local.demo.world import World

RECORDED_SECONDS, TOLD_SECONDS = 90, 120
LISTING_PAUSE = 1.0  # a page for each hundred
ROLL_UP = "Held back"


@dataclass(kw_only=True)
class Storming:
    """A storm in an account, and what the channel and the API say of it."""

    world: World
    narrator: Narrator
    run: str
    names: set[str] = field(default_factory=set[str])
    began: float = 0.0

    def break_out(self) -> None:
        """Let everything go wrong at once."""
        storm, self.began = storm_of(self.run, datetime.now(UTC)), time.monotonic()
        self.names = {each.resource.name for each in storm}
        self.narrator.say(
            f"A storm: a template goes wrong in {NAMES[DATA]}. {MACHINES} machines violate one "
            f"rule, and {len(OTHERS)} other rules are violated, all at once ..."
        )
        self.world.publish([compliance_change(each) for each in storm])

    def tell(self) -> None:
        """See all of it recorded and little of it told; raises DemoError if that does not come."""
        count = len(self.names)
        wait_for(f"the {count} violations", self._all_are_listed, RECORDED_SECONDS, LISTING_PAUSE)
        seconds = time.monotonic() - self.began
        self.narrator.say(f"After {seconds:.0f} s GET /compliance/violations has all {count}.")
        look = partial(self.narrator.new_message, METADATA)
        wait_for("the message of the machines", look, TOLD_SECONDS)
        look = partial(self.narrator.new_message, ROLL_UP)
        wait_for("the roll-up of the storm", look, TOLD_SECONDS)
        self._what_was_heard(count)

    def _what_was_heard(self, count: int) -> None:
        [roll_up, *_] = self.narrator.new_messages(ROLL_UP)
        [machines, *answers] = [
            each for each in self.narrator.new_messages(METADATA) if each != roll_up
        ]
        others = self.narrator.new_messages(f"-{self.run}-")
        single = f"{len(others)} of one rule each, " if others else ""
        more = f" and {len(answers)} in its thread" if answers else ""
        self.narrator.say(
            f"Slack took {len(answers) + len(others) + 2} messages for {count} violations so far: "
            f"one for the machines{more}, {single}and one for what is held back; what comes after "
            "that waits for the next minute. The first and the last:"
        )
        self.narrator.show_now(machines)
        self.narrator.show_now(roll_up)

    def _all_are_listed(self) -> bool:
        path = f"/compliance/violations?account={DATA}&order=newest&limit=100"
        return self.names <= {each["resource_id"] for each in self.world.ask_all(path)}
