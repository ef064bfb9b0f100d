"""Batches from a queue are as large as the mapping says, and no message is lost on the way.

Stands for: a mapping with a batching window gathers up to BatchSize messages, more than 10 too,
until the batch is full or the window (seconds) is over; Lambda starts with few concurrent batches.
MiniStack takes 10 at most, at once, and starts all the workers that MaximumConcurrency allows, as
many as that: on a machine with two cores they only hinder each other. Different from AWS on
purpose: a message that finds nothing in flight does not wait for the window, since a person does.

SQS also never loses a message that it took. MiniStack's EventBridge adds messages without the lock
under which others replace the list.
"""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING, Any

from ministack.core.concurrency import esm_wake
from ministack.core.responses import get_account_id, get_region
from ministack.services import eventbridge, lambda_svc, sqs

if TYPE_CHECKING:
    from local.emulator.calls import Properties

FEWEST = 2


def install() -> None:
    """Replace how mappings receive, how many batches they have in flight, and how events arrive."""
    concurrency, dispatch = lambda_svc._sqs_esm_concurrency, eventbridge._dispatch_to_sqs
    most = max(FEWEST, os.cpu_count() or FEWEST)

    def concurrency_of_this_machine(*mapping: Any) -> int:
        return min(int(concurrency(*mapping)), most)

    def dispatch_under_lock(*event: Any) -> None:
        with sqs._queues_lock:
            dispatch(*event)

    lambda_svc._sqs_esm_concurrency = concurrency_of_this_machine
    eventbridge._dispatch_to_sqs = dispatch_under_lock
    sqs._receive_messages_for_esm = Gathering().receive


class Gathering:
    """Since when each queue has had messages that wait for their batch to fill."""

    def __init__(self) -> None:
        self.since: dict[str, float] = {}

    def receive(self, queue_url: str, batch_size: int) -> list[Properties]:
        """Receive a batch, or nothing yet."""
        with sqs._queues_lock:
            queue = sqs._get_q(queue_url)
            sqs._expire_retained(queue)
            sqs._dlq_sweep(queue)
            now = time.time()
            waiting = sum(message["visible_at"] <= now for message in queue["messages"])
            if waiting < batch_size and self._goes_on(queue_url, queue, waiting):
                return []
            self.since.pop(queue_url, None)
            visibility = int(queue["attributes"].get("VisibilityTimeout", "30"))
            received: list[Properties] = sqs._collect_msgs(queue, batch_size, visibility)
            return received

    def _goes_on(self, queue_url: str, queue: Properties, waiting: int) -> bool:
        window, busy = _mapping(queue["attributes"]["QueueArn"])
        if not waiting or not busy:
            return False
        left = self.since.setdefault(queue_url, time.monotonic()) + window - time.monotonic()
        if left > 0:
            _wake_after(left)
        return left > 0


def _mapping(queue_arn: str) -> tuple[float, bool]:
    """Return a queue's batching window in seconds, and whether a batch of it is in flight."""
    for account, region, mapping in lambda_svc._iter_all_esms():
        if (account, region) == (get_account_id(), get_region()) and (
            mapping["EventSourceArn"] == queue_arn
        ):
            in_flight = lambda_svc._esm_inflight.get(mapping["UUID"], 0) > 0
            return float(mapping.get("MaximumBatchingWindowInSeconds") or 0), in_flight
    return 0.0, False


def _wake_after(seconds: float) -> None:
    timer = threading.Timer(seconds, esm_wake.set)
    timer.daemon = True
    timer.start()
