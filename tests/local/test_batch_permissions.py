"""Who may send one message to a queue may send ten at once."""

import pytest

from local.emulator.batch_permissions import BATCHES, permission


@pytest.mark.parametrize(("asked", "needed"), BATCHES.items())
def test_a_batch_needs_the_permission_for_one_message(asked: str, needed: str) -> None:
    assert needed_for(asked) == needed
    assert needed_for(needed) == needed


def test_another_request_needs_its_own() -> None:
    assert needed_for("sqs:GetQueueAttributes") == "sqs:GetQueueAttributes"


def needed_for(action: str) -> str | None:
    service, _, name = action.partition(":")
    headers = {"x-amz-target": f"AmazonSQS.{name}", "content-type": "application/x-amz-json-1.0"}
    return permission(service, "POST", "/", headers, b"{}", {})
