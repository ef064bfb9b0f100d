"""What can be pressed, chosen and typed in: the elements of Block Kit and their limits.

Source: https://docs.slack.dev/reference/block-kit/block-elements and composition-objects.
"""

import re
from collections.abc import Iterator
from functools import partial

from local.slack.block_kit_checks import (
    ACTION_ID,
    Block,
    Check,
    address,
    each,
    length,
    lengths,
    one_of,
    plain_texts,
    text_object,
)

BUTTON_TEXT, BUTTON_VALUE, BUTTON_LABEL = 75, 2000, 75
ALT_TEXT = 2000
OPTION_TEXT, OPTION_VALUE, OPTIONS, FEW_OPTIONS, OVERFLOW_OPTIONS = 75, 150, 100, 10, 5
PLACEHOLDER, TYPED = 150, 3000
CONFIRM_TITLE, CONFIRM_TEXT, CONFIRM_BUTTON = 100, 300, 30
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def of_element(element: object, allowed: frozenset[str]) -> Iterator[str]:
    """Say everything that is wrong with an element in a place where only these are allowed."""
    kind = element.get("type") if isinstance(element, dict) else None
    if not isinstance(element, dict) or kind not in allowed:
        yield f"unknown element {kind!r}"
        return
    yield from lengths(element, {"action_id": ACTION_ID})
    yield from plain_texts(element, (), {"placeholder": PLACEHOLDER})
    if "confirm" in element:
        yield from _confirm(element["confirm"])
    yield from ELEMENTS[str(kind)](element)


def _button(button: Block) -> Iterator[str]:
    yield from plain_texts(button, ("text",), {"text": BUTTON_TEXT})
    yield from lengths(button, {"value": BUTTON_VALUE, "accessibility_label": BUTTON_LABEL})
    if "url" in button:
        yield from address("url", button["url"])
    yield from one_of("style", button.get("style", "primary"), "primary", "danger")


def image(element: Block) -> Iterator[str]:
    """Say what is wrong with an image, which is a block as well as an element."""
    if "slack_file" not in element:
        yield from address("image_url", element.get("image_url"))
    yield from length("alt_text", element.get("alt_text"), ALT_TEXT)


def _confirm(confirm: object) -> Iterator[str]:
    if not isinstance(confirm, dict):
        yield "confirm is not an object"
        return
    limits = {"title": CONFIRM_TITLE, "confirm": CONFIRM_BUTTON, "deny": CONFIRM_BUTTON}
    yield from plain_texts(confirm, tuple(limits), limits)
    yield from text_object("text", confirm.get("text"), CONFIRM_TEXT)


def _choice(element: Block, limit: int) -> Iterator[str]:
    yield from each("options", element.get("options"), limit, _option)
    values = [str(o.get("value")) for o in _listed(element, "options")]
    if len(set(values)) < len(values):
        yield "two options have one value"
    initial = element.get("initial_option")
    if initial is not None and initial not in _listed(element, "options"):
        yield "initial_option is none of the options"


def _select(element: Block) -> Iterator[str]:
    if "option_groups" in element:
        yield from each("option_groups", element["option_groups"], OPTIONS, _group)
    else:
        yield from _choice(element, OPTIONS)


def _group(group: object) -> Iterator[str]:
    if not isinstance(group, dict):
        yield "a group of options is not an object"
        return
    yield from plain_texts(group, ("label",), {"label": OPTION_TEXT})
    yield from each("options", group.get("options"), OPTIONS, _option)


def _option(option: object) -> Iterator[str]:
    if not isinstance(option, dict):
        yield "an option is not an object"
        return
    yield from text_object("option", option.get("text"), OPTION_TEXT)
    yield from length("value", option.get("value"), OPTION_VALUE)
    yield from plain_texts(option, (), {"description": OPTION_TEXT})
    if "url" in option:
        yield from address("url", option["url"])


def _typed(element: Block) -> Iterator[str]:
    shortest, longest = element.get("min_length", 0), element.get("max_length", TYPED)
    if not (_whole(shortest) and _whole(longest)):
        yield "min_length and max_length are whole numbers"
    elif not (0 <= shortest <= TYPED and 1 <= longest <= TYPED and shortest <= longest):
        yield f"0 <= min_length <= max_length <= {TYPED} does not hold"
    elif len(str(element.get("initial_value", ""))) > longest:
        yield "initial_value is longer than max_length"


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _date(element: Block) -> Iterator[str]:
    if not DAY.fullmatch(str(element.get("initial_date", "2026-01-01"))):
        yield "initial_date is not YYYY-MM-DD"


def _anything(_element: Block) -> Iterator[str]:
    return iter(())


def _listed(element: Block, name: str) -> list[Block]:
    items = element.get(name)
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


ELEMENTS: dict[str, Check] = {
    "button": _button,
    "image": image,
    "static_select": _select,
    "multi_static_select": _select,
    "users_select": _anything,
    "conversations_select": _anything,
    "channels_select": _anything,
    "overflow": partial(_choice, limit=OVERFLOW_OPTIONS),
    "radio_buttons": partial(_choice, limit=FEW_OPTIONS),
    "checkboxes": partial(_choice, limit=FEW_OPTIONS),
    "datepicker": _date,
    "plain_text_input": _typed,
}
# Where each may stand: beside a section, in a row of actions, in an input.
BESIDE = frozenset(ELEMENTS) - {"plain_text_input"}
IN_ACTIONS = BESIDE - {"image", "multi_static_select"}
IN_INPUT = frozenset(ELEMENTS) - {"button", "image", "overflow"}
