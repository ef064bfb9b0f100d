"""A batch of SQS needs the permission for one message of it.

Stands for: SQS knows no permissions for SendMessageBatch, DeleteMessageBatch and
ChangeMessageVisibilityBatch; who may send one message may send ten (Amazon SQS developer guide,
"Amazon SQS API permissions: Actions and resource reference"). MiniStack asks for one of that name.
"""

from typing import Any

from ministack.core import iam_actions

BATCHES = {
    "sqs:SendMessageBatch": "sqs:SendMessage",
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
}
_extract = iam_actions.extract_iam_action


def install() -> None:
    """Have the emulator look for the permission that AWS looks for."""
    iam_actions.extract_iam_action = permission


def permission(*request: Any, **more: Any) -> str | None:
    """Return the permission that a request needs, as far as the emulator knows one."""
    action: str | None = _extract(*request, **more)
    return BATCHES.get(action, action) if action else None
