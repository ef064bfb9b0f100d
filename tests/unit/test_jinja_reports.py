"""The report is a page of its own: whole, honest about what is unknown, and safe."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.period import Period
from shared.domain.reconciliation import UnknownSource
from shared.domain.rollups import Activity
from shared.domain.silence import Watched
from shared.domain.snapshots import Heard, Snapshot
from shared.domain.standing import Standing
from tests.builders.mutes import muting
from tests.builders.pages import FULL_PAGE, PAGES, REPORTS, full_digest
from tests.builders.snapshots import (
    HERE,
    LAST_WEEK,
    ONE,
    PAYMENTS,
    ZONE,
    counts,
    digest,
    heard,
    history,
    reconciled,
    record,
    report,
    resolved,
    snapshot,
    weeks,
)
from tests.fakes.clock import NOW


class Parsed(HTMLParser):
    """What a page is made of; a tag that is not closed where it should be fails the test."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def text_of(page: str) -> str:
    body = page.partition("<body>")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_it_is_complete_in_itself_and_runs_nothing() -> None:
    parsed = Parsed(FULL_PAGE)
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in parsed.tags}
    assert not [a for _, a in parsed.tags if {"src", "onclick", "onload", "style"} & a.keys()]
    assert "url(" not in FULL_PAGE
    assert "@import" not in FULL_PAGE
    [policy] = [m for m in parsed.named("meta") if m.get("http-equiv")]
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_links_lead_to_the_console_and_documentation_only() -> None:
    addresses = [str(link["href"]) for link in Parsed(FULL_PAGE).named("a")]
    assert addresses
    allowed = r"https://(docs\.aws\.amazon\.com|[a-z0-9-]+\.console\.aws\.amazon\.com)/"
    assert all(re.match(allowed, address) for address in addresses)


def test_behind_every_chart_is_a_table_with_a_caption_and_named_columns() -> None:
    parsed = Parsed(FULL_PAGE)
    charts = [attributes for _, attributes in parsed.tags if attributes.get("role") == "img"]
    assert len(charts) == 6
    assert all("table" in str(chart["aria-label"]) for chart in charts)
    assert len(parsed.named("details")) >= len(charts)
    assert len(parsed.named("caption")) == len(parsed.named("table"))
    assert all("scope" in cell for cell in parsed.named("th"))


def test_it_says_how_things_stand() -> None:
    said = text_of(FULL_PAGE)
    for part in (
        "Compliance of Thursday, 19 November 2026",
        "New violations 34",
        "Resolved violations 51",
        "Shaded days have no data.",
        "The 10 with the most violations, of 23 accounts; the table has all of them.",
        "the 7 before: 2 h 3 min",
        "Events missed, and made up for 3",
        "AWS Config is off in this region",
    ):
        assert part in said


def test_tables_leave_nothing_out() -> None:
    made = full_digest()
    for account in made.accounts:
        assert f'<th scope="row"><code>{account.account}</code></th>' in FULL_PAGE
    for name, _ in made.rules or ():
        assert f">{name}</a></th>" in FULL_PAGE


def test_what_nobody_knows_is_never_shown_as_fine() -> None:
    empty = digest(
        Standing(snapshot(), of_the_day=True, before={1: None, 7: None}),
        watched=Watched((), (HERE,)),
        history=history(None, None),
        resolving=weeks(None, None),
    )
    said = text_of(REPORTS.page(empty))
    for fine in ("No rule is violated", "No violation is open", "was heard from", "100.00 %"):
        assert fine not in said
    assert "Compliance score no data" in said
    assert "Still open no data" in said
    assert "Not heard from no data" in said


def test_each_day_says_whether_it_is_complete() -> None:
    days = history((1, 1), (3, 1), (4, 0), None, not_recorded=(None, 2, 0, None))
    said = text_of(
        REPORTS.page(digest(Standing(snapshot(one=(3, 0)), of_the_day=True), history=days))
    )
    for row in (
        "2026-11-19 no data no data no data no data",
        "2026-11-18 100.00 % 0 4 yes",
        "2026-11-17 75.00 % 1 4 no: a recorder was stopped",
        "2026-11-16 50.00 % 1 2 not known",
    ):
        assert row in said
    assert "Days that are not complete, in the table, are how it was before" in said
    assert "Of some days it is not known whether they are complete." in said


