"""The last release is deployed and has data; the present one takes its place and loses nothing."""

import json
from dataclasses import dataclass

import pytest
from botocore.exceptions import ClientError

from tests.e2e.happenings import NON_COMPLIANT, Watched, unique
from tests.e2e.leaving import delete, kept, take_in
from tests.e2e.running import Running, eventually
from tests.e2e.upgrading import AGENT, Upgraded, present, previous
from tests.upgrades.recorded import MUTE, MUTED, OPEN

POISON = "what nobody could read"
THEN = {"start_date": "2026-11-20", "end_date": "2026-11-21"}  # when the last release wrote


def test_an_update_loses_nothing_and_what_a_deleted_stack_leaves_can_be_taken_in(
    running: Running,
) -> None:
    before = Upgraded(running.stack).deploy(previous())
    before.knows_a_secret()
    before.put_items()
    before.records(enabled=False)
    stored = store(before)
    stores = before.stores()
    now = before.deploy(present())
    assert stores.items() <= now.stores().items()
    stored.is_all_there(now)
    now.records(enabled=True)
    works(now, stored.waiting)

    left = kept(now.stores())
    waits = goes(now)
    take_in(now, left)
    again = now.deploy(present())
    assert left == kept(again.stores())
    stored.is_all_there(again)
    works(again, waits)
    delete(again, refusing=False)


@dataclass(frozen=True)
class Stored:
    """What is stored outside the tables: a letter, values of secrets, an event and its archive."""

    secrets: dict[str, str]
    archived: int
    waiting: Watched

    def is_all_there(self, now: Upgraded) -> None:
        """See that nothing is lost of this, nor of the tables."""
        assert now.lost() == []
        assert now.dead_letters() == [POISON]
        assert self.secrets == now.secrets()
        assert archived(now) >= self.archived


def store(before: Upgraded) -> Stored:
    """Let an event wait in the queue, beside a dead letter."""
    waiting = Watched(AGENT, unique("sg"))
    before.deliver(waiting.becomes(NON_COMPLIANT, 5))
    assert before.in_the_queue() == 1
    dead = before.stack.queues["config_events_dlq"]
    before.client("sqs").send_message(QueueUrl=dead, MessageBody=POISON)
    assert archived(before)
    return Stored(before.secrets(), archived(before), waiting)


def archived(now: Upgraded) -> int:
    """Return how many events the archive has."""
    client = now.client("events")
    [archive] = client.list_archives()["Archives"]
    return int(client.describe_archive(ArchiveName=archive["ArchiveName"])["EventCount"])


def works(now: Upgraded, waiting: Watched) -> None:
    """See what waited recorded, and what the last release wrote answered and in force."""
    eventually(lambda: now.state(waiting.resource_id), 30, "what waited in the queue")
    for resource in (OPEN, MUTED):
        state = now.state(resource)
        assert state is not None
        assert state["status"] == NON_COMPLIANT
    assert len(now.list_all("/events", resource_id=OPEN, **THEN)) == 2
    assert [mute["id"] for mute in now.list_all("/mutes")] == [MUTE]


def goes(now: Upgraded) -> Watched:
    """See the stack refuse to go, and its tables; let it go, and an event wait meanwhile."""
    with pytest.raises(ClientError, match="TerminationProtection is enabled"):
        delete(now, refusing=True)
    delete(now, refusing=False)
    with pytest.raises(ClientError, match="deletion protection"):
        now.client("dynamodb").delete_table(TableName=now.stack.tables["events"])
    waiting = Watched(AGENT, unique("sg"))
    event = json.dumps(waiting.becomes(NON_COMPLIANT, 5))
    queue = now.stack.queues["config_events"]
    now.client("sqs").send_message(QueueUrl=queue, MessageBody=event)
    return waiting
