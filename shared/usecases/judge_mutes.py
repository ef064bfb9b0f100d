"""Find which mute silences a violation: what several states show is muted if all of them are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shared.domain.life import Life
from shared.domain.mutes import Mute, StateSubject
from shared.domain.muting import ActiveMutes, Muting
from shared.domain.observations import ResourceKey, StateKey
from shared.ports.muting import MuteQueries
from shared.ports.routing import ResourceTags, Tags

type KnownTags = Mapping[ResourceKey, Tags | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class MutingDesk:
    """Where it is looked up what is muted."""

    mutes: MuteQueries
    tags: ResourceTags


def shown_by(life: Life) -> frozenset[StateKey]:
    """Return the states that show a violation; where none does any more, what it began with."""
    return frozenset(life.sightings or ([life.first.key] if life.first else ()))


def tags_for_mutes(lives: Iterable[Life], mutes: ActiveMutes, tags: ResourceTags) -> KnownTags:
    """Ask for the tags of what a mute by tag may cover."""
    states = {key for life in lives for key in shown_by(life)}
    asked = {key.resource for key in states if not mutes.on_state(key).known}
    return tags.of(asked) if asked else {}


def mute_of(states: Iterable[StateKey], mutes: ActiveMutes, tags: KnownTags) -> Mute | None:
    """Return the mute that ends first of those that cover these states; None if one is loud."""
    found = [muting.mute for muting in _mutings(states, mutes, tags)]
    covering = [mute for mute in found if mute is not None]
    if len(covering) < len(found):
        return None
    return min(covering, key=lambda mute: (mute.ends, mute.id), default=None)


def may_be_muted(states: Iterable[StateKey], mutes: ActiveMutes, tags: KnownTags) -> bool:
    """Whether all of these are covered, or would be if tags that are not known are right."""
    return all(muting.muted is not False for muting in _mutings(states, mutes, tags))


def _mutings(states: Iterable[StateKey], mutes: ActiveMutes, tags: KnownTags) -> list[Muting]:
    return [mutes.on(StateSubject(key, tags.get(key.resource))) for key in states]
