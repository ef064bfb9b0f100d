# ruff: noqa: SLF001 - the emulator has no public extension points
import threading
import time

import pytest
from ministack.services import lambda_svc

from local.emulator import stream_polling

STREAM = "arn:aws:dynamodb:eu-central-1:111111111111:table/t/stream/1"
QUEUE = "arn:aws:sqs:eu-central-1:111111111111:q"


def test_a_slow_function_of_a_stream_holds_up_neither_queues_nor_other_streams(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sources = {"slow": STREAM, "quick": STREAM, "queue": QUEUE}
    mappings = [("1", "r", {"UUID": n, "EventSourceArn": arn}) for n, arn in sources.items()]
    polled: dict[str, int] = {}
    release = threading.Event()

    def poll_streams() -> bool:
        [(_account, _region, mapping)] = lambda_svc._iter_all_esms()
        polled[mapping["UUID"]] = polled.get(mapping["UUID"], 0) + 1
        if mapping["UUID"] == "slow":
            release.wait(5)
        return False

    monkeypatch.setattr(lambda_svc, "_iter_all_esms", lambda: iter(mappings))
    monkeypatch.setattr(lambda_svc, "_poll_dynamodb_streams", poll_streams)
    monkeypatch.setattr(stream_polling, "POLL_SECONDS", 0.01)
    stream_polling.install()
    assert len(list(lambda_svc._iter_all_esms())) == 3
    assert lambda_svc._poll_dynamodb_streams() is False
    deadline = time.monotonic() + 5
    while polled.get("quick", 0) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    release.set()
    assert polled["quick"] >= 3
    assert polled["slow"] == 1
    assert "queue" not in polled
    mappings.clear()  # ends the threads
