"""What Slack refuses of a modal.

Source: https://docs.slack.dev/reference/views/modal-views
"""

import json
from collections.abc import Iterator

from local.slack.block_kit import MODAL_BLOCKS, problems
from local.slack.block_kit_charts import CHART
from local.slack.block_kit_checks import Block, lengths, plain_texts

TITLE, BUTTON, METADATA, IDENTIFIER, BYTES = 24, 24, 3000, 255, 250_000


def view_problems(view: object) -> list[str]:
    """Say everything that Slack would refuse in a view; empty when it would open it."""
    if not isinstance(view, dict):
        return ["view is not an object"]
    if view.get("type") != "modal":
        return [f"unknown type of view {view.get('type')!r}"]
    return [*_of_modal(view), *problems(view.get("blocks"), MODAL_BLOCKS)]


def is_too_large(view: object) -> bool:
    """Whether a view is beyond what Slack reads at all."""
    return len(json.dumps(view).encode()) > BYTES


def _of_modal(view: Block) -> Iterator[str]:
    limits = {"title": TITLE, "submit": BUTTON, "close": BUTTON}
    yield from plain_texts({k: v for k, v in view.items() if v is not None}, ("title",), limits)
    given = {k: v for k, v in view.items() if v != ""}
    yield from lengths(
        given,
        {"private_metadata": METADATA, "callback_id": IDENTIFIER, "external_id": IDENTIFIER},
    )
    kinds = [b.get("type") for b in view.get("blocks") or () if isinstance(b, dict)]
    if "input" in kinds and not view.get("submit"):
        yield "a view with inputs needs submit"
    if CHART in kinds:
        yield f"{CHART} is for messages alone"
