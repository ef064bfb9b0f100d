"""The life of a violation as JSON: nothing of it is lost, and what is known twice is kept once."""

import json
from dataclasses import astuple, replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.life_json import read_life, write_life
from shared.domain.life import Hush, Life, Sighting, Target
from shared.domain.observations import StateKey, Version
from shared.domain.times import sortable
from shared.domain.violation_keys import violation_shown_by
from tests.builders.observations import C, N, at, key

KEYS = [key(rule=f"securityhub-restricted-ssh-{each}") for each in "abc"]
versions = st.integers(0, 5).map(lambda minute: Version(at(minute), at(minute), f"e{minute}"))
keys = st.sampled_from(KEYS)


@st.composite
def sightings(draw: st.DrawFn, of: StateKey | None = None) -> Sighting:
    return Sighting(
        of or draw(keys),
        draw(versions),
        draw(st.sampled_from([C, N])),
        at(draw(st.integers(0, 5))),
        draw(st.none() | st.text()),
        draw(st.booleans()),
    )


@st.composite
def lives(draw: st.DrawFn) -> Life:
    seen = {of: draw(sightings(of)) for of in draw(st.sets(keys))}
    other = draw(st.none() | sightings())
    heard = draw(st.dictionaries(keys, versions))
    if draw(st.booleans()):
        heard |= {of: each.version for of, each in seen.items()}
    return Life(
        violation=violation_shown_by(KEYS[0]),
        sightings=seen,
        heard=heard,
        period=draw(st.integers(0, 3)),
        lasts=draw(st.booleans()),
        first=draw(st.sampled_from([*seen.values(), other])),
        ended=draw(st.none() | sightings()),
        told=draw(st.sampled_from([(), (Target(channel="c", route=None, due=at(1)),)])),
        hushed=draw(st.none() | st.just(Hush("muted", mute="m"))),
        remind_after=draw(st.none() | st.just(timedelta(hours=1))),
    )


@given(lives())
def test_what_is_written_is_read(life: Life) -> None:
    assert read_life(write_life(life)) == life


def test_what_is_usual_is_said_once() -> None:
    first = Sighting(KEYS[0], Version(at(0), at(0), "e0"), N, at(0))
    open_now = Life(
        violation=violation_shown_by(KEYS[0]),
        sightings={KEYS[0]: first},
        heard={KEYS[0]: first.version},
        lasts=True,
        first=first,
    )
    of = json.dumps(list(astuple(KEYS[0])), separators=(",", ":"))
    assert write_life(open_now).count(of) == 1
    ended = replace(first, version=Version(at(1), at(1), "e1"), status=C)
    over = replace(open_now, sightings={}, ended=ended, heard={KEYS[0]: ended.version})
    assert write_life(over).count(of) == 1


def test_what_was_written_when_all_was_said_in_full_is_read() -> None:
    first = Sighting(KEYS[0], Version(at(0), at(0), "e0"), N, at(0))
    sighting = {
        "key": list(astuple(first.key)),
        "version": first.version.text,
        "status": N,
        "since": sortable(first.since),
        "reason": None,
        "first_result": False,
    }
    told = {"channel": "c", "route": None, "due": sortable(at(1))}
    in_full = {
        "violation": list(astuple(violation_shown_by(first.key))),
        "sightings": [sighting],
        "heard": [[*astuple(first.key), first.version.text]],
        "lasts": True,
        "first": sighting,
        "told": [told | {"first_result": False, "out_of_shadow": False}],
    }
    assert read_life(json.dumps(in_full)) == Life(
        violation=violation_shown_by(first.key),
        sightings={first.key: first},
        heard={first.key: first.version},
        lasts=True,
        first=first,
        told=(Target(channel="c", route=None, due=at(1)),),
    )
