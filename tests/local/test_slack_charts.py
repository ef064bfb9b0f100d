"""Charts in the stub of Slack: its page draws them, and a workspace can lack them."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from local.slack.blocks_html import render_blocks
from local.slack.server import SlackStub
from shared.domain.delivery import Delivered, Message, Refused
from tests.builders.charts import chart, pie, points, series
from tests.builders.slack import bot_channel, slack, webhook_channel

DRAWN = Message("how things stand", (chart(),))


@pytest.fixture
def stub() -> Iterator[SlackStub]:
    with slack() as server:
        yield server


def lacks(stub: SlackStub, content: object) -> Any:
    body, address = json.dumps(content).encode(), f"{stub.workspace.address}/lacking"
    request = urllib.request.Request(address, body, method="PUT")
    with urllib.request.urlopen(request, timeout=5) as answer:
        return json.load(answer)


@pytest.mark.parametrize(
    ("block", "marks"),
    [
        (chart("line", y_label="percent"), {"<polyline": 1, "<circle": 3, "percent": 1}),
        (chart("area"), {"<polygon": 1, "<polyline": 1, "<circle": 3}),
        (chart("bar", series("new"), series("old")), {"<rect": 6, "<i class=": 2}),
        (pie(), {"<circle": 3, "<i class=": 3}),
    ],
)
def test_a_chart_is_drawn_with_its_title_and_a_table(
    block: dict[str, Any], marks: dict[str, int]
) -> None:
    html = render_blocks([block])
    assert f'role="img" aria-label="{block["title"]}"' in html
    assert {mark: html.count(mark) for mark in marks} == marks
    table = html.partition("<table>")[2]
    for cell in ("<td>Mon</td>", "<td>Wed</td>", "<td>3</td>", "<td>5</td>"):
        assert cell in table


def test_a_long_axis_names_the_last_of_its_points_and_some_before() -> None:
    days = [f"{n} Nov" for n in range(1, 21)]
    html = render_blocks([chart("line", series("s", days), categories=days)])
    assert html.count('class="name"') == 5
    assert ">20 Nov</text>" in html


@pytest.mark.parametrize("value", [0, 100, 1e300])
@pytest.mark.parametrize("kind", ["line", "bar", "area"])
def test_points_that_are_all_the_same_are_drawn(kind: str, value: float) -> None:
    same = [{"label": day, "value": value} for day in ("Mon", "Tue", "Wed")]
    html = render_blocks([chart(kind, {"name": "s", "data": same})])
    assert f"{value:,}" in html
    assert "unknown" not in html


def test_nothing_of_a_chart_reaches_the_page_unescaped() -> None:
    evil = "<b onload=x>"
    drawn = chart("bar", series(evil, [evil] * 3), title=evil, categories=[evil] * 3, y_label=evil)
    for html in (render_blocks([drawn]), render_blocks([pie(*points([evil, evil]))])):
        assert 'class="unknown"' not in html
        assert "<b " not in html


def test_a_chart_that_slack_would_refuse_is_shown_as_what_it_is() -> None:
    assert 'class="unknown"' in render_blocks([chart(title="<b>" * 50)])
    assert "<b>" not in render_blocks([chart(title="<b>" * 50)])


def test_a_workspace_that_lacks_charts_refuses_them_until_it_has_them(stub: SlackStub) -> None:
    bot, webhook = bot_channel(stub), webhook_channel(stub)
    assert lacks(stub, ["data_visualization"]) == ["data_visualization"]
    refused = "invalid_blocks (blocks[0]: unknown type 'data_visualization')"
    assert bot.post(DRAWN) == Refused(refused)
    assert webhook.post(DRAWN) == Refused("400 invalid_blocks")
    assert isinstance(bot.post(DRAWN.as_plain_text()), Delivered)
    assert lacks(stub, []) == []
    for channel in (bot, webhook):
        assert isinstance(channel.post(DRAWN), Delivered)


def test_a_chart_over_the_limits_is_refused_by_a_webhook_too(stub: SlackStub) -> None:
    three = Message("too many", (chart(), chart(), chart()))
    assert webhook_channel(stub).post(three) == Refused("400 invalid_blocks")
    assert bot_channel(stub).post(three) == Refused("invalid_blocks (3 charts, at most 2)")


def test_an_attachment_lacks_what_the_workspace_lacks(stub: SlackStub) -> None:
    stub.workspace.lacking.add("data_visualization")
    body = json.dumps({"text": "hello", "attachments": [{"blocks": [chart()]}]}).encode()
    request = urllib.request.Request(f"{stub.workspace.address}/services/T/B/x", body)
    with pytest.raises(urllib.error.HTTPError, match="400") as refused:
        urllib.request.urlopen(request, timeout=5)
    refused.value.close()
