"""What is said of an account whose watch begins, in one message."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.adapters.jinja_messages import JinjaMessages
from shared.domain.delivery import Message
from shared.domain.onboarding import AccountSummary
from tests.builders.hostile_text import hostile
from tests.builders.notices import summary
from tests.builders.slack_payloads import markup, problems, texts

WRITER = JinjaMessages()
MANY = tuple((f"rule-{number:02d}", 100 - number) for number in range(25))

numbers = st.integers(0, 10**9)


def both(message: Message) -> tuple[str, str]:
    assert not problems(message)
    return message.text, "\n".join(texts(list(message.blocks))).replace("`", "")


def test_it_says_what_was_there_and_that_changes_are_told_from_now_on() -> None:
    for text in both(WRITER.onboarded(summary())):
        for part in (
            "📋 Watching account 222222222222",
            "2026-11-20 09:00:00 UTC",
            "eu-central-1, eu-west-1",
            "66.67 %",
            "restricted-ssh: 2",
            "encrypted-volumes: 1",
            "These violations were there before the watch began, so nobody is told of each.",
            "From now on every change is told as it happens.",
        ):
            assert part in text
    assert "Results: 10 (6 compliant, 3 non-compliant)\n" in WRITER.onboarded(summary()).text


def test_the_ten_most_violated_rules_are_listed_and_the_others_counted() -> None:
    for rules, more in ((MANY, 15), (MANY[:10], None)):
        for text in both(WRITER.onboarded(replace(summary(), rules=rules))):
            assert "rule-09: 91" in text
            assert "rule-10" not in text
            assert (f"and {more} more" in text) if more else ("more" not in text)


def test_rules_that_were_left_out_are_counted_too() -> None:
    short = replace(summary(), rules=MANY).first_rules(3)
    assert short.rules == MANY[:3]
    assert (short.more_rules, short.first_rules(2).more_rules) == (22, 23)
    for text in both(WRITER.onboarded(short)):
        assert "and 22 more" in text
        assert "python -m tools.api violations --account=222222222222" in text


def test_an_account_in_which_nothing_is_violated_is_said_to_be_so() -> None:
    calm = replace(summary(), compliant=10, non_compliant=0, rules=())
    for text in both(WRITER.onboarded(calm)):
        assert "Nothing is violated. From now on every change is told as it happens." in text
        assert "100.00 %" in text
        assert "Violations by rule" not in text


def test_an_account_without_results_has_no_score() -> None:
    empty = replace(summary(), results=0, compliant=0, non_compliant=0, rules=())
    assert empty.score is None
    for text in both(WRITER.onboarded(empty)):
        assert "no data" in text


@settings(max_examples=12)
@given(
    st.builds(
        AccountSummary,
        account=hostile,
        run=hostile,
        regions=st.lists(hostile, max_size=40).map(tuple),
        results=numbers,
        compliant=numbers,
        non_compliant=numbers,
        rules=st.lists(st.tuples(hostile, numbers), max_size=12).map(tuple),
        at=st.just(summary().at),
        more_rules=numbers,
    )
)
def test_no_account_breaks_a_message(found: AccountSummary) -> None:
    message = WRITER.onboarded(found)
    assert not problems(message)
    assert all(text["verbatim"] for text in markup(message))
