"""Muting, ending a mute, and listing what there is."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from shared.adapters.mutes_with_settings import MutesWithSettings
from shared.adapters.signed_cursors import SignedCursors
from shared.domain.mute_list import MutesQuestion, MuteState
from shared.domain.mute_rules import MOST_ACTIVE, Wish
from shared.domain.mutes import MuteOrigin, Selector
from shared.ports.muting import MuteConflictError
from shared.usecases.list_mutes import list_audit, list_mutes
from shared.usecases.mute_violations import (
    BadMuteError,
    MuteOfSettingsError,
    Terms,
    TooManyMutesError,
    end_mute,
    mute_id,
    mute_violations,
)
from tests.builders.mutes import LONGEST, WHO, created, muting
from tests.builders.observations import at
from tests.fakes.in_memory_mutes import InMemoryMutes

ACCOUNT, OTHER = "222222222222", "333333333333"
CURSORS = SignedCursors(lambda: b"k" * 64)
WISH = Wish(
    selector=Selector(account=ACCOUNT),
    owner=" team-payments ",
    reason="a migration is under way",
    until=at(60),
)


def terms(name: str = "m-1", minute: float = 0) -> Terms:
    return Terms(name, WHO, at(minute), LONGEST)


def test_a_mute_is_kept_with_who_asked_and_what_was_done() -> None:
    mutes = InMemoryMutes()
    mute = mute_violations(WISH, terms(), mutes)
    assert (mute.owner, mute.created_by, mute.created_at) == ("team-payments", WHO.name, at(0))
    assert mutes.active(at(1)) == [mute]
    [entry] = mutes.entries
    assert (entry.action, entry.actor, entry.mute) == ("created", WHO, mute)


def test_the_same_id_twice_is_one_mute_even_after_its_end() -> None:
    mutes = InMemoryMutes()
    first = mute_violations(WISH, terms(), mutes)
    again = [mute_violations(WISH, terms(minute=minute), mutes) for minute in (1, 61)]
    assert again == [first, first]
    assert len(mutes.entries) == 1
    with pytest.raises(MuteConflictError):
        mute_violations(replace(WISH, reason="another reason"), terms(), mutes)


def test_the_same_key_of_the_same_caller_is_the_same_id() -> None:
    assert mute_id("ann", "key") == mute_id("ann", "key")
    others = [mute_id("bob", "key"), mute_id("ann", "yek"), mute_id("an", "nkey")]
    assert len({mute_id("ann", "key"), *others}) == 4
    assert mute_id("ann", None) != mute_id("ann", None)


def test_a_mute_that_may_not_be_is_not_kept() -> None:
    mutes = InMemoryMutes()
    with pytest.raises(BadMuteError, match=r"reason must have .*; until must lie"):
        mute_violations(replace(WISH, reason="x", until=at(-1)), terms(), mutes)
    assert not mutes.mutes


def test_there_is_a_limit_to_how_many_mutes_are_active() -> None:
    mutes = InMemoryMutes(mutes={str(n): muting(str(n)) for n in range(MOST_ACTIVE)})
    with pytest.raises(TooManyMutesError):
        mute_violations(WISH, terms(), mutes)


def test_a_mute_ends_once_whoever_asks_and_one_that_is_over_stays_as_it_is() -> None:
    mutes = InMemoryMutes()
    mute = mute_violations(WISH, terms(), mutes)
    ended = end_mute(mute, WHO, at(5), mutes)
    assert (ended.ends, ended.ended_by) == (at(5), WHO.name)
    assert end_mute(mute, replace(WHO, name="bob"), at(6), mutes) == ended
    assert end_mute(ended, WHO, at(7), mutes) == ended
    assert [entry.action for entry in mutes.entries] == ["created", "ended"]


def test_a_mute_of_the_settings_is_seen_like_others_and_ended_in_the_settings_alone() -> None:
    written = muting("planned", origin=MuteOrigin.SETTINGS, created_at=None)
    over = muting("past", days=0, origin=MuteOrigin.SETTINGS, created_at=None)
    mutes = MutesWithSettings(InMemoryMutes(), [written, over])
    kept = mute_violations(WISH, terms(), mutes)
    assert mutes.get("planned", at(1)) == written
    assert mutes.get("m-1", at(1)) == kept
    assert list(mutes.active(at(1))) == [written, kept]
    assert list(mutes.kept(at(1))) == [written, over, kept]
    with pytest.raises(MuteOfSettingsError):
        end_mute(written, WHO, at(1), mutes)
    assert end_mute(kept, WHO, at(1), mutes).ended_at == at(1)
    assert len(mutes.audit(9, None).items) == 2


MUTES = [
    muting("a", days=3, account=ACCOUNT),
    muting("b", days=1, rule_name="restricted-ssh", owner="platform"),
    muting("c", days=2, account=OTHER, resource_id="i-1", origin=MuteOrigin.SLACK),
    muting("d", days=9, account=ACCOUNT, ended_at=at(0)),
]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ({}, "bca"),
        ({"state": MuteState.ENDED}, "d"),
        ({"state": MuteState.ALL}, "dbca"),
        ({"selector": Selector(account=ACCOUNT)}, "a"),
        ({"selector": Selector(resource_id="i-1")}, "c"),
        ({"owner": "platform"}, "b"),
        ({"origin": MuteOrigin.SLACK}, "c"),
        ({"accounts": (ACCOUNT,)}, "a"),
        ({"accounts": (), "state": MuteState.ALL}, ""),
    ],
)
def test_mutes_are_listed_by_their_end_as_far_as_they_are_asked_for_and_to_be_seen(
    question: dict[str, Any], found: str
) -> None:
    mutes = InMemoryMutes(mutes={mute.id: mute for mute in MUTES})
    asked = MutesQuestion(**question)
    for limit in (1, 2, 9):
        listed, cursor = "", None
        while True:
            page = list_mutes(asked, at(1), limit, cursor, mutes, CURSORS)
            listed += "".join(mute.id for mute in page.items)
            cursor = page.next_cursor
            if cursor is None:
                break
        assert listed == found


def test_the_trail_is_told_newest_first_and_of_accounts_that_are_to_be_seen() -> None:
    mutes = InMemoryMutes(entries=[created(mute, n) for n, mute in enumerate(MUTES)])
    found, cursor = [], None
    while True:
        page = list_audit((ACCOUNT,), 1, cursor, mutes, CURSORS)
        found += [entry.mute.id for entry in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert found == ["d", "a"]
    assert len(list_audit(None, 9, None, mutes, CURSORS).items) == 4
    assert mutes.kept(at(0) + timedelta(days=400)) == []
