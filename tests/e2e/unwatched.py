"""An account that nobody watches by events: only AWS Config's aggregator tells of it.

It belongs to one test, so that what is closed or failed there touches no other.
"""

import fcntl
import json
import random
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from local.settings import STATE
from shared.adapters.reconciled_messages import write_closing
from shared.domain.differences import place_closing
from shared.domain.observations import Closure, PlaceKey
from tests.e2e.happenings import Watched
from tests.e2e.running import Json, Running, eventually


@dataclass(frozen=True)
class Unwatched:
    """The account, as the local AWS lets things happen in it."""

    running: Running
    account: str

    def resource(self, name: str, rule: str = "restricted-ssh") -> Watched:
        """Return a resource of the account."""
        return Watched(self.account, name, rule)

    def happens(self, *events: Json) -> None:
        """Let things happen whose events are lost."""
        _post(f"{self.running.stack.events_url}?deliver=no", events)

    def changes(self, *said: Json) -> None:
        """Let AWS Config know something that no event tells of."""
        url = self.running.stack.events_url
        _post(url.removesuffix("aws-events") + "aws-config", said)

    def reconcile(self) -> Json:
        """Compare the account until it is compared, and return the report."""
        request = {"force": True, "accounts": [self.account]}
        while True:
            answer: Json = self.running.invoke("reconcile", request)
            if answer["finished"]:
                return dict(answer["report"])

    def states(self) -> dict[str, str]:
        """Return the open states, by resource."""
        listed = self.running.list_all("/compliance/states", account=self.account)
        return {state["resource_id"]: state["status"] for state in listed}

    def is_closed(self) -> None:
        """Let all of the account be closed, as a run does that finds it gone."""
        place = PlaceKey(self.account, self.running.stack.region)
        gone = place_closing(place, "its test is over", datetime.now(UTC)).says
        assert isinstance(gone, Closure)
        self.running.client("sqs").send_message(
            QueueUrl=self.running.stack.queues["config_events"],
            MessageBody=write_closing(gone, "account_gone"),
        )
        eventually(lambda: not self.states(), 30, "the account without states")

    def place(self) -> dict[str, str]:
        """Return what names the account's region."""
        return {"account": self.account, "region": self.running.stack.region}


@contextmanager
def unwatched(running: Running) -> Iterator[Unwatched]:
    """Yield an account that is added to the aggregator meanwhile."""
    account = f"4444{random.randrange(10**8):08}"
    config = running.client("config")
    [aggregator] = config.describe_configuration_aggregators()["ConfigurationAggregators"]
    made = Unwatched(running, account)
    _aggregate(config, aggregator, {account}, set())
    yield made
    _aggregate(config, aggregator, set(), {account})
    made.changes({"forget": {"account": account}})
    made.is_closed()


def _aggregate(config: Any, aggregator: Any, added: set[str], left_out: set[str]) -> None:
    """Change whom the aggregator knows; one test at a time, since what is put is the whole list."""
    with (STATE / "aggregator.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _put_aggregator(config, aggregator["ConfigurationAggregatorName"], added, left_out)


def _put_aggregator(config: Any, name: str, added: set[str], left_out: set[str]) -> None:
    [now] = config.describe_configuration_aggregators(ConfigurationAggregatorNames=[name])[
        "ConfigurationAggregators"
    ]
    [source] = now["AccountAggregationSources"]
    accounts = sorted({*source["AccountIds"], *added} - left_out)
    config.put_configuration_aggregator(
        ConfigurationAggregatorName=name,
        AccountAggregationSources=[{**source, "AccountIds": accounts}],
    )


def _post(url: str, said: Any) -> None:
    headers = {"content-type": "application/json"}
    body = json.dumps(said).encode()
    request = urllib.request.Request(url, body, headers, method="POST")
    with urllib.request.urlopen(request, timeout=60) as response:
        assert response.status == 200
