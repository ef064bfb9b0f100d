"""List mutes, and what was done to them."""

from datetime import datetime

from shared.domain.mute_audit import AuditEntry
from shared.domain.mute_list import MutesQuestion, MuteState, in_order, may_see, place_of
from shared.domain.mutes import Mute
from shared.domain.pages import Listing
from shared.ports.asking import Cursors
from shared.ports.muting import MuteQueries


def list_mutes(
    question: MutesQuestion,
    now: datetime,
    limit: int,
    cursor: str | None,
    mutes: MuteQueries,
    cursors: Cursors,
) -> Listing[Mute]:
    """Return up to `limit` mutes after the cursor, those that end first at first.

    Raises:
        InvalidCursorError: the cursor is not one that this list with this question gave.
        StoreUnavailableError: it could not be read now.

    """
    request = f"mutes {question}"
    after = cursors.read(cursor, request) if cursor else None
    every = mutes.active(now) if question.state is MuteState.ACTIVE else mutes.kept(now)
    asked = in_order(mute for mute in every if question.admits(mute, now))
    rest = [mute for mute in asked if after is None or place_of(mute) > after]
    page = rest[:limit]
    more = len(rest) > limit
    return Listing(page, cursors.write(place_of(page[-1]), request) if more else None)


def list_audit(
    accounts: tuple[str, ...] | None,
    limit: int,
    cursor: str | None,
    mutes: MuteQueries,
    cursors: Cursors,
) -> Listing[AuditEntry]:
    """Return up to `limit` entries after the cursor, newest first; a page may be short, and go on.

    Raises:
        InvalidCursorError: the cursor is not one that this list gave.
        StoreUnavailableError: it could not be read now.

    """
    request = f"mute audit {accounts}"
    page = mutes.audit(limit, cursors.read(cursor, request) if cursor else None)
    shown = [entry for entry in page.items if may_see(accounts, entry.mute)]
    return Listing(shown, cursors.write(page.next, request) if page.next else None)
