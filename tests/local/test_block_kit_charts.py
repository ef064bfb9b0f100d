"""Charts as Slack takes them, and as it does not."""

from math import nan
from typing import Any

import pytest

from local.slack.block_kit import problems
from local.slack.block_kit_views import view_problems
from tests.builders.charts import DAYS, chart, pie, points, series

TWENTY = [f"{n:020}" for n in range(20)]


@pytest.mark.parametrize(
    "block",
    [
        chart("line"),
        chart("bar", series(value=-3)),
        chart("area", *(series(f"{n:020}") for n in range(6)), x_label="x" * 50, y_label="y" * 50),
        chart("line", series("s", TWENTY), categories=TWENTY, title="t" * 50),
        chart("bar", series("s", ["one"], 0.5), categories=["one"]),
        pie(*points([f"{n:020}" for n in range(6)])),
    ],
)
def test_a_chart_at_its_limits_is_taken(block: dict[str, Any]) -> None:
    assert problems([block]) == []


@pytest.mark.parametrize(
    ("block", "why"),
    [
        (chart(title=""), "title must be"),
        (chart(title="t" * 51), "title must be"),
        (chart("radar"), "unknown type of chart 'radar'"),
        ({**chart(), "chart": "line"}, "unknown type of chart None"),
        (chart(x_label="x" * 51), "x_label must be"),
        (chart(y_label=""), "y_label must be"),
        (chart("line", *(series(f"{n}") for n in range(7))), "series must be a list of 1 to 6"),
        (chart("line", series(), series()), "two series have one name"),
        (chart("line", series("n" * 21)), "name must be"),
        (chart("line", {"name": "no data"}), "data must be"),
        (chart("line", series(labels=DAYS[:2])), "are not the categories"),
        (chart("line", series(labels=DAYS[::-1])), "are not the categories"),
        (chart("line", {**series(), "data": points(value=nan)}), "value must be a number"),
        (chart("line", series(), {"name": "none", "data": []}), "data must be a list of 1 to 20"),
        (chart("line", {"name": "of texts", "data": [*DAYS]}), "a point is not an object"),
        (pie(*points([f"{n}" for n in range(7)])), "segments must be a list of 1 to 6"),
        (pie(*points(["a"], 0)), "must be more than 0"),
        (pie(*points(["a" * 21])), "label must be"),
        (pie({"label": "a", "value": True}), "value must be a number"),
        (pie({"label": "a"}), "value must be a number"),
    ],
)
def test_a_chart_over_its_limits_is_refused(block: dict[str, Any], why: str) -> None:
    assert any(why in problem for problem in problems([block]))


@pytest.mark.parametrize("labels", [[f"{n}" for n in range(21)], ["l" * 21], []])
def test_a_chart_has_so_many_categories_each_so_long(labels: list[str]) -> None:
    assert problems([chart("line", series("s", labels), categories=labels)])


@pytest.mark.parametrize(
    "wrong", [None, "a text", [], {"series": None}, {"series": ["a text"]}, {"axis_config": []}]
)
def test_what_is_no_chart_at_all_is_refused(wrong: Any) -> None:
    good = chart()
    inside = {**good["chart"], **wrong} if isinstance(wrong, dict) else wrong
    assert len(problems([{**good, "chart": inside}])) == 1


def test_a_message_takes_two_charts() -> None:
    assert problems([chart(), pie()]) == []
    assert problems([chart(), pie(), chart()]) == ["3 charts, at most 2"]


def test_a_modal_takes_none() -> None:
    title = {"type": "plain_text", "text": "Mute"}
    found = view_problems({"type": "modal", "title": title, "blocks": [chart()]})
    assert found == ["data_visualization is for messages alone"]


def test_a_workspace_that_lacks_a_type_of_blocks_refuses_it_as_unknown() -> None:
    divider = {"type": "divider"}
    found = problems([divider, chart()], lacking={"data_visualization"})
    assert found == ["blocks[1]: unknown type 'data_visualization'"]
