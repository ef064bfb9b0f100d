"""A mute that is over soon: what it covers is recorded and not told, and told once at its end."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from local.demo import story
from local.demo.events import Evaluation, compliance_change
from local.demo.narrator import received
from local.demo.waiting import wait_for
from local.demo.world import DemoError

if TYPE_CHECKING:
    from local.demo.narrator import Message, Narrator
    from local.demo.world import World

# A person mutes for a day or more. The API takes any end that is not over yet.
MUTED_FOR = timedelta(seconds=15)
RECORDED_SECONDS, TOLD_SECONDS = 60, 120
NEVER = datetime.min.replace(tzinfo=UTC)
REASON = "The migration of this network ends in a moment."


@dataclass(kw_only=True)
class Quiet:
    """One resource that is muted, and until when."""

    world: World
    narrator: Narrator
    group: Evaluation
    ends: datetime = NEVER

    def begin(self) -> None:
        """Mute the resource, let it violate its rule, and see how the API marks it."""
        now = datetime.now(UTC)
        self.ends, resource = now + MUTED_FOR, self.group.resource
        self.world.mute(
            {
                "account": resource.account,
                "resource_id": resource.name,
                "owner": "ada",
                "reason": REASON,
                "until": self.ends.isoformat(timespec="milliseconds"),
            }
        )
        self.world.publish([compliance_change(self.group.then(story.NON_COMPLIANT, now))])
        what = f"the violation of {resource.name}, marked as muted,"
        violation = wait_for(what, self._muted, RECORDED_SECONDS)
        self.narrator.say(
            f"Ada mutes a security group for {MUTED_FOR.seconds} s (POST /mutes), and a port of it "
            f"is opened. The API has the violation, muted until {violation['muted_until']}; "
            f"nobody is told: {violation['channel_because']}."
        )

    def not_told_yet(self) -> None:
        """Say that nobody was told of it, while it is muted; raises DemoError if somebody was."""
        told = self._told()
        if told and received(told[0]) < self.ends.timestamp():
            raise DemoError(f"{self.group.resource.name} was told although it is muted")
        left = (self.ends - datetime.now(UTC)).total_seconds()
        state = f"ends in {left:.0f} s" if left > 0 else "has just ended"
        self.narrator.say(f"No alert names the muted group (the digest does). Its mute {state}.")

    def wait(self) -> None:
        """Wait for the end of the mute."""
        time.sleep(max(0.0, (self.ends - datetime.now(UTC)).total_seconds()))

    def end(self) -> None:
        """See it told, once, after the mute is over; raises DemoError if it is not so."""
        name = self.group.resource.name
        look = partial(self.narrator.new_message, name)
        told = wait_for(f"what was muted, {name},", look, TOLD_SECONDS)
        late = received(told) - self.ends.timestamp()
        if late < 0 or len(self._told()) != 1:
            raise DemoError(f"{name} was not told once, after its mute")
        self.narrator.say(
            f"The mute is over and the port is open still: told once, {late:.1f} s after the end:"
        )
        self.narrator.show_posted(told)

    def _muted(self) -> dict[str, Any] | None:
        """Return the violation once it is marked as muted, and kept that this is why."""
        resource = self.group.resource
        path = (
            f"/compliance/violations?account={resource.account}&rule_name={self.group.rule}"
            f"&resource_type={quote(resource.kind)}&order=newest"
        )
        items = self.world.ask(path)["items"]
        found = next((each for each in items if each["resource_id"] == resource.name), None)
        decided = found and found["muted"] and "muted" in found["channel_because"]
        return found if decided else None

    def _told(self) -> list[Message]:
        return self.narrator.new_messages(self.group.resource.name)
