"""Doing something with many letters at once, and keeping count."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field

from botocore.exceptions import BotoCoreError, ClientError

from tools.dlq.letters import Letter

type Act = Callable[[Letter], None]

_AT_ONCE = 8


class NotPossibleError(Exception):
    """It cannot be done with this letter; the message says why."""


@dataclass
class Outcome:
    """How many were done, which could not be and why, and how many nobody came to."""

    done: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    left: int = 0

    @property
    def complete(self) -> bool:
        """Whether all were done."""
        return not self.failed and not self.left


def act_on(letters: Sequence[Letter], act: Act, tell: Callable[[int], None]) -> Outcome:
    """Do it with each letter and tell how many are done; Ctrl-C ends it after those under way.

    What AWS refuses for one letter does not keep the others from it.
    """
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        running = {pool.submit(act, letter): letter for letter in letters}
        try:
            for count, _ in enumerate(as_completed(running), start=1):
                tell(count)
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
    outcome = Outcome()
    for future, letter in running.items():
        _note(outcome, future, letter)
    return outcome


def _note(outcome: Outcome, future: Future[None], letter: Letter) -> None:
    if future.cancelled():
        outcome.left += 1
        return
    match future.exception():
        case None:
            outcome.done += 1
        case NotPossibleError() | ClientError() | BotoCoreError() as error:
            outcome.failed[letter.id] = str(error)
        case error:
            raise error
