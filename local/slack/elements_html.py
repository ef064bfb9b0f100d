"""What can be pressed, chosen and typed in, as HTML that the page's script understands."""

import json
from collections.abc import Callable
from html import escape
from typing import Any

from local.slack.mrkdwn import mrkdwn, plain
from local.slack.people import PEOPLE

type Element = dict[str, Any]


def render_text(content: Any) -> str:
    """Render a text object of either kind."""
    if not isinstance(content, dict):
        return ""
    text = str(content.get("text", ""))
    return plain(text) if content.get("type") == "plain_text" else mrkdwn(text)


def render_element(element: Any, block_id: str) -> str:
    """Render an element; one that is none of the known ones is shown as its text."""
    if not isinstance(element, dict):
        return ""
    render = RENDERERS.get(str(element.get("type")))
    if render is None:
        return f"<span>{render_text(element)}</span>"
    return render(element, _names(element, block_id))


def _names(element: Element, block_id: str) -> str:
    """Return the attributes by which the script says what was used."""
    said = {
        "data-block": block_id,
        "data-action": str(element.get("action_id", "")),
        "data-type": str(element.get("type", "")),
    }
    if isinstance(element.get("confirm"), dict):
        text = element["confirm"].get("text")
        said["data-confirm"] = str(text.get("text", "")) if isinstance(text, dict) else "Sure?"
    return "".join(f' {name}="{escape(value)}"' for name, value in said.items())


def _button(element: Element, names: str) -> str:
    style = escape(str(element.get("style", "")))
    address = str(element.get("url", ""))
    label = render_text(element.get("text"))
    if address.startswith(("http://", "https://")):
        link = f'href="{escape(address)}" target="_blank" rel="noreferrer noopener"'
        return f'<a class="button {style}" {link}{names}>{label}</a>'
    return f'<button type="button" class="button {style}"{names}>{label}</button>'


def _image(element: Element, _names: str) -> str:
    return f'<span class="image">{escape(str(element.get("alt_text", "")))}</span>'


def _select(element: Element, names: str) -> str:
    menu = element.get("type") == "overflow"  # Slack shows three dots, and what it holds on a click
    placeholder = "⋯" if menu else _plain(element.get("placeholder")) or "Choose"
    options = "".join(_option(each, element) for each in _options(element))
    kind = ' class="menu" aria-label="More"' if menu else ""
    return f'<select{kind}{names}><option value="">{placeholder}</option>{options}</select>'


def _users(_element: Element, names: str) -> str:
    people = "".join(f'<option value="{i}">{name}</option>' for i, name in PEOPLE.items())
    return f'<select{names}><option value="">Choose somebody</option>{people}</select>'


def _option(option: Element, element: Element) -> str:
    chosen = " selected" if option == element.get("initial_option") else ""
    return (
        f'<option value="{escape(str(option.get("value", "")))}"'
        f' data-option="{escape(json.dumps(option))}"{chosen}>{_plain(option.get("text"))}</option>'
    )


def _boxes(element: Element, names: str) -> str:
    """Render options that are all seen at once: one of them can be chosen, or several."""
    kind = "radio" if element.get("type") == "radio_buttons" else "checkbox"
    group = escape(str(element.get("action_id", "")))
    boxes = "".join(
        f'<label><input type="{kind}" name="{group}" value="{escape(str(each.get("value", "")))}"'
        f' data-option="{escape(json.dumps(each))}"'
        f"{' checked' if each == element.get('initial_option') else ''}>"
        f" {render_text(each.get('text'))}</label>"
        for each in _options(element)
    )
    return f'<div class="boxes"{names}>{boxes}</div>'


def _typed(element: Element, names: str) -> str:
    longest = escape(str(element.get("max_length", 3000)))
    value = escape(str(element.get("initial_value", "")))
    given = f'placeholder="{_plain(element.get("placeholder"))}" maxlength="{longest}"{names}'
    if element.get("multiline"):
        return f'<textarea rows="3" {given}>{value}</textarea>'
    return f'<input type="text" value="{value}" {given}>'


def _date(element: Element, names: str) -> str:
    value = escape(str(element.get("initial_date", "")))
    return f'<input type="date" value="{value}"{names}>'


def _options(element: Element) -> list[Element]:
    groups = element.get("option_groups")
    lists = [g.get("options") for g in groups] if isinstance(groups, list) else []
    options = element.get("options")
    found = [one for each in [*lists, options] if isinstance(each, list) for one in each]
    return [one for one in found if isinstance(one, dict)]


def _plain(content: Any) -> str:
    """Return a text object as text alone, for where no mark-up can stand."""
    return escape(str(content.get("text", ""))) if isinstance(content, dict) else ""


RENDERERS: dict[str, Callable[[Element, str], str]] = {
    "button": _button,
    "image": _image,
    "static_select": _select,
    "overflow": _select,
    "users_select": _users,
    "radio_buttons": _boxes,
    "checkboxes": _boxes,
    "plain_text_input": _typed,
    "datepicker": _date,
}
