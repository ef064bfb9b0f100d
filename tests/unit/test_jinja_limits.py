"""Whatever AWS Config says, a message stays within Slack's limits and does nothing of its own."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.adapters.jinja_messages import TEMPLATES, JinjaMessages
from shared.domain.alert import Alert, AlertKind
from shared.domain.endings import Ending
from shared.domain.observations import StateKey, Version
from tests.builders.hostile_text import hostile
from tests.builders.slack_payloads import markup, problems

WRITER = JinjaMessages()

moments = st.datetimes(datetime(1990, 1, 1), datetime(2900, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants its bounds naive
statuses = st.sampled_from(["COMPLIANT", "NOT_APPLICABLE", "CLOSED"]) | hostile


@st.composite
def notices(draw: st.DrawFn, kind: AlertKind) -> Alert:
    state = StateKey(*(draw(hostile) for _ in range(5)))
    since = draw(moments)
    reason = draw(st.none() | hostile)
    return Alert(kind, state, Version(since, since, "e"), draw(statuses), since, reason)


@settings(max_examples=12)
@given(st.lists(notices(AlertKind.OPENED), min_size=1, max_size=12))
def test_no_violation_breaks_a_message(opened: list[Alert]) -> None:
    message = WRITER.violations(opened)
    assert not problems(message)
    assert all(text["verbatim"] for text in markup(message))


@settings(max_examples=12)
@given(
    st.lists(
        st.builds(
            Ending,
            notices(AlertKind.RESOLVED),
            notices(AlertKind.OPENED),
            st.none() | moments,
        ),
        min_size=1,
        max_size=12,
    )
)
def test_no_ending_breaks_a_message(endings: list[Ending]) -> None:
    message = WRITER.endings(endings)
    assert not problems(message)
    assert all(text["verbatim"] for text in markup(message))


def test_every_template_is_tried_with_whatever_aws_config_says() -> None:
    # The summary of an account in test_onboarding, the digest in test_jinja_digest.
    tried = {"violation", "violations", "resolved", "onboarded", "digest"}
    assert {path.name.partition(".")[0] for path in TEMPLATES.glob("*.json.j2")} == tried
