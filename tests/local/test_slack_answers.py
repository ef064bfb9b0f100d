from typing import Any

import pytest

from local.slack.answers import to_fault, to_webhook
from local.slack.record import Fault, read_faults

TOO_LONG = [{"type": "section", "text": {"type": "mrkdwn", "text": "a" * 3001}}]


@pytest.mark.parametrize(
    ("payload", "status", "body"),
    [
        ({"text": "hello"}, 200, "ok"),
        ({"text": "hello", "blocks": [{"type": "divider"}]}, 200, "ok"),
        ({"blocks": [{"type": "divider"}]}, 200, "ok"),
        ({"attachments": [{"color": "#ff0000", "blocks": [{"type": "divider"}]}]}, 200, "ok"),
        ({"text": ""}, 400, "no_text"),
        ({}, 400, "no_text"),
        ({"blocks": []}, 400, "no_text"),
        ({"text": "hello", "blocks": TOO_LONG}, 400, "invalid_blocks"),
        ({"text": "hello", "attachments": [{"blocks": TOO_LONG}]}, 400, "invalid_blocks"),
        ({"blocks": "a text"}, 400, "invalid_blocks"),
        ("{not JSON", 400, "invalid_payload"),
        ([], 400, "invalid_payload"),
    ],
)
def test_a_webhook_answers_one_word(payload: Any, status: int, body: str) -> None:
    answer = to_webhook(payload)
    assert (answer.status, answer.body) == (status, body)


def test_a_rate_limit_says_when_to_come_back() -> None:
    answer = to_fault(Fault(status=429, retry_after=7))
    assert answer is not None
    assert (answer.status, answer.headers) == (429, {"Retry-After": "7"})


def test_a_fault_without_a_status_leaves_the_answer_as_it_is() -> None:
    assert to_fault(Fault(delay=5)) is None


def test_faults_are_read_from_json() -> None:
    read = read_faults([{"status": 500}, {"delay": 2}, {"reset": True}])
    assert read == [Fault(status=500), Fault(delay=2), Fault(reset=True)]


@pytest.mark.parametrize("content", [{"status": 500}, [{"stauts": 500}], ["500"], None])
def test_what_is_no_list_of_faults_is_refused(content: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        read_faults(content)
