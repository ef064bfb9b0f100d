"""Who may mute from Slack: everybody, listed users, or who is in listed groups of users."""

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from time import monotonic

from shared.adapters.slack_web_api import TIMEOUT_SECONDS, SlackWebApi
from shared.domain.delivery import RetryLater
from shared.domain.interactions import User
from shared.observability import logger

EVERYBODY = "*"
_GROUP = "S"  # how the id of every group of users begins
# Whoever joins a group may mute this much later, whoever leaves it may no more.
_REMEMBERED_SECONDS = 60
_GROUPS_AT_ONCE = 8


class SlackMuters:
    """Implements Muters; guests from another workspace never may.

    Groups are asked for side by side. What Slack has not said `within` seconds is not known.
    """

    def __init__(
        self,
        api: SlackWebApi,
        listed: Collection[str],
        seconds: Callable[[], float] = monotonic,
        *,
        within: float = TIMEOUT_SECONDS,
    ) -> None:
        self._api = api
        self._everybody = EVERYBODY in listed
        self._named = tuple(listed) if not self._everybody else ()
        self._groups = [name for name in self._named if name.startswith(_GROUP)]
        self._pool = ThreadPoolExecutor(_GROUPS_AT_ONCE)
        self._seconds = seconds
        self._within = within
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
        return self._is_in_a_group(user)

    def _is_in_a_group(self, user: User) -> bool | None:
        asked = [self._pool.submit(self._in_group, name) for name in self._groups]
        all_known = True
        try:
            for answer in as_completed(asked, timeout=self._within):
                members = answer.result()
                if members is None:
                    all_known = False
                elif user.id in members:
                    return True
        except TimeoutError:
            logger.warning("it is not known in time who may mute", groups=len(self._groups))
            return None
        return False if all_known else None

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
