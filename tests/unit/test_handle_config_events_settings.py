"""Settings that are read without pydantic: what is accepted, and what is said of all the rest."""

from datetime import timedelta

import pytest

from lambdas.handle_config_events.settings import HandleConfigEventsSettings, SettingsError

GIVEN = {
    "CONFIG_COMPLIANCE_TABLE": "states",
    "EVENTS_TABLE": "events",
    "NOTIFICATIONS_TABLE": "outbox",
    "RETENTION_DAYS": "90",
    "GROUPING_WINDOW_SECONDS": "0",
    "CONFIG_EVENTS_URL": "https://queue",
    "DEAD_LETTERS_URL": "https://dead",
    "MAX_RECEIVES": "5",
    "HISTORY_ANNOTATIONS": "false",
    "PATH": "/usr/bin",
}


def test_texts_and_numbers_are_read() -> None:
    settings = HandleConfigEventsSettings.read(GIVEN)
    assert settings.dead_letters_url == "https://dead"
    assert settings.max_receives == 5
    assert settings.history_annotations is False
    assert HandleConfigEventsSettings.read(
        GIVEN | {"HISTORY_ANNOTATIONS": "true"}
    ).history_annotations
    assert settings.tables.config_compliance == "states"
    assert settings.tables.retention == timedelta(days=90)
    assert settings.tables.grouping_window == timedelta(0)


def test_an_empty_environment_is_told_every_variable_at_once() -> None:
    with pytest.raises(SettingsError) as refused:
        HandleConfigEventsSettings.read({})
    assert all(name in str(refused.value) for name in GIVEN if name != "PATH")


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("RETENTION_DAYS", "0", "a whole number, 1 or more"),
        ("RETENTION_DAYS", "soon", "a whole number, 1 or more"),
        ("GROUPING_WINDOW_SECONDS", "-1", "a whole number, 0 or more"),
        ("GROUPING_WINDOW_SECONDS", "1.5", "a whole number, 0 or more"),
        ("MAX_RECEIVES", "²", "a whole number, 1 or more"),
        ("HISTORY_ANNOTATIONS", "no", "true or false"),
        ("EVENTS_TABLE", "ab", "a text of 3 characters or more"),
    ],
)
def test_what_is_wrong_is_named_and_not_shown(name: str, text: str, wanted: str) -> None:
    with pytest.raises(SettingsError) as refused:
        HandleConfigEventsSettings.read({**GIVEN, name: text})
    assert str(refused.value) == f"{name} must be {wanted}"
