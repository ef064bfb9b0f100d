"""A queue as SQS is one: batches in any order, what fails comes again, what fails for long is dead.

Several threads are several instances of the function.
"""

import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from shared.adapters.eventbridge_observations import read_observation
from shared.domain.observations import MalformedEventError
from shared.ports.recording import ComplianceStore
from shared.usecases.record_batch import Message, record_batch
from tests.faults.breaking import Killed

type Record = dict[str, Any]
# What a batch is given to; it returns the ids of the messages that come again.
type Handle = Callable[[list[Record]], set[str]]

BATCH = 20
MOST_RECEIVES = 200


@dataclass
class Queue:
    """What waits, and what was given up."""

    waiting: deque[Record]
    dead: list[Record] = field(default_factory=list)
    killed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(cls, bodies: Iterable[str]) -> "Queue":
        """Return a queue that holds these messages."""
        return cls(deque(_message(number, body) for number, body in enumerate(bodies)))

    def drain(self, handle: Handle, instances: int = 1) -> None:
        """Deliver until nothing waits."""
        with ThreadPoolExecutor(instances) as pool:
            for done in [pool.submit(self._work, handle) for _ in range(instances)]:
                done.result()

    def _work(self, handle: Handle) -> None:
        while batch := self._receive():
            try:
                failed = handle(batch)
            except Killed:
                failed = {message["messageId"] for message in batch}
                self.killed += 1
            self._give_back([message for message in batch if message["messageId"] in failed])

    def _receive(self) -> list[Record]:
        with self.lock:
            batch = [self.waiting.popleft() for _ in range(min(BATCH, len(self.waiting)))]
        for message in batch:
            received = int(message["attributes"]["ApproximateReceiveCount"]) + 1
            message["attributes"]["ApproximateReceiveCount"] = str(received)
        return batch

    def _give_back(self, failed: list[Record]) -> None:
        with self.lock:
            for message in failed:
                received = int(message["attributes"]["ApproximateReceiveCount"])
                (self.waiting if received < MOST_RECEIVES else self.dead).append(message)


def recording(store: ComplianceStore) -> Handle:
    """Return what the function does with a batch, beside logs and metrics."""

    def handle(batch: list[Record]) -> set[str]:
        failed, understood = set[str](), list[Message]()
        for record in batch:
            try:
                understood.append(Message(record["messageId"], read_observation(record["body"])))
            except MalformedEventError:
                failed.add(record["messageId"])
        report = record_batch(understood, store, datetime.now(UTC), _pause)
        return failed | set(report.failed)

    return handle


def _pause(attempt: int) -> None:
    time.sleep(random.uniform(0, 0.002 * 2 ** min(attempt, 6)))


def _message(number: int, body: str) -> Record:
    return {
        "messageId": f"m-{number}",
        "receiptHandle": f"r-{number}",
        "body": body,
        "attributes": {"ApproximateReceiveCount": "0"},
    }
