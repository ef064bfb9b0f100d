"""The demo, as far as it can be wrong without a local AWS: its figures, and what it draws."""

import io
import tomllib
from datetime import UTC, datetime
from typing import Any

import pytest
from rich.console import Console

from local.demo.cards import card
from local.demo.narrator import as_posted
from local.demo.storm import MACHINES, METADATA, OTHERS, storm_of
from local.demo.story import invent
from shared.adapters.jinja_messages import JinjaMessages
from shared.domain.catalogue import known_rules, rule_info
from shared.domain.severity import Severity
from stacks.settings_file import DEPLOYMENTS
from tests.builders.charts import chart
from tests.builders.notices import opened

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


def drawn(payload: dict[str, Any]) -> str:
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(card(payload, "Slack"))
    return console.export_text()


def test_buttons_and_menus_are_drawn() -> None:
    def text(words: str) -> dict[str, Any]:
        return {"type": "plain_text", "text": words}

    options = [{"text": text("Mute for 1 day"), "value": "1"}]
    elements = [
        {"type": "button", "text": text("Acknowledge")},
        {"type": "overflow", "options": options},
    ]
    assert "Acknowledge    ⋯" in drawn({"blocks": [{"type": "actions", "elements": elements}]})


def test_an_alert_is_drawn_whole() -> None:
    alert = opened(why="Port 22 is open.")
    message = JinjaMessages().violations([alert])
    said = drawn({"text": message.text, "blocks": list(message.blocks)})
    assert alert.key.rule_name in said
    assert "Port 22 is open." in said
    assert "What to do" in said


def test_charts_are_drawn_with_characters() -> None:
    said = drawn({"blocks": [chart("line", title="Score by day"), chart("bar")]})
    for words in ("Score by day", "▇▇█  Mon to Wed", "██████░░░░ Mon: 3", "██████████ Wed: 5"):
        assert words in said


@pytest.mark.parametrize(
    ("edits", "shown"), [([], "now"), ([{"payload": {"text": "at first"}}], "at first")]
)
def test_a_message_is_shown_as_it_was_posted(edits: list[Any], shown: str) -> None:
    assert as_posted({"payload": {"text": "now"}, "edits": edits})["text"] == shown


def test_the_storm_is_told_at_once_and_is_more_than_a_channel_gets() -> None:
    settings = tomllib.loads((DEPLOYMENTS / "local-bot.toml").read_text(encoding="utf-8"))
    assert len(OTHERS) > 2 * settings.get("messages_per_minute", 10)
    for rule in (METADATA, *(rule for rule, _ in OTHERS)):
        assert rule in known_rules()
        assert rule_info(rule).severity in (Severity.HIGH, Severity.CRITICAL)


def test_everything_in_the_storm_is_a_resource_of_its_own() -> None:
    storm = storm_of("ab12", NOW)
    assert len({each.resource for each in storm}) == len(storm) == MACHINES + len(OTHERS)


def test_what_is_muted_complied_and_is_no_other_part_of_the_story() -> None:
    cast = invent(NOW)
    assert cast.muted in cast.everything
    others = [each.resource for each in (*cast.violations, *cast.calm)]
    assert cast.muted.resource not in others
