"""Make the digests of a period, one for each audience, and send each of them once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shared.domain.audience import ORGANISATION, Audience
from shared.domain.digest import Digest, digest_of
from shared.domain.period import Period
from shared.domain.reports import report_name
from shared.domain.sending import Report, digest_name
from shared.ports.errors import StoreUnavailableError
from shared.usecases.digest_desk import DigestDesk, Expectations
from shared.usecases.find_for_audience import find_for
from shared.usecases.list_unclassified import remember_listed
from shared.usecases.look_at_organisation import look
from shared.usecases.post_digest import DigestRefusedError, post_digest
from shared.usecases.send_once import LEASE, send_once


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the digest of an audience; `digest` is None where it was sent before."""

    audience: Audience
    digest: Digest | None
    report: Report | None = None


def send_digests(
    period: Period,
    teams: Sequence[Audience],
    expected: Expectations,
    desk: DigestDesk,
    *,
    again: bool = False,
) -> Iterator[Sent]:
    """Send the digest of the organisation, then those of teams; what was sent before stays so.

    Each is yielded as soon as it is sent: so that is known also where a later one is not. A period
    that is not over can be told any number of times, as can one that is told `again`.

    Raises:
        StoreUnavailableError: numbers cannot be read, or the snapshot not be written.
        DigestNotSentError: a digest was not taken; the others may have been.

    """
    once = period.is_over(desk.clock.now()) and not again
    audiences = [ORGANISATION, *teams]
    waiting = [a for a in audiences if not (once and _was_sent(period, a, desk))]
    yield from (Sent(audience, None) for audience in audiences if audience not in waiting)
    if not waiting:
        return
    seen, refused = look(period, expected, desk), []
    for audience in waiting:
        digest = digest_of(period, audience, find_for(audience, seen, desk))
        try:
            yield _send(digest, desk, once=once)
        except DigestRefusedError as error:
            refused.append(f"{audience.key}: {error}")
    if refused:
        raise DigestRefusedError("; ".join(refused))


def _was_sent(period: Period, audience: Audience, desk: DigestDesk) -> bool:
    return desk.sent.was_sent(digest_name(period, audience))


def _send(digest: Digest, desk: DigestDesk, *, once: bool) -> Sent:
    report = _report(digest, desk)
    message = desk.writer.digest(digest, report)
    if not once:
        post_digest(message, desk.clock.now() + LEASE, desk)
    elif not send_once(digest_name(digest.period, digest.audience), message, desk):
        return Sent(digest.audience, None)
    remember_listed(digest, desk.listed)
    return Sent(digest.audience, digest, report)


def _report(digest: Digest, desk: DigestDesk) -> Report | None:
    """Return where the report is; a digest without one is better than none."""
    page = desk.pages.page(digest)
    name = report_name(digest.period, digest.audience, page)
    try:
        return desk.shelf.keep(name, page, desk.clock.now())
    except StoreUnavailableError:
        return None
