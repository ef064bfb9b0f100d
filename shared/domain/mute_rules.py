"""What a mute has to be: whoever asks for one is told all that is wrong with it at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.domain.mutes import Selector

LEAST_REASON = 10
LONGEST_REASON = 1_000
LONGEST_OWNER = 256
LONGEST_TAG_KEY, LONGEST_TAG_VALUE = 128, 256
# So many can be active at once: each answer looks at all of them.
MOST_ACTIVE = 1_000


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a member of a mute, in words that go on after its name."""

    member: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A mute that somebody wants."""

    selector: Selector
    owner: str
    reason: str
    until: datetime


def problems_of(wish: Wish, now: datetime, longest: timedelta) -> list[Problem]:
    """Return what is wrong with a mute that is wanted now; nothing if it may be."""
    return [*_of_words(wish), *_of_selector(wish.selector), *_of_end(wish.until, now, longest)]


def read_tag(text: str) -> tuple[str, str]:
    """Return the key and the value of a tag that is written as `key=value`.

    Raises:
        ValueError: it is not written so.

    """
    key, separator, value = text.partition("=")
    if not separator or not 0 < len(key) <= LONGEST_TAG_KEY or len(value) > LONGEST_TAG_VALUE:
        raise ValueError(f"not key=value: {text[:40]!r}")
    return key, value


def _of_words(wish: Wish) -> Iterator[Problem]:
    if not 0 < len(wish.owner.strip()) <= LONGEST_OWNER:
        yield Problem("owner", f"must say whose it is, in up to {LONGEST_OWNER} characters")
    if not LEAST_REASON <= len(wish.reason.strip()) <= LONGEST_REASON:
        yield Problem("reason", f"must have {LEAST_REASON} to {LONGEST_REASON:,} characters")


def _of_selector(selector: Selector) -> Iterator[Problem]:
    if selector.is_too_wide:
        yield Problem(
            "account",
            "must be given, or one of rule_name, resource_type, resource_id and tag:"
            " a mute never covers everything",
        )
    for member in ("rule_name", "resource_id"):
        given = getattr(selector, member)
        if given is not None and not given.replace("*", "").strip():
            yield Problem(member, "must have more than * in it")


def _of_end(until: datetime, now: datetime, longest: timedelta) -> Iterator[Problem]:
    if until <= now:
        yield Problem("until", "must lie in the future")
    elif until > now + longest:
        yield Problem("until", f"must lie at most {longest.days} days ahead")
