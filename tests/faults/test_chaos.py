"""The long form: the real stacks, thousands of events, and a DynamoDB that is out meanwhile.

`make chaos` runs it, on a local AWS that has nothing else to do.
"""

import json
import os
import random
import threading
from itertools import batched

import pytest

from shared.adapters.dynamodb_actions import Tables
from tests.builders.tables import TABLES, everything
from tests.e2e.running import Running, eventually
from tests.faults.stored import Stored
from tests.faults.stream import Story, invent

pytestmark = pytest.mark.skipif("CHAOS" not in os.environ, reason="long: make chaos runs it")

OUTAGE_SECONDS = 30


@pytest.fixture
def deployed(running: Running) -> Stored:
    tables = Tables(
        **running.stack.tables,
        retention=TABLES.retention,
        grouping_window=TABLES.grouping_window,
    )
    return Stored(running.client("dynamodb"), tables)


def deliver(running: Running, story: Story, chance: random.Random) -> None:
    for part in batched(story.arriving(chance, repeated=0.2), 500, strict=False):
        running.deliver(*map(json.loads, part))


def test_ten_thousand_events_and_an_outage_in_the_middle_end_as_the_story_does(
    running: Running, deployed: Stored
) -> None:
    assert not everything(deployed.client, deployed.tables.events), "the local AWS is not a new one"
    chance = random.Random(2026)
    accounts = tuple(running.stack.agent_accounts)
    story = invent(chance, events=10_000, keys=1_000, accounts=accounts)
    outage = threading.Timer(20, running.lets_be_out, ("dynamodb", OUTAGE_SECONDS))
    outage.start()
    deliver(running, story, chance)
    outage.join()
    eventually(lambda: not running.in_the_queue(), 900, "an empty queue", every=2)
    deployed.assert_tells(story)
    assert not running.dead_letters()
