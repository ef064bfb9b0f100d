# ruff: noqa: SLF001 - the emulator has no public extension points

import json
from typing import Any

import pytest
from ministack.services import eventbridge

from local.emulator import service_events

ENVELOPE = {
    "version": "0",
    "id": "c0bb891c-77fe-8518-14fc-be78b966f95b",
    "detail-type": "Config Rules Compliance Change",
    "source": "aws.config",
    "account": "222222222222",
    "time": "2026-11-20T10:00:00Z",
    "region": "eu-central-1",
    "resources": ["arn:aws:s3:::a"],
    "detail": {"messageType": "ComplianceChangeNotification"},
    "replay-name": "a-replay",
}


def test_an_event_is_published_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    published: list[dict[str, Any]] = []
    monkeypatch.setattr(eventbridge, "_dispatch_event", published.append)
    assert service_events.publish({**ENVELOPE, "unknown": 1}) == ENVELOPE["id"]
    [event] = published
    view = eventbridge._pattern_event_view(event)
    assert view.event_with_detail() == {**ENVELOPE, "unknown": 1}


def test_an_event_that_is_not_replayed_has_no_replay_name(monkeypatch: pytest.MonkeyPatch) -> None:
    published: list[dict[str, Any]] = []
    monkeypatch.setattr(eventbridge, "_dispatch_event", published.append)
    service_events.publish({key: ENVELOPE[key] for key in ENVELOPE if key != "replay-name"})
    view = eventbridge._pattern_event_view(published[0])
    assert "replay-name" not in view.event_with_detail()


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({}, "the body must be a JSON list of EventBridge envelopes"),
        ([1], "[0] is not a JSON object"),
        ([ENVELOPE, {**ENVELOPE, "source": None}], "[1] has no source (a text)"),
        ([{**ENVELOPE, "account": "12"}], "[0] account '12' does not have 12 digits"),
        ([{key: ENVELOPE[key] for key in ENVELOPE if key != "detail"}], "[0] has no detail"),
    ],
)
def test_what_is_no_list_of_envelopes_is_named(body: Any, problem: str) -> None:
    assert service_events.problems(body) == [problem]


def test_a_list_of_envelopes_has_no_problems() -> None:
    assert service_events.problems(json.loads(json.dumps([ENVELOPE, ENVELOPE]))) == []
