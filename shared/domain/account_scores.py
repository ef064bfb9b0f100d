"""The score of each account, and what may make it look better than it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.domain.period import Period
from shared.domain.silence import Watched, not_recorded, nowhere_recorded
from shared.domain.snapshots import Heard
from shared.domain.standing import Score, Standing


@dataclass(frozen=True, slots=True)
class AccountScore:
    """The score of one account; those `silent` or `not_recorded` may be worse than they look.

    It is `unknown` where the recorders of all of its places are stopped.
    """

    account: str
    score: Score
    silent: bool
    not_recorded: bool = False
    unknown: bool = False

    @property
    def percentage(self) -> float | None:
        """The score in percent; None without data, and of an account that nobody sees."""
        return None if self.unknown else self.score.percentage

    def change(self, days: int) -> float | None:
        """Return the change in points; None without data, as of an account that nobody sees."""
        return None if self.silent or self.not_recorded else self.score.changes.get(days)


def account_scores(
    standing: Standing, heard: Sequence[Heard], watched: Watched, period: Period, now: datetime
) -> tuple[AccountScore, ...]:
    """Return the accounts that are known or watched, the lowest score first."""
    speaking = {known.account for known in heard if known.last and known.last >= period.start}
    stopped = {place.account for place in not_recorded(heard)}
    # Who is recorded nowhere now may have been when an earlier day was kept.
    is_present = standing.snapshot.taken_at == now
    unknown = nowhere_recorded(heard) if is_present else frozenset[str]()
    named = {*standing.snapshot.by_account, *(known.account for known in heard)}
    scores = [
        AccountScore(
            account,
            standing.score_of(account),
            silent=account not in speaking,
            not_recorded=account in stopped,
            unknown=account in unknown,
        )
        for account in sorted(named.union(watched.accounts))
    ]
    return tuple(sorted(scores, key=_worst_first))


def _worst_first(account: AccountScore) -> tuple[float, int, str]:
    percentage = account.percentage
    unknown_last = 101.0 if percentage is None else percentage
    return unknown_last, -account.score.counts.non_compliant, account.account
