"""The script that computes what everything costs."""

import json
import tomllib
from pathlib import Path

import pytest

from shared.metric_names import EMITTED
from tools.cost.__main__ import main
from tools.cost.bill import Line, Prices, read_prices
from tools.cost.document import MarkerError, with_tables
from tools.cost.lines import RECORDING, SERVICES, TELLING, Known
from tools.cost.resources import Resources, invocations_a_month
from tools.cost.sources import ASSUMPTIONS, PRICES, UNITS

A_MONTH = 365 / 12
PRICED = Prices({"request": 0.5, "alarm": 0.1}, {"alarm": 10})


@pytest.mark.parametrize(
    ("expression", "times"),
    [
        ("rate(1 minute)", A_MONTH * 1440),
        ("rate(6 hours)", A_MONTH * 4),
        ("cron(30 3 * * ? *)", A_MONTH),
        ("cron(0,30 8 * * ? *)", A_MONTH * 2),
        ("cron(0 8 ? * MON *)", A_MONTH / 7),
    ],
)
def test_a_schedule_runs_as_often_as_its_expression_says(expression: str, times: float) -> None:
    assert invocations_a_month(expression) == pytest.approx(times)


def test_an_expression_that_nobody_has_thought_of_is_refused_and_not_guessed() -> None:
    with pytest.raises(ValueError, match="L"):
        invocations_a_month("cron(0 8 L * ? *)")


def test_a_bill_is_quantities_times_prices() -> None:
    lines = [Line("a", "request", 3), Line("b", "alarm", 2, accounts=50), Line("a", "request", 1)]
    assert PRICED.cost(lines) == pytest.approx(12)
    assert PRICED.by_what(lines) == pytest.approx({"b": 10, "a": 2})


def test_what_is_free_is_free_in_each_account_and_no_more_than_is_used() -> None:
    lines = [Line("b", "alarm", 12, accounts=50), Line("c", "alarm", 4), Line("c", "alarm", 5)]
    assert PRICED.cost_beyond_free(lines) == pytest.approx(10)


def test_every_price_says_where_it_is_from_and_whether_it_was_checked() -> None:
    document = tomllib.loads(PRICES.read_text(encoding="utf-8"))
    assert {"region", "date"} <= set(document)
    for name in read_prices(document).of_one:
        assert document[name]["page"].startswith("https://aws.amazon.com/"), name
        assert document[name]["checked"].startswith(("search: ", "from memory")), name


def known() -> Known:
    resources = Resources(
        watched=0, watched_by_an_agent=0, dashboards=0, secrets=0, keys=0, queues_polled=0,
        scheduled={"notify-violations": 43_800}, timeout_seconds={"notify-violations": 90},
        memory_mb={"notify-violations": 512, "handle-config-events": 512, "update-totals": 512},
    )  # fmt: skip
    return Known(
        units=json.loads(UNITS.read_text(encoding="utf-8")),
        assumed=tomllib.loads(ASSUMPTIONS.read_text(encoding="utf-8")),
        resources=resources,
    )


def test_a_function_is_billed_for_its_part_of_a_processor_for_sleep_and_for_waiting() -> None:
    waits = {"transactions": 1, "writes": 0, "reads": 2, "GetSecretValue": 0, "SendMessage": 0}
    used = {"processor_ms": 10, "slept_ms": 100, "messages": 1, **waits}
    assert known().billed_ms(used, 1769) == pytest.approx(10 + 100 + 20 + 2 * 5 + 300)
    assert known().billed_ms(used, 512) == pytest.approx(10 * 1769 / 512 + 100 + 20 + 10 + 300)


def telling(accounts: int) -> float:
    lines = known().of_changes(accounts, 1000)
    return sum(
        line.quantity
        for line in lines
        if (line.what, line.price) == ("NotifyViolations: Lambda", "lambda_gb_second")
    )


def test_telling_is_billed_for_no_more_than_all_its_runs_all_the_time() -> None:
    assert telling(5) < telling(50)
    assert telling(50_000) == telling(5_000) == pytest.approx((4 + 1.5) * A_MONTH * 86_400 / 2)


def test_tables_stand_between_their_markers_and_all_else_stays() -> None:
    text = "before\n<!-- a -->\nold\nlines\n<!-- /a -->\nafter"
    done = "before\n<!-- a -->\nnew \\1\n<!-- /a -->\nafter"
    assert with_tables(text, {"a": "new \\1"}) == done
    with pytest.raises(MarkerError, match="b"):
        with_tables(text, {"b": "new"})


def test_without_templates_it_says_what_writes_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--templates", str(tmp_path)]) == 2
    assert "make synth" in capsys.readouterr().err


def test_metrics_that_were_measured_are_those_that_functions_emit() -> None:
    measured = json.loads(UNITS.read_text(encoding="utf-8"))["metrics"]
    assert measured.keys() == SERVICES.keys()
    assert all(set(measured[name]) <= EMITTED[service] for name, service in SERVICES.items())
    assert {name for name, metrics in measured.items() if metrics} == {RECORDING, TELLING}
