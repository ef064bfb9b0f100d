"""Which rules a digest lists as not classified: each in one digest, however often that is made."""

from collections.abc import Iterable

from shared.domain.audience import Audience
from shared.domain.catalogue import is_classified
from shared.domain.digest import Digest
from shared.domain.period import Period
from shared.domain.sending import digest_name
from shared.ports.reporting import ListedRules


def unclassified(
    rules: Iterable[str], period: Period, audience: Audience, listed: ListedRules
) -> tuple[str, ...]:
    """Return the rules, by name, of which nothing is said and that no other digest has listed.

    Only the digest of the organisation lists any: what is said of a rule is nobody's in particular.

    Raises:
        StoreUnavailableError: what was listed cannot be read.

    """
    unknown = sorted(rule for rule in rules if not is_classified(rule))
    if audience.team is not None or not unknown:
        return ()
    before, name = listed.listed(), digest_name(period, audience)
    return tuple(rule for rule in unknown if before.get(rule, name) == name)


def remember_listed(digest: Digest, listed: ListedRules) -> None:
    """Keep what a digest that was sent has listed; a period that is not over lists it again.

    Raises:
        StoreUnavailableError: it cannot be kept; the next digest lists the rules again.

    """
    rules = digest.found.unclassified
    if rules and digest.period.is_over(digest.found.now):
        listed.record_listed(rules, digest_name(digest.period, digest.audience))
