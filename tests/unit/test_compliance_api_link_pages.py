"""Pages of a resource and of a rule: for whoever has a link that holds, and for nobody else."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings

from lambdas.compliance_api import bootstrap, link_pages
from shared.adapters.message_links import named
from shared.adapters.signed_links import LeadsTo, SignedLinks
from shared.domain.observations import StateKey
from shared.domain.rule_names import normalise
from shared.ports.errors import StoreUnavailableError
from shared.usecases import list_timeline
from shared.usecases.record_batch import record_batch
from tests.builders.api import ask, serve
from tests.builders.hostile_text import hostile
from tests.builders.http_events import Answer
from tests.builders.mutes import muting
from tests.builders.observations import C, N, at, key, result
from tests.builders.questions import messages
from tests.fakes.in_memory_compliance_store import InMemoryComplianceStore
from tests.fakes.in_memory_mutes import InMemoryMutes
from tests.fakes.in_memory_overview import InMemoryOverview

LINKS = SignedLinks(lambda: b"k" * 64, LeadsTo.TIMELINE)
WEEK = timedelta(days=7)


def of(state: StateKey) -> str:
    return named(
        {
            "account": state.account,
            "resource_type": state.resource_type,
            "resource_id": state.resource_id,
        }
    )


def link_to(state: StateKey) -> str:
    return f"{of(state)}&{LINKS.query(of(state), at(60) + WEEK)}"


def know(
    monkeypatch: pytest.MonkeyPatch, *heard: object, mutes: InMemoryMutes | None = None
) -> None:
    store = InMemoryComplianceStore()
    record_batch(messages(list(heard)), store, at(60), lambda _: None)  # type: ignore[arg-type] # what was heard
    known = InMemoryOverview(store)
    serve(
        monkeypatch,
        store,
        ends=known,
        violations=known,
        tellings=known,
        mutes=mutes or InMemoryMutes(),
    )
    sign_with(monkeypatch, lambda: b"k" * 64)


def sign_with(monkeypatch: pytest.MonkeyPatch, key: Callable[[], bytes]) -> None:
    monkeypatch.setattr(bootstrap, "links", lambda leads_to: SignedLinks(key, leads_to))


def opened(state: StateKey | None = None) -> Answer:
    answer = ask("/timeline", link_to(state or key()))
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    return answer


def said(page: str) -> str:
    """Return what a reader sees."""
    body = page.partition("<body>")[2]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", body)))


def test_it_tells_every_result_of_every_rule_and_how_long_it_lasted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    logging = key("bucket-1", "s3-bucket-logging-enabled")
    know(
        monkeypatch,
        *(result(0, C), result(10, N, C, annotation="public"), result(20, C, N)),
        *(result(30, N, of=logging), result(40, N, of=key("bucket-2"))),
    )
    text = said(opened().text)
    assert "bucket-1 AWS::S3::Bucket in account 222222222222" in text
    assert "Rules it violates now 1 Rules with a result now 2" in text
    story = "NON_COMPLIANT public 2026-11-20 09:10:00 UTC 2026-11-20 09:20:00 UTC 10 min"
    assert story in text
    assert "s3-bucket-logging-enabled" in text.partition(story)[0], "the newest come first"
    assert "bucket-2" not in text


def test_a_present_result_that_is_muted_says_until_when(monkeypatch: pytest.MonkeyPatch) -> None:
    mute = muting()
    known = InMemoryMutes()
    known.mutes[mute.id] = mute
    know(monkeypatch, result(0, N), mutes=known)
    assert "muted until" in said(opened().text)


def test_where_a_mute_by_tag_may_cover_it_both_pages_say_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = InMemoryMutes()
    know(monkeypatch, result(0, N), mutes=known)
    unknown = "not known whether it is muted"
    assert unknown not in said(opened().text) + said(rule_page())
    known.mutes["one"] = muting(tag=("team", "payments"))
    for page in (opened().text, rule_page()):
        assert unknown in said(page)


def test_of_a_long_past_the_newest_are_told_and_how_to_ask_for_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(link_pages, "_SPANS", 2)
    know(monkeypatch, result(0, C), result(10, N, C), result(20, C, N))
    text = said(opened().text)
    assert "These are the newest 2; all of them: python -m tools.api timeline" in text


def test_a_resource_that_nothing_is_known_of_is_not_shown_as_fine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    know(monkeypatch)
    text = said(opened().text)
    assert "Nothing is known of this resource" in text
    assert "Rules it violates now" not in text


def test_nobody_keeps_it_on_the_way_and_nothing_runs_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    know(monkeypatch, result(0, N))
    answer = opened()
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "<script" not in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "",
        link_to(key())[:-1],
        link_to(key("bucket-2")).replace("bucket-2", "bucket-1"),
        link_to(key()).replace("222222222222", "333333333333"),
        f"{of(key())}&expires=1&signature=%C3%A9",
    ],
)
def test_a_link_that_was_not_made_here_is_forbidden(
    monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    know(monkeypatch, result(0, N))
    answer = ask("/timeline", query)
    assert answer.status == 403
    assert "not made here" in answer.text


def test_a_link_to_a_report_leads_to_no_timeline(monkeypatch: pytest.MonkeyPatch) -> None:
    know(monkeypatch, result(0, N))
    reports = SignedLinks(lambda: b"k" * 64)
    query = f"{of(key())}&{reports.query(of(key()), at(60) + WEEK)}"
    assert ask("/timeline", query).status == 403


def test_a_link_that_has_expired_is_gone_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    know(monkeypatch, result(0, N))
    monkeypatch.setattr(bootstrap, "now", lambda: at(60) + WEEK)
    answer = ask("/timeline", link_to(key()))
    assert answer.status == 410
    assert "newer messages in Slack have links that hold" in answer.text


def test_too_long_a_past_is_refused_with_what_to_ask_instead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    know(monkeypatch, result(0, N))
    monkeypatch.setattr(list_timeline, "MOST_STATES", 0)
    answer = ask("/timeline", link_to(key()))
    assert answer.status == 400
    assert "ask for the events" in answer.text


def test_without_its_key_it_has_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    know(monkeypatch, result(0, N))

    def out() -> bytes:
        raise StoreUnavailableError("Secrets Manager is out")

    sign_with(monkeypatch, out)
    assert ask("/timeline", link_to(key())).status == 503


def rule_page(rule: str = "s3-bucket-public-read-prohibited") -> str:
    of = named({"account": "222222222222", "rule_name": rule})
    links = SignedLinks(lambda: b"k" * 64, LeadsTo.VIOLATIONS)
    answer = ask("/violations", f"{of}&{links.query(of, at(60) + WEEK)}")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    return answer.text


def test_a_page_of_a_rule_tells_all_that_violate_it_under_any_name_and_no_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    variant = "securityhub-s3-bucket-public-read-prohibited-0a1b2c3d"
    elsewhere = replace(key("bucket-9"), account="333333333333")
    know(
        monkeypatch,
        *(result(0, N, annotation="public"), result(10, N, of=key("bucket-2", variant))),
        *(result(20, N, of=elsewhere), result(0, C, of=key("bucket-3"))),
        result(30, N, of=key("bucket-4", "s3-bucket-logging-enabled")),
    )
    text = said(rule_page())
    assert "2 violations" in text
    assert text.index("bucket-2") < text.index("bucket-1"), "the newest come first"
    assert "bucket-1 AWS::S3::Bucket public 2026-11-20 09:00:00 UTC 1 h" in text
    assert f"under the name {variant}" in text
    for other in ("bucket-3", "bucket-4", "bucket-9", "There are more"):
        assert other not in text


def test_a_page_of_a_rule_says_what_is_muted_and_how_to_ask_for_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mute, known = muting(), InMemoryMutes()
    known.mutes[mute.id] = mute
    monkeypatch.setattr(link_pages, "_VIOLATIONS", 2)
    know(monkeypatch, *(result(n, N, of=key(f"bucket-{n}")) for n in range(3)), mutes=known)
    text = said(rule_page())
    assert "The newest 2 violations" in text
    assert "There are more: python -m tools.api violations --account=222222222222" in text


def test_a_rule_that_nothing_violates_any_more_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    know(monkeypatch, result(0, N), result(10, C, N))
    assert "No violation of this rule is open in this account." in said(rule_page())


def test_a_link_to_a_resource_leads_to_no_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    know(monkeypatch, result(0, N))
    of = named({"account": "222222222222", "rule_name": "restricted-ssh"})
    assert ask("/violations", f"{of}&{LINKS.query(of, at(60) + WEEK)}").status == 403


@given(hostile.filter(bool), hostile, hostile)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_whatever_is_named_is_shown_and_does_nothing(
    monkeypatch: pytest.MonkeyPatch, resource: str, rule: str, reason: str
) -> None:
    state = replace(key(), resource_id=resource, rule_name=rule)
    know(monkeypatch, result(0, N, annotation=reason, of=state))
    page = opened(state).text + rule_page(normalise(rule))
    for rows in re.findall(r"(?s)<tbody>(.*?)</tbody>", page):
        assert "<" not in re.sub(r"<[^>]*>", "", rows), "no tag but ours is there"
    tags = {tag.lower() for tag in re.findall(r"<\s*([A-Za-z!][A-Za-z0-9]*)", page)}
    assert tags <= OURS


OURS = {
    *("!doctype", "html", "head", "meta", "title", "style", "body"),
    *("main", "header", "h1", "p", "code", "dl", "div", "dt", "dd", "section", "h2", "table"),
    *("caption", "thead", "tr", "th", "tbody", "a", "span", "td", "footer"),
}
