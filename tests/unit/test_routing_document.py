"""What functions are told of routing is what the settings say."""

import json

import pytest
from hypothesis import given

from shared.domain.routing import (
    DEFAULT_CHANNEL,
    Channel,
    Routing,
    RoutingError,
    default_routing,
    read_channels,
    read_routing,
    read_units,
    write_routing,
)
from tests.builders.routes import routings

CHANNELS = [Channel("ops", secret_name="secrets/ops"), Channel("bot", slack_channel="C0123456789")]


@given(routings())
def test_what_was_written_is_read_again(routing: Routing) -> None:
    assert read_routing(json.loads(json.dumps(write_routing(routing)))) == routing


def test_channels_and_units_are_read_again_and_the_default_channel_is_always_there() -> None:
    member = write_routing(Routing(()), CHANNELS, {"prod": ("222222222222",)})
    read = read_channels(json.loads(json.dumps(member)))
    assert list(read.values()) == [Channel(DEFAULT_CHANNEL), *CHANNELS]
    assert read_units(member) == {"prod": ("222222222222",)}
    assert read_units(write_routing(Routing(()))) is None


def test_without_anything_all_is_default() -> None:
    assert read_routing(None) == default_routing()
    assert read_channels(None) == {DEFAULT_CHANNEL: Channel(DEFAULT_CHANNEL)}
    assert read_units(None) is None


@pytest.mark.parametrize(
    "member",
    [
        {},
        {"routes": [{}], "every_match": False, "fallback": "a", "batch_minutes": 1},
        {"routes": [], "every_match": False, "fallback": "a", "batch_minutes": "soon"},
        {"routes": 3, "every_match": False, "fallback": "a", "batch_minutes": 1},
        {"routes": ["a"], "every_match": False, "fallback": "a", "batch_minutes": 1},
    ],
)
def test_what_is_no_routing_is_refused(member: dict[str, object]) -> None:
    with pytest.raises(RoutingError, match="routing is not understood"):
        read_routing(member)


@pytest.mark.parametrize("channels", [3, {"ops": {"colour": "red"}}])
def test_what_are_no_channels_is_refused(channels: object) -> None:
    with pytest.raises(RoutingError, match="channels are not understood"):
        read_channels({"channels": channels})
