"""A bot asks Slack to draw the digest; to who does not draw, the same is told in characters."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.adapters.jinja_messages import JinjaMessages
from shared.domain.delivery import Message
from shared.domain.digest import Digest
from shared.domain.rollups import Counts
from shared.domain.standing import Standing
from tests.builders.hostile_text import hostile
from tests.builders.slack_payloads import problems, texts
from tests.builders.snapshots import ONE, PAYMENTS, counts, digest, heard, history, snapshot

BARS = JinjaMessages()
CHARTS = JinjaMessages(charts=True)
NOW = Standing(
    replace(
        snapshot(one=(3, 9)),
        by_rule={"root-account-mfa-enabled": counts(1, 2), "our-own-rule": counts(2, 7)},
        by_resource_type={"AWS::EC2::SecurityGroup": counts(3, 9)},
    ),
    of_the_day=True,
)
PAST = history((1, 1), None, (3, 1), (4, 0))
numbers = st.integers(0, 10**12)
rollups = st.builds(Counts, *[numbers] * 5)


def made(standing: Standing = NOW, **given: Any) -> Digest:
    return digest(standing, heard(ONE, 1), **{"history": PAST, **given})


def charts(message: Message) -> list[dict[str, Any]]:
    return [dict(block) for block in message.blocks if block["type"] == "data_visualization"]


def after_chart(message: Message, number: int) -> str:
    kinds = [block["type"] for block in message.blocks]
    places = [at for at, kind in enumerate(kinds) if kind == "data_visualization"]
    said: str = message.blocks[places[number] + 1]["elements"][0]["text"]
    return said


def test_the_score_is_a_line_of_the_days_that_are_known() -> None:
    message = CHARTS.digest(made(), None)
    score = charts(message)[0]
    assert score["title"] == "Score of the last 4 days"
    assert score["chart"]["type"] == "line"
    [series] = score["chart"]["series"]
    assert [(p["label"], p["value"]) for p in series["data"]] == [
        ("16 Nov", 50.0),
        ("18 Nov", 75.0),
        ("19 Nov", 100.0),
    ]
    assert after_chart(message, 0) == "50.00 % to 100.00 %; 1 day without data is left out"


def test_below_the_line_it_is_said_how_many_days_are_left_out_if_any_are() -> None:
    whole = CHARTS.digest(made(history=history((1, 1), (3, 1))), None)
    assert after_chart(whole, 0) == "50.00 % to 75.00 %"
    gaps = CHARTS.digest(made(history=history((1, 1), None, None, (3, 1))), None)
    assert after_chart(gaps, 0) == "50.00 % to 75.00 %; 2 days without data are left out"
    stopped = CHARTS.digest(made(history=history((1, 1), (3, 1), not_recorded=(0, 4))), None)
    said = "50.00 % to 75.00 %; 1 day is not complete (a recorder was stopped)"
    assert after_chart(stopped, 0) == said


def test_open_violations_are_bars_by_severity_with_their_numbers() -> None:
    message = CHARTS.digest(made(), None)
    bars = charts(message)[1]
    assert (bars["title"], bars["chart"]["type"]) == ("Open violations by severity", "bar")
    [series] = bars["chart"]["series"]
    assert [(p["label"], p["value"]) for p in series["data"]] == [
        ("Critical", 2),
        ("High", 0),
        ("Medium", 7),
        ("Low", 0),
    ]
    assert after_chart(message, 1) == "critical: 2, high: 0, medium: 7, low: 0"


def test_charts_take_the_place_of_characters_and_lists_keep_theirs() -> None:
    message = CHARTS.digest(made(), None)
    said = "\n".join(texts(list(message.blocks)))
    assert "▁" not in said
    assert "Violations by severity*" not in said
    assert "██████████ `our-own-rule`" in said


def test_the_simpler_message_is_the_one_that_a_webhook_is_told() -> None:
    drawn, told = CHARTS.digest(made(), None), BARS.digest(made(), None)
    assert drawn.simpler == told
    assert told.simpler is None
    assert charts(told) == []
    assert drawn.text == told.text
    assert "▁·▅█" in drawn.text


def test_what_is_unknown_is_not_drawn() -> None:
    calm = Standing(snapshot(one=(1, 0)), of_the_day=True)
    nothing = CHARTS.digest(made(calm, history=history(None, (1, 1))), None)
    assert charts(nothing) == []
    assert nothing.simpler is None
    bars = CHARTS.digest(made(history={}), None)
    assert [each["chart"]["type"] for each in charts(bars)] == ["bar"]
    without_rules = Standing(snapshot(8, one=(1, 1)), of_the_day=True)
    team = CHARTS.digest(made(without_rules, audience=PAYMENTS), None)
    assert [each["chart"]["type"] for each in charts(team)] == ["line"]


@settings(max_examples=25)
@given(
    st.lists(st.none() | st.tuples(numbers, numbers), max_size=31),
    st.dictionaries(hostile, rollups, max_size=5),
    st.dictionaries(hostile, rollups, max_size=5),
)
def test_charts_of_any_numbers_are_within_slacks_limits(
    past: list[tuple[int, int] | None], accounts: dict[str, Counts], rules: dict[str, Counts]
) -> None:
    now = replace(NOW.snapshot, by_account=accounts, by_rule=rules, by_resource_type=rules)
    message = CHARTS.digest(made(replace(NOW, snapshot=now), history=history(*past)), None)
    assert not problems(message)
    assert len(charts(message)) <= 2
    assert message.simpler is None or not problems(message.simpler)
