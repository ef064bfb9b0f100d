"""The limits of what can be pressed, chosen and typed in, and of modals."""

from typing import Any

import pytest

from local.slack.block_kit import problems
from local.slack.block_kit_views import view_problems


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def options(number: int, text: str = "a", value: str = "v") -> list[dict[str, Any]]:
    return [{"text": plain(text), "value": f"{value}{n}"} for n in range(number)]


def select(**more: Any) -> dict[str, Any]:
    return {"type": "static_select", "options": options(1), **more}


def grouped(group: Any) -> dict[str, Any]:
    return {"type": "static_select", "option_groups": [group]}


def confirm(**more: Any) -> dict[str, Any]:
    texts = {"title": plain("a" * 100), "confirm": plain("a" * 30), "deny": plain("a" * 30)}
    asked = {**texts, "text": plain("a" * 300), **more}
    return {"type": "button", "text": plain("a"), "confirm": asked}


def typed(**more: Any) -> dict[str, Any]:
    return {"type": "plain_text_input", **more}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    listed = list(blocks) or [{"type": "divider"}]
    return {"type": "modal", "title": plain("a" * 24), "blocks": listed, **more}


def asked(element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "label": plain("a"), "element": element, **more}


@pytest.mark.parametrize(
    "element",
    [
        select(options=options(100, "a" * 75, "v" * 148), placeholder=plain("a" * 150)),
        select(initial_option=options(1)[0]),
        grouped({"label": plain("a"), "options": options(2)}),
        {"type": "radio_buttons", "options": options(10)},
        {"type": "overflow", "options": options(5)},
        {"type": "datepicker", "initial_date": "2026-11-20"},
        {"type": "users_select", "action_id": "a" * 255},
        confirm(),
    ],
)
def test_an_element_at_its_limits_is_taken(element: dict[str, Any]) -> None:
    assert problems([{"type": "actions", "elements": [element]}]) == []


@pytest.mark.parametrize(
    "element",
    [
        select(options=options(101)),
        select(options=[]),
        select(options=options(1, "a" * 76)),
        select(options=options(1, value="v" * 150)),
        select(options=options(1) * 2),
        select(options=["a"]),
        select(initial_option=options(2)[1]),
        select(placeholder=plain("a" * 151)),
        {
            "type": "static_select",
            "option_groups": [{"label": plain("a" * 76), "options": options(1)}],
        },
        grouped("a"),
        {"type": "overflow", "options": options(6)},
        {"type": "checkboxes", "options": options(11)},
        {"type": "datepicker", "initial_date": "tomorrow"},
        {"type": "users_select", "action_id": "a" * 256},
        {"type": "button", "text": plain("a"), "url": "no address"},
        confirm(title=plain("a" * 101)),
        confirm(text=plain("a" * 301)),
        {"type": "button", "text": plain("a"), "confirm": "sure?"},
        typed(),
    ],
)
def test_an_element_over_its_limits_is_refused(element: dict[str, Any]) -> None:
    assert len(problems([{"type": "actions", "elements": [element]}])) == 1


def test_two_elements_beside_each_other_have_two_names() -> None:
    button = {"type": "button", "text": plain("a"), "action_id": "same"}
    [why] = problems([{"type": "actions", "elements": [button, button]}])
    assert why == "blocks[0]: two elements have one action_id"


def test_tables_have_limits_together() -> None:
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "a" * 5001}]]}
    assert problems([table]) == []
    assert problems([table, table]) == [
        "more than one table",
        "tables of more than 10000 characters",
    ]


@pytest.mark.parametrize(
    "view",
    [
        modal(),
        modal(*[{"type": "divider"}] * 100),
        modal(asked(typed(min_length=10, max_length=3000)), submit=plain("a" * 24)),
        modal(private_metadata="a" * 3000, callback_id="a" * 255, external_id="", close=None),
    ],
)
def test_a_modal_at_its_limits_opens(view: dict[str, Any]) -> None:
    assert view_problems(view) == []


@pytest.mark.parametrize(
    "view",
    [
        modal(*[{"type": "divider"}] * 101),
        modal(title=plain("a" * 25)),
        modal(close=plain("a" * 25)),
        modal(private_metadata="a" * 3001),
        modal(asked(typed())),
        modal(asked(typed(max_length=3001)), submit=plain("a")),
        modal(asked(typed(min_length="1")), submit=plain("a")),
        modal(asked(typed(max_length=1, initial_value="ab")), submit=plain("a")),
        modal(asked({"type": "button", "text": plain("a")}), submit=plain("a")),
        modal(asked(typed(), label=plain("a" * 2001)), submit=plain("a")),
        {"type": "home", "blocks": []},
        "a text",
    ],
)
def test_a_modal_over_its_limits_is_refused(view: Any) -> None:
    assert len(view_problems(view)) == 1
