"""The script that computes what everything costs."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shared.metric_names import EMITTED
from tools.cost.__main__ import main
from tools.cost.bill import Line, Prices, read_prices
from tools.cost.document import MarkerError, with_tables
from tools.cost.lines import OF_A_CHANGE, RECORDING, TELLING, Known
from tools.cost.metrics import of_changes, of_each_hour
from tools.cost.resources import Resources, invocations_a_month
from tools.cost.sources import ASSUMPTIONS, PRICES, UNITS
from tools.cost.standing import of_a_month

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


def known(**counted: Any) -> Known:
    memory = dict.fromkeys(("notify-violations", "handle-config-events", "update-totals"), 512)
    nothing = Resources(
        watched=0, watched_by_an_agent=0, dashboards=0, secrets=0, keys=0, queues_polled=0,
        tables_used=0, compared_hours=24, timeout_seconds={"notify-violations": 90},
        scheduled={"notify-violations": 43_800, "reconcile": 2_920},
        memory_mb=memory | {"reconcile": 1024},
    )  # fmt: skip
    resources = replace(nothing, **counted)
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
    assert measured.keys() == OF_A_CHANGE.keys()
    assert all(set(measured[name]) <= EMITTED[service] for name, service in OF_A_CHANGE.items())
    assert {name for name, metrics in measured.items() if metrics} == {RECORDING, TELLING}


def test_what_has_data_while_nothing_happens_is_a_metric_of_each_hour_and_no_other() -> None:
    units = {
        "idle": {"metrics": ["NoticesTold"]},
        "metrics": {"A": ["Opened", "Gap"], "B": ["NoticesTold", "ToldAfter"]},
    }
    assert of_each_hour(units).quantity == 2  # that, and the recorders that are stopped
    assert of_changes(units, 6).quantity == pytest.approx(3 / 4)
    assert of_changes(units, 24).quantity == of_changes(units, 5_000).quantity == 3


def month(what: str, price: str, accounts: int, **counted: Any) -> float:
    lines = of_a_month(known(**counted), accounts)
    return sum(line.quantity for line in lines if (line.what, line.price) == (what, price))


def test_comparing_grows_with_accounts_and_with_how_often_it_is_done() -> None:
    comparing = "comparing with AWS Config"

    def seconds(accounts: int, hours: float) -> float:
        return month(comparing, "lambda_gb_second", accounts, compared_hours=hours)

    looks = seconds(0, 24)
    assert seconds(5_000, 24) - looks == pytest.approx(5_000 * (seconds(1, 24) - looks))
    assert seconds(50, 12) - looks == pytest.approx(2 * (seconds(50, 24) - looks))
    # At least three pages of each account, a quarter of a second each.
    assert seconds(5_000, 24) - looks > 5_000 * A_MONTH * 3 / 4
    assert month(comparing, "dynamodb_read_unit", 50) > 50 * A_MONTH * 500 * 400 / 4096


def test_requests_to_a_key_of_ones_own_are_paid_where_there_is_one() -> None:
    what, price, used = "requests to keys, at most", "key_request", {"tables_used": 7}
    assert month(what, price, 50, keys=0, queues_polled=1, **used) == 0
    of_secrets = 43_800 / 60 * known().units["idle"]["GetSecretValue"]
    busy = (7 + 3) * A_MONTH * 288
    assert month(what, price, 50, keys=1, queues_polled=1, **used) == pytest.approx(
        busy + of_secrets
    )