def test_where_all_is_well_it_says_so() -> None:
    good = digest(Standing(snapshot(one=(3, 0)), of_the_day=True), heard(ONE, 1))
    said = text_of(REPORTS.page(good))
    for fine in ("No rule is violated.", "No violation is open.", "No account has a violation."):
        assert fine in said
    assert "Every account and region that is watched was heard from." in said


def test_the_present_is_not_passed_off_as_another_day_nor_a_running_one_as_over() -> None:
    standing = Standing(snapshot(one=(1, 1)), of_the_day=False, before={1: None, 7: None})
    assert "No snapshot of that day is kept" in REPORTS.page(digest(standing))
    today = Period(NOW.date(), ZONE)
    running = digest(Standing(snapshot(one=(1, 1)), of_the_day=True), period=today)
    assert "It is not over yet" in REPORTS.page(running)


def test_a_week_and_a_team_are_named() -> None:
    made = digest(
        Standing(snapshot(8, one=(1, 1)), of_the_day=True),
        period=LAST_WEEK,
        audience=PAYMENTS,
        resolving=weeks(resolved(), resolved(1, 2, 30)),
        activity=Activity(9, 4, 3),
        reconciled=reconciled(report(unknown_more=4), late=True),
    )
    said = text_of(REPORTS.page(made))
    assert "Team payments: Compliance of the week from 9 to 15 November 2026" in said
    assert re.search(r"Time to resolve\s*2 h 3 min", said)
    assert "rules of a team are not kept for past days" in said
    assert "and 4 more of all accounts, which the run did not name" in said
    assert "States compared" not in said


def test_every_page_of_the_examples_is_well_formed() -> None:
    for page in PAGES.values():
        Parsed(page)


names = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
evil = names | st.sampled_from(
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "a" * 300]
)
groups = st.dictionaries(evil, st.builds(counts, st.integers(0, 9), st.integers(0, 9)), max_size=4)


@settings(max_examples=15)
@given(groups, groups, groups, evil, evil)
def test_no_name_breaks_the_page_or_gets_into_it_unescaped(
    accounts: dict[str, object], rules: object, types: object, account: str, reason: str
) -> None:
    standing = Standing(
        Snapshot(NOW, accounts, rules, types),  # type: ignore[arg-type] # groups of counts
        of_the_day=True,
    )
    source = UnknownSource(account, reason, reason, reason)
    made = digest(
        standing,
        Heard(account, HERE),
        oldest=(record(days=3, account=account),),
        reconciled=reconciled(report(unknown=(source,)), late=False),
    )
    parsed = Parsed(REPORTS.page(made))
    assert not parsed.named("script")
    assert not parsed.named("img")


def test_oldest_violations_beyond_those_named_are_counted_with_what_lists_them() -> None:
    standing = Standing(snapshot(one=(1, 60)), of_the_day=True)
    made = digest(standing, oldest=tuple(record(n, days=9) for n in range(50)))
    page = REPORTS.page(made)
    assert "and 10 more: <code>python -m tools.api violations</code>" in page


def test_it_names_every_mute_and_the_score_without_what_is_muted() -> None:
    mutes = [muting("a", rule_name="<b>", days=3), muting("b", account=ONE, days=30)]
    standing = Standing(snapshot(one=(3, 1)), of_the_day=True)
    known = Standing(replace(standing.snapshot, muted=1), of_the_day=True)
    page = REPORTS.page(digest(known, mutes=mutes))
    said = text_of(page)
    assert "1 of 1 open violations are muted; without them the score is 100.00 %" in said
    assert "1 of the mutes end within seven days" in said
    assert "rule &lt;b&gt;" in said
    assert "a migration is under way" in said
    plain = text_of(REPORTS.page(digest(standing)))
    assert "How many violations are muted is not known. Nothing is muted." in plain


def test_what_reached_only_the_fallback_channel_is_shown_with_where_it_comes_from() -> None:
    counted = {(f"{n:012}", "<b>rule</b>"): n + 1 for n in range(5)}
    standing = Standing(snapshot(one=(3, 1)), of_the_day=True, before={1: None, 7: None})
    page = REPORTS.page(digest(standing, fallback=counted))
    assert "15 violations reached only the fallback channel" in page
    assert "000000000004" in page
    assert "and 2 more" in page
    assert "&lt;b&gt;rule&lt;/b&gt;" in page
    assert "fallback" not in REPORTS.page(digest(standing))
