"""Telling the story: each act does something and waits until the product has answered it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from local.demo import story
from local.demo.events import Evaluation, compliance_change, deletion
from local.demo.narrator import Message, Narrator, received, report_address
from local.demo.past import invent_past
from local.demo.quiet import Quiet
from local.demo.storming import Storming
from local.demo.tables import summary_table, times_table
from local.demo.waiting import wait_for

if TYPE_CHECKING:
    from local.demo.world import World

type Told = tuple[Evaluation, float]  # what happened, and when its event was published

LATENCY_PAUSE_SECONDS = 0.02
# A channel that has had its messages of this minute is told in the next.
RECORDED_SECONDS, ALERT_SECONDS, POISON_SECONDS = 60, 90, 60


@dataclass(kw_only=True)
class Telling:
    """One telling: the world it happens in, and what was measured on the way, in seconds."""

    world: World
    narrator: Narrator
    fresh: bool  # nothing happened here before
    cast: story.Cast = field(default_factory=lambda: story.invent(datetime.now(UTC)))
    to_state: list[float] = field(default_factory=list)
    to_slack: list[float] = field(default_factory=list)
    to_resolved: list[float] = field(default_factory=list)
    first_of: dict[str, Message] = field(default_factory=dict)  # by rule

    def tell(self) -> None:
        """Play the whole story; raises DemoError when something does not arrive."""
        self.narrator.skip()
        opened = self.a_day_begins()
        self.one_by_one()
        self.slack_hears("the alert of", opened, self.to_slack)
        quiet = Quiet(world=self.world, narrator=self.narrator, group=self.cast.muted)
        storming = Storming(world=self.world, narrator=self.narrator, run=self.cast.run)
        fixed = self.fixes()
        quiet.begin()
        self.meanwhile()
        self.closes_itself(fixed)
        quiet.not_told_yet()
        quiet.wait()
        storming.break_out()
        quiet.end()
        storming.tell()
        self.how_long_it_took()

    def a_day_begins(self) -> list[Told]:
        """Every rule judges every resource for the first time, and some go wrong."""
        before, everything = 0 if self.fresh else self._total(), self.cast.everything
        opened = [self._publish_violation(each) for each in self.cast.violations]
        self.world.publish([compliance_change(each) for each in everything])
        resources = len({each.resource for each in everything})
        accounts = " and ".join(f"{name} ({number})" for number, name in story.NAMES.items())
        self.narrator.say(f"AWS Config judges {resources} resources of {accounts}.")
        self.narrator.say(
            "Meanwhile a bucket becomes public (its event comes three times), a port is opened, "
            "and six volumes are not encrypted ..."
        )
        wanted = before + len(everything)
        wait_for(f"{wanted} states", lambda: self._total() >= wanted, RECORDED_SECONDS)
        self.narrator.say(f"{len(everything)} first evaluations are recorded.")
        return opened

    def one_by_one(self) -> None:
        """One event is broken; others arrive singly, and each is looked up until it is seen."""
        self.world.publish([self.cast.poison])
        for each in self.cast.calm:
            changed = each.then("NOT_APPLICABLE", datetime.now(UTC))
            start = time.monotonic()
            self.world.publish([compliance_change(changed)])
            seen = partial(self._changed, each)
            wait_for(each.resource.name, seen, RECORDED_SECONDS, LATENCY_PAUSE_SECONDS)
            self.to_state.append(time.monotonic() - start)
        count = len(self.cast.calm)
        self.narrator.say(
            f"One event is broken. {count} more come one by one, and are seen through the API."
        )
        self.narrator.say("Slack hears of violations when the grouping window of 5 s is over:")

    def slack_hears(self, what: str, told: list[Told], seconds: list[float]) -> None:
        """Wait for the message of everything that was published, and show them all."""
        for each, published in told:
            message = self._heard(what, each)
            seconds.append(received(message) - published)
            self.first_of.setdefault(each.rule, message)
        self.narrator.show()

    def closes_itself(self, fixed: list[Told]) -> None:
        """See the ends told in their threads, and the bucket's first message become its end."""
        self.narrator.say(
            "The digest, and both ends, which are told in the threads of their alerts:"
        )
        first = self.first_of[story.PUBLIC_READ]
        self.slack_hears("the end of", fixed, self.to_resolved)
        edited = self.narrator.edited(first, "Resolved", ALERT_SECONDS)
        self.narrator.say("With that the bucket's message has closed itself. It says now:")
        self.narrator.show_now(edited)

    def fixes(self) -> list[Told]:
        """Somebody closes the bucket and deletes one of the volumes."""
        now, published = datetime.now(UTC), time.time()
        closed = compliance_change(self.cast.bucket.then(story.COMPLIANT, now))
        self.world.publish([closed, deletion(self.cast.volume.resource, now)])
        self.narrator.say("Somebody closes the bucket; a volume that nobody needs is deleted ...")
        return [(self.cast.bucket, published), (self.cast.volume, published)]

    def meanwhile(self) -> None:
        """How things stand, the digest of today (not of yesterday), and the broken event."""
        self.narrator.console.print(summary_table(self.world.ask("/compliance/summary")))
        today = datetime.now(UTC).date()
        if days := invent_past(self.world, today):
            self.narrator.say(f"The demo makes up how things stood on {days} days before.")
        self.world.invoke_digest(today.isoformat())
        self.report(wait_for("the digest", self.narrator.new_digest, ALERT_SECONDS))
        broken = partial(self.world.why_dead, self.cast.poison["id"])
        why = wait_for("the broken event", broken, POISON_SECONDS)
        self.narrator.say(f"The broken event held up nobody. It is a dead letter: {why}.")

    def report(self, digest: Message) -> None:
        """Follow the digest's link to its report, as anybody could who reads it."""
        path = self.world.fetch_report(report_address(digest))
        self.narrator.say(
            f"The digest of today leads to a report with charts. It lies in {path}, too: open it."
        )

    def how_long_it_took(self) -> None:
        """Show the times."""
        times = {
            "event to state seen through the API": self.to_state,
            "violation to Slack (5 s of grouping in it)": self.to_slack,
            "fix to Slack (3 s of waiting for a return)": self.to_resolved,
        }
        self.narrator.console.print(times_table(times))

    def _heard(self, what: str, each: Evaluation) -> Message:
        """Return the message of something, or of many of its kind; it names the first ones."""
        name = each.resource.name
        return wait_for(f"{what} {name}", partial(self.narrator.new_message, name), ALERT_SECONDS)

    def _total(self) -> int:
        return int(self.world.ask("/compliance/summary")["total"])

    def _changed(self, each: Evaluation) -> bool:
        items = self.world.ask(f"/compliance/states?resource_id={quote(each.resource.name)}")
        return any(item["status"] == "NOT_APPLICABLE" for item in items["items"])

    def _publish_violation(self, each: Evaluation) -> Told:
        event, published = compliance_change(each), time.time()
        self.world.publish([event] * 3 if each.rule == story.PUBLIC_READ else [event])
        return each, published
