"""Mutes as settings: reviewed with them, deployed with them, ended by removing them."""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from shared.domain.mute_documents import NAMES, read_selector, write_mute
from shared.domain.mute_rules import Wish, problems_of
from shared.domain.mutes import Mute, MuteOrigin, Selector

MOST = 200
_LOG = logging.getLogger(__name__)

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
AccountId = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
Region = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z]+)+-[0-9]$|^global$")]
Tag = Annotated[str, StringConstraints(pattern=r"^[^=]{1,128}=.{0,256}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=256)]
ResourceId = Annotated[str, StringConstraints(min_length=1, max_length=768)]


class MuteSettings(BaseModel):
    """One mute: what it matches, whose it is and why, and the day with whose midnight it ends."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Id
    account: AccountId | None = None
    region: Region | None = None
    rule_name: Name | None = None
    resource_type: Name | None = None
    resource_id: ResourceId | None = None
    tag: Tag | None = None
    owner: str
    reason: str
    until: date

    @property
    def selector(self) -> Selector:
        """What it matches."""
        return read_selector({name: getattr(self, name) for name in NAMES})

    @property
    def ends(self) -> datetime:
        """When it ends: at the beginning of the day that it names, in UTC."""
        return datetime.combine(self.until, time(), UTC)

    @property
    def mute(self) -> Mute:
        """Return it as it holds; since when is since it was deployed."""
        return Mute(
            id=self.id,
            selector=self.selector,
            owner=self.owner.strip(),
            reason=self.reason.strip(),
            created_at=None,
            until=self.ends,
            origin=MuteOrigin.SETTINGS,
        )


DESCRIPTION = (
    f"a list of at most {MOST} tables, each with an id of lower-case letters, digits and hyphens,"
    " one or more of account, region, rule_name, resource_type, resource_id and tag (key=value),"
    " and owner, reason and until (a date)"
)
Mutes = Annotated[tuple[MuteSettings, ...], Field(max_length=MOST)]


def documents(mutes: Iterable[MuteSettings]) -> list[dict[str, str]]:
    """Return mutes as functions read them; what is not named is left out."""
    written = (write_mute(each.mute) for each in mutes)
    return [{name: text for name, text in each.items() if text} for each in written]


def problems_of_mutes(given: Any, longest: Any, now: datetime) -> Iterator[str]:
    """Yield a line for each mute that may not be, whatever else is wrong; warn of past ones."""
    readable = list(_readable(given))
    counted = Counter(each.id for _, each in readable)
    yield from (f"mutes: {name} is named more than once" for name, n in counted.items() if n > 1)
    for number, each in readable:
        if each.ends <= now:
            _LOG.warning("mutes[%d]: %s is over since %s: remove it", number, each.id, each.until)
        for problem in problems_of(_wish(each), min(now, each.ends - _MOMENT), _days(longest)):
            yield f"mutes[{number}][{problem.member}]: {problem.words}"


_LONGEST = 365  # days
_MOMENT = timedelta(microseconds=1)


def _wish(each: MuteSettings) -> Wish:
    return Wish(selector=each.selector, owner=each.owner, reason=each.reason, until=each.ends)


def _days(longest: Any) -> timedelta:
    """Return how long a mute may be; what that cannot be is refused elsewhere."""
    return timedelta(days=min(longest, _LONGEST) if isinstance(longest, int) else _LONGEST)


def _readable(given: Any) -> Iterator[tuple[int, MuteSettings]]:
    for number, each in enumerate(given if isinstance(given, list) else ()):
        try:
            yield number, MuteSettings.model_validate(each)
        except ValidationError:  # it is refused with all other settings
            continue
