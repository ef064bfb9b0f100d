"""Each event source mapping of a DynamoDB stream is polled on a thread of its own.

Stands for: AWS polls every source independently, and has one batch of a shard in flight. In
MiniStack one thread polls all sources and runs the functions of streams, so that a function that
takes its time would hold back every queue.
"""

import logging
import threading
import time
from collections.abc import Iterator
from typing import Any

from ministack.services import lambda_svc

log = logging.getLogger("local.stream_polling")

POLL_SECONDS = 0.1  # AWS polls a shard four times a second; here a person waits for it
_this_thread = threading.local()


def install() -> None:
    """Take streams away from the emulator's poller, and give each mapping a thread of its own."""
    all_mappings, poll_streams = lambda_svc._iter_all_esms, lambda_svc._poll_dynamodb_streams

    def mappings_of_this_thread() -> Iterator[tuple[str, str, dict[str, Any]]]:
        wanted = getattr(_this_thread, "mapping", None)
        return (found for found in all_mappings() if wanted in (None, found[2]["UUID"]))

    lambda_svc._iter_all_esms = mappings_of_this_thread
    lambda_svc._poll_dynamodb_streams = lambda: False

    def poll_for_ever(mapping: str) -> None:
        _this_thread.mapping = mapping
        while mapping in _streams(all_mappings()):
            if not _polled(poll_streams):
                time.sleep(POLL_SECONDS)

    threading.Thread(
        target=_start_pollers, args=(all_mappings, poll_for_ever), daemon=True, name="streams"
    ).start()


def _start_pollers(all_mappings: Any, poll_for_ever: Any) -> None:
    started: set[str] = set()
    while True:
        for mapping in _streams(all_mappings()) - started:
            threading.Thread(
                target=poll_for_ever, args=(mapping,), daemon=True, name=f"stream-{mapping}"
            ).start()
            started.add(mapping)
        time.sleep(POLL_SECONDS)


def _streams(mappings: Iterator[tuple[str, str, dict[str, Any]]]) -> set[str]:
    return {
        mapping["UUID"]
        for _account, _region, mapping in mappings
        if ":dynamodb:" in mapping.get("EventSourceArn", "")
    }


def _polled(poll_streams: Any) -> bool:
    try:
        return bool(poll_streams())
    except Exception:  # the poller must outlive whatever one poll raises, as the emulator's does
        log.exception("polling a stream")
        return False
