"""After a disorderly stream, states and rollups of an account equal what its history says."""

import json
import os
import random
import subprocess
import sys
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import batched
from typing import Any

import pytest

from local.aws import SECRET
from local.settings import ROOT
from shared.adapters import dynamodb_keys as keys
from shared.adapters.dynamodb_items import read_record, record_item
from shared.adapters.reconciled_messages import write_closing
from shared.domain.observations import RECONCILE, Closure, Origin, PlaceKey, StateKey, Version
from shared.domain.times import write_time
from tests.builders.events import envelope
from tests.e2e.happenings import COMPLIANT, NON_COMPLIANT, NOW, Watched, minutes_ago
from tests.e2e.running import Json, Running, eventually
from tools.targets import STACK

CHANGES = 8
RULES = ("rule-kept", "rule-deleted", "rule-forgotten")
RESOURCES = 12


@pytest.fixture
def account(running: Running) -> Iterator[str]:
    """An account of the test's own, which is gone from the registry afterwards."""
    number = f"9{uuid.uuid4().int % 10**11:011}"
    yield number
    send(running, [gone(PlaceKey(number, running.stack.region), ago=-1)])


def send(running: Running, bodies: Sequence[str]) -> None:
    """Put messages into the queue of all events."""
    client, url = running.client("sqs"), running.stack.queues["config_events"]
    for some in batched(bodies, 10, strict=False):
        entries = [{"Id": str(n), "MessageBody": body} for n, body in enumerate(some)]
        assert not client.send_message_batch(QueueUrl=url, Entries=entries).get("Failed")


def gone(scope: StateKey | PlaceKey, ago: float) -> str:
    origin = Origin("", RECONCILE, "", scope.account, scope.region)
    moment = minutes_ago(ago)
    return write_closing(Closure(origin, scope, Version(moment, moment), "it is gone"), "rule_gone")


def rule_is_deleted(account: str, rule: str, ago: float) -> Json:
    detail = {
        "eventName": "DeleteConfigRule",
        "eventSource": "config.amazonaws.com",
        "eventTime": write_time(minutes_ago(ago)),
        "awsRegion": "eu-central-1",
        "requestParameters": {"configRuleName": rule},
    }
    event = envelope("AWS API Call via CloudTrail", detail, account=account)
    return event | {"id": str(uuid.uuid4())}


def life(group: Watched, chance: random.Random) -> list[Json]:
    """Return changes of one resource under a rule; some do not say what it was before."""
    statuses = [COMPLIANT, NON_COMPLIANT]
    return [
        group.becomes(statuses[n % 2], CHANGES - n, chance.choice([statuses[(n + 1) % 2], None]))
        for n in range(CHANGES)
    ]


def stream(account: str, region: str, chance: random.Random) -> list[str]:
    """Return what happens, out of order and some of it twice."""
    groups = [Watched(account, f"sg-{n}", rule) for rule in RULES for n in range(RESOURCES)]
    events = [event for group in groups for event in life(group, chance)]
    events += [Watched(account, f"sg-{n}").is_deleted(3.5) for n in range(3)]
    events.append(rule_is_deleted(account, RULES[1], ago=0.5))
    bodies = [json.dumps(event) for event in events]
    of = [StateKey(account, region, RULES[2], groups[0].resource_type, f"sg-{n}") for n in (5, 6)]
    bodies += [gone(of[0], ago=0.5), gone(of[1], ago=4.5), gone(PlaceKey(account, region), ago=6.5)]
    bodies += chance.sample(bodies, len(bodies) // 5)
    chance.shuffle(bodies)
    return bodies


def rebuild(*arguments: str, **environment: str) -> tuple[int, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tools.rebuild", "--json", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr, done.stderr
    return done.returncode, json.loads(done.stdout)


def test_after_a_disorderly_stream_nothing_differs_and_what_is_altered_is_found(
    running: Running, account: str
) -> None:
    region, chance = running.stack.region, random.Random(2026)
    bodies = stream(account, region, chance)
    send(running, bodies)
    eventually(
        lambda: len(running.list_all("/events", account=account)) >= len(set(bodies)),
        120,
        "all of the history",
    )
    status, said = rebuild("--local", "--account", account)
    assert (status, said["differences"]) == (0, [])
    assert said["states"]["equal"] == len(RULES) * RESOURCES
    open_states = running.list_all("/compliance/states", account=account)
    assert {state["rule_name"] for state in open_states} == {RULES[0], RULES[2]}
    alter_a_state(running, account, region)
    status, said = rebuild(
        "--stack",
        STACK,
        "--account",
        account,
        AWS_ENDPOINT_URL=running.stack.endpoint,
        AWS_REGION=region,
        AWS_ACCESS_KEY_ID=running.stack.master_account,
        AWS_SECRET_ACCESS_KEY=SECRET,
    )
    assert status == 1
    [found] = said["differences"]
    assert (found["kind"], found["stored"]["annotation"]) == ("different", "altered")


def alter_a_state(running: Running, account: str, region: str) -> None:
    """Change a state in the way that no event does."""
    of = StateKey(account, region, RULES[0], "AWS::EC2::SecurityGroup", "sg-9")
    client, table = running.client("dynamodb"), running.stack.tables["config_compliance"]
    at = {"pk": {"S": keys.account_pk(account, region)}, "sk": {"S": keys.state_sk(of)}}
    stored = read_record(client.get_item(TableName=table, Key=at)["Item"])
    altered = record_item(replace(stored, annotation="altered"), NOW, timedelta(days=1))
    client.put_item(TableName=table, Item=altered)
