"""Whatever AWS Config says, a message stays within Slack's limits and does nothing of its own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.adapters.jinja_html import TEMPLATES
from shared.adapters.jinja_messages import JinjaMessages
from shared.adapters.message_links import MessageLinks
from shared.domain.alert import Alert, AlertKind
from shared.domain.alerts import FirstResults, RollUp
from shared.domain.console_links import Portal, use_console
from shared.domain.endings import Ending
from shared.domain.observations import StateKey, Version
from shared.domain.outbox import Fate, OutboxEntry
from shared.domain.thread_keys import group_of
from shared.domain.threads import Person, Thread, ended, following, joined
from shared.domain.violation_keys import violation_shown_by
from tests.builders.hostile_text import hostile
from tests.builders.slack_payloads import markup, problems
from tests.fakes.clock import NOW

# With links to pages, and without: a command stands where there is no link.
LINKS = MessageLinks(
    "https://api.example",
    lambda: b"k" * 64,
    timedelta(days=7),
    lambda: NOW,
)
writers = st.sampled_from((JinjaMessages(), JinjaMessages(links=LINKS)))

moments = st.datetimes(datetime(1990, 1, 1), datetime(2900, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants its bounds naive
numbers = st.integers(0, 3) | st.integers(0, 10**6)
statuses = st.sampled_from(["COMPLIANT", "NOT_APPLICABLE", "CLOSED"]) | hostile


@st.composite
def alerts(draw: st.DrawFn, kind: AlertKind = AlertKind.OPENED) -> Alert:
    state = StateKey(*(draw(hostile) for _ in range(5)))
    since, rule = draw(moments), draw(hostile)
    return Alert(
        kind=kind,
        violation=violation_shown_by(state),
        period=1,
        channel="default",
        key=state,
        version=Version(since, since, "e"),
        status=draw(statuses),
        since=since,
        reason=draw(st.none() | hostile),
        number=draw(numbers),
        first_result=draw(st.booleans()),
        out_of_shadow=draw(st.booleans()),
        sightings=draw(numbers),
        rules=(rule,) * draw(st.integers(0, 3)),
        more_rules=draw(numbers),
        regions=draw(numbers),
        flaps=draw(numbers),
    )


many = st.lists(alerts(), min_size=1, max_size=12)


def as_entries(opened: list[Alert]) -> tuple[OutboxEntry[Alert], ...]:
    return tuple(OutboxEntry(alert, Fate.WAITING) for alert in opened)


@settings(max_examples=12)
@given(writers, many)
def test_no_violation_breaks_a_message(writer: JinjaMessages, opened: list[Alert]) -> None:
    message = writer.violations(opened)
    assert not problems(message)
    assert all(text["verbatim"] for text in markup(message))


@settings(max_examples=12)
@given(
    writers,
    st.lists(
        st.builds(
            Ending,
            alerts(AlertKind.RESOLVED),
            alerts(),
            st.none() | moments,
        ),
        min_size=1,
        max_size=12,
    ),
)
def test_no_ending_breaks_a_message(writer: JinjaMessages, endings: list[Ending]) -> None:
    message = writer.endings(endings)
    assert not problems(message)
    assert all(text["verbatim"] for text in markup(message))


@settings(max_examples=12)
@given(writers, many)
def test_no_reminder_breaks_a_message(writer: JinjaMessages, still_open: list[Alert]) -> None:
    message = writer.reminders(still_open)
    assert not problems(message)
    assert all(text["verbatim"] for text in markup(message))


@settings(max_examples=12)
@given(writers, many, hostile, st.booleans(), st.booleans())
def test_no_first_result_breaks_a_message(
    writer: JinjaMessages,
    opened: list[Alert],
    name: str,
    of_rule: bool,  # noqa: FBT001 - drawn
    out_of_shadow: bool,  # noqa: FBT001 - drawn
) -> None:
    account, rule = (None, name or "-") if of_rule else (name or "-", None)
    group = FirstResults(account, rule, as_entries(opened), out_of_shadow)
    message = writer.first_results(group)
    assert not problems(message)
    assert all(text["verbatim"] for text in markup(message))


@settings(max_examples=12)
@given(writers, many)
def test_nothing_that_is_held_back_breaks_a_message(
    writer: JinjaMessages, held: list[Alert]
) -> None:
    message = writer.rolled_up(RollUp(as_entries(held)))
    assert not problems(message)
    assert all(text["verbatim"] for text in markup(message))


names = hostile.map(lambda name: Person("U1", name, NOW))


@st.composite
def threads(draw: st.DrawFn) -> Thread:
    """Return a thread in any state: nothing, some or all of it over, and who answers for it."""
    told = draw(many)
    group = group_of(told[0])
    thread = joined(following(None, group, told[0]), told, NOW)
    over = told[: draw(st.integers(0, len(told)))]
    return replace(
        ended(thread, [replace(each, since=draw(moments)) for each in over], NOW)
        if over
        else thread,
        told=draw(st.integers(len(told), 10_000)) if len(over) < len(told) else len(told),
        acknowledged=draw(st.none() | names),
        assigned=draw(st.none() | names),
    )


@settings(max_examples=8)
@given(writers, threads())
def test_no_thread_breaks_a_message(writer: JinjaMessages, thread: Thread) -> None:
    message = writer.thread(thread)
    assert not problems(message)
    assert all(text["verbatim"] for text in markup(message))


@settings(max_examples=8)
@given(writers, threads(), names, many)
def test_no_answer_breaks_a_message(
    writer: JinjaMessages, thread: Thread, who: Person, opened: list[Alert]
) -> None:
    thread = replace(thread, acknowledged=who, assigned=who)
    for message in (
        writer.more(thread, opened),
        writer.acknowledged(thread),
        writer.assigned(thread),
    ):
        assert not problems(message)
        assert all(text["verbatim"] for text in markup(message))


@settings(max_examples=12)
@given(writers, many, moments)
def test_no_link_through_an_access_portal_breaks_a_message(
    writer: JinjaMessages, opened: list[Alert], since: datetime
) -> None:
    use_console(Portal("https://example.awsapps.com/start", "a" * 32))
    try:
        ending = Ending(replace(opened[0], kind=AlertKind.RESOLVED), opened[0], since)
        messages = [
            *(writer.violations(opened[:1]), writer.violations(opened), writer.reminders(opened)),
            *(writer.endings([ending]), writer.endings([ending, ending])),
        ]
    finally:
        use_console()
    assert not [problem for message in messages for problem in problems(message)]


def test_every_template_is_tried_with_whatever_aws_config_says() -> None:
    # The summary of an account in test_onboarding, recorders in test_recorder_messages, the digest
    # in test_jinja_digest, what pressed buttons are answered with in test_jinja_interactions.
    tried = {"violation", "violations", "resolved", "onboarded", "digest"} | {
        *("reminder", "first_results", "rolled_up", "thread", "more", "answered_for"),
        *("steps", "muted", "mute_form", "whisper", "recorders"),
    }
    assert {path.name.partition(".")[0] for path in TEMPLATES.glob("*.json.j2")} == tried
