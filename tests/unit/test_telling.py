"""Who is told of an open violation, or why nobody is."""

from dataclasses import replace

import pytest

from shared.domain.life import Hush, Life, Sighting, Target
from shared.domain.telling import Telling, telling_of
from shared.domain.violation_keys import violation_shown_by
from tests.builders.notices import began
from tests.builders.observations import N, at, key

NOTICE = began(0, key())
SEEN = Sighting(key(), NOTICE.version, N, NOTICE.since)
LIFE = Life(
    violation=violation_shown_by(key()), sightings={key(): SEEN}, period=1, lasts=True, first=SEEN
)


def told(*routes: str | None) -> Life:
    return replace(LIFE, told=tuple(Target(f"to-{name}", name, at(1)) for name in routes))


@pytest.mark.parametrize(
    ("life", "channels", "because"),
    [
        (told("a"), ("to-a",), "the route a takes it"),
        (told("a", "b", "c"), ("to-a", "to-b", "to-c"), "the routes a, b and c take it"),
        (told(None), ("to-None",), "no route takes it"),
        (replace(LIFE, hushed=Hush("it is muted")), (), "it is muted"),
        (LIFE, (), "it is being decided"),
    ],
)
def test_the_life_of_a_violation_says_who_is_told_and_why(
    life: Life, channels: tuple[str, ...], because: str
) -> None:
    assert telling_of(life, {}) == Telling(channels, because)
    assert telling_of(life, {}).channel == next(iter(channels), None)


def test_it_was_told_when_the_first_of_its_channels_was() -> None:
    at_times = {"to-a": at(3), "to-b": at(2), "another": at(1)}
    assert telling_of(told("a", "b", "c"), at_times).told_at == at(2)
    assert telling_of(told("c"), at_times).told_at is None


@pytest.mark.parametrize(
    "life", [None, replace(told("a"), lasts=False), replace(told("a"), sightings={})]
)
def test_of_what_is_open_although_its_life_is_over_no_news_was_heard(life: Life | None) -> None:
    assert telling_of(life, {"to-a": at(3)}) == Telling()


def test_what_shows_a_violation_and_how_often_it_came_back_is_said_of_open_ones() -> None:
    other = replace(SEEN, key=key(rule="another"))
    life = replace(told("a"), sightings={key(): SEEN, other.key: other}, flaps=3)
    for each in (life, replace(life, told=())):
        assert (telling_of(each, {}).sightings, telling_of(each, {}).reopened) == (2, 3)
    assert telling_of(replace(life, lasts=False), {}) == Telling()
