"""What is known of a recorder, as the text that an item keeps: always the same for the same."""

import json
from typing import Any

from shared.domain.recorder import Recorder, RecorderCall
from shared.domain.times import read_time, sortable


def write_recorder(recorder: Recorder) -> str:
    """Return the text of what is known."""
    started = _call(recorder.started) if recorder.started else None
    said = {"started": started, "stops": [_call(stop) for stop in recorder.stops]}
    return json.dumps(said, separators=(",", ":"), sort_keys=True)


def read_recorder(text: str) -> Recorder:
    """Return what a text says."""
    said = json.loads(text)
    started = read_call(said["started"]) if said["started"] else None
    return Recorder(started, tuple(read_call(stop) for stop in said["stops"]))


def write_call(call: RecorderCall) -> str:
    """Return the text of a call."""
    return json.dumps(_call(call))


def _call(call: RecorderCall) -> dict[str, str]:
    return {"called": sortable(call.called), "name": call.name, "by": call.by}


def read_call(said: dict[str, Any]) -> RecorderCall:
    """Return the call that members say."""
    return RecorderCall(read_time(said["called"]), str(said["name"]), str(said["by"]))
