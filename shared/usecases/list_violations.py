"""List open violations by time, with who is told of each."""

from collections import Counter
from collections.abc import Mapping

from shared.domain.pages import Listing
from shared.domain.totals import Totals
from shared.domain.violations import Violation, ViolationsQuestion, among
from shared.ports.asking import Cursors
from shared.ports.overview import Tellings, ViolationQueries
from shared.ports.totalling import TotalsQueries


def list_violations(
    question: ViolationsQuestion,
    limit: int,
    cursor: str | None,
    queries: ViolationQueries,
    totals: TotalsQueries,
    tellings: Tellings,
    cursors: Cursors,
) -> Listing[Violation]:
    """Return up to `limit` violations after the cursor; the next cursor is None only at the end.

    Raises:
        InvalidCursorError: the cursor is not one that this list with these filters gave.
        StoreUnavailableError: it could not be read now.

    """
    request = f"violations {question}"
    after = cursors.read(cursor, request) if cursor else None
    if question.needs_rules:
        question = among(question, _violations(totals.totals()))
    page = queries.violations(question, limit, after)
    told = tellings.of([record.key for record in page.items])
    return Listing(
        [Violation(record, told[record.key]) for record in page.items],
        cursors.write(page.next, request) if page.next else None,
    )


def _violations(totals: Totals) -> Mapping[str, int]:
    """Return the rules that are anywhere, with how many open violations each has."""
    found = Counter[str]()
    for cell, counts in totals.by_cell.items():
        found[cell.rule_name] += counts.non_compliant
    return found
