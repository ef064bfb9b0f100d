from typing import Any

import pytest

from local.slack.block_kit import problems


def section(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def header(text: str, kind: str = "plain_text") -> dict[str, Any]:
    return {"type": "header", "text": {"type": kind, "text": text}}


def actions(**button: Any) -> dict[str, Any]:
    text = {"type": "plain_text", "text": "Open"}
    return {"type": "actions", "elements": [{"type": "button", "text": text, **button}]}


def context(*texts: str) -> dict[str, Any]:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": t} for t in texts]}


def fields(*texts: str) -> dict[str, Any]:
    return {"type": "section", "fields": [{"type": "mrkdwn", "text": t} for t in texts]}


def table(rows: int, cells: int) -> dict[str, Any]:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * cells] * rows}


@pytest.mark.parametrize(
    "block",
    [
        section("a" * 3000),
        header("a" * 150),
        fields(*["a" * 2000] * 10),
        context(*["a"] * 10),
        actions(url="https://e.example/" + "a" * 2982, value="v" * 2000, style="danger"),
        table(100, 20),
        {"type": "divider"},
        {"type": "image", "image_url": "https://e.example/a.png", "alt_text": "a"},
        section("a", accessory={"type": "button", "text": {"type": "plain_text", "text": "b"}}),
    ],
)
def test_a_block_at_its_limits_is_taken(block: dict[str, Any]) -> None:
    assert problems([block]) == []


@pytest.mark.parametrize(
    "block",
    [
        section("a" * 3001),
        section(""),
        {"type": "section"},
        header("a" * 151),
        header("a", kind="mrkdwn"),
        fields(*["a"] * 11),
        fields("a" * 2001),
        fields(""),
        context(*["a"] * 11),
        context(),
        actions(url="https://e.example/" + "a" * 2983),
        actions(value="v" * 2001),
        actions(style="green"),
        actions(text={"type": "plain_text", "text": "a" * 76}),
        actions(text={"type": "mrkdwn", "text": "a"}),
        table(101, 1),
        table(1, 21),
        {"type": "table", "rows": [[{"type": "text"}]]},
        {"type": "image", "alt_text": "no address"},
        {"type": "marquee"},
        section("a", block_id="b" * 256),
        section("a", accessory={"type": "clock"}),
        "a text",
    ],
)
def test_a_block_over_its_limits_is_refused(block: Any) -> None:
    assert len(problems([block])) == 1


def test_fifty_blocks_are_taken_and_fifty_one_refused() -> None:
    assert problems([section("a")] * 50) == []
    assert problems([section("a")] * 51) == ["51 blocks, at most 50"]


def test_two_blocks_with_one_id_are_refused() -> None:
    blocks = [section("a", block_id="same"), section("b", block_id="same")]
    assert problems(blocks) == ["two blocks have one block_id"]


def test_blocks_that_are_no_list_are_refused() -> None:
    assert problems({"type": "section"}) == ["blocks is not a list"]
