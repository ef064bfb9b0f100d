"""Count muted violations exactly, or say that it is not known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shared.domain.filters import Filters
from shared.domain.mute_filters import violations_of
from shared.domain.muted_counts import BroadMutes
from shared.domain.mutes import Selector, StateSubject
from shared.domain.muting import ActiveMutes
from shared.domain.rollups import Counts, RollupKey
from shared.domain.state import Record
from shared.domain.status import Status
from shared.domain.totals import Totals
from shared.ports.asking import ComplianceQueries
from shared.ports.muting import OpenViolations

# A caller waits: beyond any of these it is not known how many violations are muted.
MOST_VIOLATIONS = 2_000  # of mutes that name resources, taken together
MOST_NARROW = 200  # mutes that name resources
MOST_ACCOUNTS = 50  # accounts that mutes name, where all accounts are asked for


@dataclass(frozen=True, slots=True)
class MutedSources:
    """The mutes that are active, and where the violations are that they name one by one."""

    mutes: ActiveMutes
    violations: OpenViolations

    @property
    def selectors(self) -> list[Selector]:
        """What they match."""
        return [mute.selector for mute in self.mutes.mutes]


def muted_records(records: Iterable[Record], mutes: ActiveMutes) -> int | None:
    """Return how many of some states are violations that are muted."""
    open_ones = [record for record in records if record.status == Status.NON_COMPLIANT]
    found = [mutes.on_state(record.key).muted for record in open_ones]
    return None if None in found else found.count(True)


def muted_rows(
    rows: Iterable[tuple[RollupKey, Counts]], filters: Filters, by: MutedSources
) -> int | None:
    """Return how many violations are muted among all that filters admit, which `rows` count.

    Raises:
        StoreUnavailableError: it could not be read now.

    """
    broad = BroadMutes(by.selectors)
    return _with_narrow(broad.in_rows(rows), broad, filters, by)


def muted_in_organisation(
    totals: Totals, region: str | None, compliance: ComplianceQueries, by: MutedSources
) -> int | None:
    """Return how many violations are muted in all accounts.

    Raises:
        StoreUnavailableError: it could not be read now.

    """
    within = Filters(region=region)
    wide = [each for each in by.selectors if each.account is None and not each.names_variant]
    everywhere, broad = BroadMutes(wide), BroadMutes(by.selectors)
    rows = _rows([each for each in by.selectors if each not in wide], within, compliance)
    if rows is None:
        return None
    cells = totals.by_cell.items()
    counted = everywhere.in_cells((c, counts) for c, counts in cells if region in {None, c.region})
    counted += broad.in_rows(
        (key, counts)
        for key, counts in rows.items()
        if not everywhere.cover(key.account, key.region, key.rule_name, key.resource_type)
    )
    return _with_narrow(counted, broad, within, by)


def _rows(
    selectors: Sequence[Selector], within: Filters, compliance: ComplianceQueries
) -> dict[RollupKey, Counts] | None:
    """Return what is counted where mutes name accounts, or variants of rules."""
    broad = [each for each in selectors if each.is_broad]
    accounts = {each.account for each in broad if each.account is not None}
    variants = {each.rule_name for each in broad if each.account is None}
    if len(accounts) + len(variants) > MOST_ACCOUNTS:
        return None
    asked = [
        Filters(region=within.region, rule_name=name) for name in sorted(filter(None, variants))
    ]
    if accounts:
        asked.append(Filters(region=within.region, accounts=tuple(sorted(accounts))))
    return {key: counts for each in asked for key, counts in compliance.rollups(each)}


def _with_narrow(counted: int, broad: BroadMutes, within: Filters, by: MutedSources) -> int | None:
    """Return a count and what mutes cover beside it that name resources."""
    named = [each for each in by.selectors if not each.is_broad]
    found = [(each, violations_of(each, within)) for each in named]
    narrow = [(each, filters) for each, filters in found if filters is not None]
    if len(narrow) > MOST_NARROW or any(each.tag is not None for each, _ in narrow):
        return None
    if not narrow:
        return counted
    keys = by.violations.among([filters for _, filters in narrow], MOST_VIOLATIONS)
    if keys is None:
        return None
    return counted + sum(
        not broad.cover(key.account, key.region, key.rule_name, key.resource_type)
        and any(each.admits(StateSubject(key)) for each, _ in narrow)
        for key in keys
    )
