"""Who may mute from Slack: everybody, listed users, or who is in listed groups of users."""

from collections.abc import Callable, Collection, Mapping, Sequence
from time import monotonic

from shared.adapters.slack_web_api import SlackWebApi
from shared.domain.delivery import RetryLater
from shared.domain.interactions import User
from shared.observability import logger

EVERYBODY = "*"
_GROUP = "S"  # how the id of every group of users begins
# Whoever joins a group may mute this much later, whoever leaves it may no more.
_REMEMBERED_SECONDS = 60


class SlackMuters:
    """Implements Muters; guests from another workspace never may."""

    def __init__(
        self, api: SlackWebApi, listed: Collection[str], seconds: Callable[[], float] = monotonic
    ) -> None:
        self._api = api
        self._everybody = EVERYBODY in listed
        self._named = tuple(listed) if not self._everybody else ()
        self._seconds = seconds
        self._members: dict[str, tuple[float, Collection[str]]] = {}

    @property
    def named(self) -> Sequence[str]:
        """The ids of who may; see the port."""
        return self._named

    def may_mute(self, user: User) -> bool | None:
        """Return whether somebody may; see the port."""
        if user.is_guest:
            return False
        if self._everybody or user.id in self._named:
            return True
        groups = [self._in_group(name) for name in self._named if name.startswith(_GROUP)]
        known = [members for members in groups if members is not None]
        if any(user.id in members for members in known):
            return True
        return None if len(known) < len(groups) else False

    def _in_group(self, group: str) -> Collection[str] | None:
        now = self._seconds()
        until, members = self._members.get(group, (now, ()))
        if now < until:
            return members
        answer = self._api.ask("usergroups.users.list", {"usergroup": group})
        users = answer.get("users") if isinstance(answer, Mapping) else None
        if not isinstance(users, list):
            reason = getattr(answer, "reason", "an answer that is not Slack's")
            logger.warning("it is not known who may mute", group=group, reason=reason)
            return None if isinstance(answer, RetryLater) else ()
        self._members[group] = now + _REMEMBERED_SECONDS, frozenset(map(str, users))
        return self._members[group][1]
