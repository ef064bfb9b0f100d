"""The tables of docs/cost.md, as Markdown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tools.cost.bill import Line, Prices
from tools.cost.lines import Known
from tools.cost.metrics import HOURS_OF_A_DAY, of_changes
from tools.cost.standing import of_a_month

MILLION = 1_000_000
ACCOUNTS = (5, 50, 500, 5_000)
CHANGES_OF_AN_ACCOUNT = (10, 100, 1_000)
FEW_CHANGES = (1, 6)
# The goals: of a million changes, and of 50 accounts with 100 changes a day.
GOAL_OF_A_MILLION, GOAL_OF_A_MONTH = 6.0, 2.0
GOAL_ACCOUNTS, GOAL_CHANGES = 50, 100


@dataclass(frozen=True)
class Costs:
    """What is known, with prices."""

    known: Known
    prices: Prices

    def of_a_month(self, accounts: int, changes_of_each: int) -> list[Line]:
        """Return the lines of a month."""
        changes = self.known.of_changes(accounts, changes_of_each)
        return [*of_a_month(self.known, accounts), *changes]


def tables(costs: Costs) -> dict[str, str]:
    """Return each table, by the name of its marker."""
    return {
        "goals": _goals(costs),
        "months": _months(costs),
        "change": _change(costs),
        "fixed": _fixed(costs),
        "metrics": _metrics(costs),
        "kinds": _kinds(costs),
    }


def _goals(costs: Costs) -> str:
    million = _of_a_million(costs, GOAL_ACCOUNTS * GOAL_CHANGES)
    lines = costs.of_a_month(GOAL_ACCOUNTS, GOAL_CHANGES)
    month, beyond = costs.prices.cost(lines), costs.prices.cost_beyond_free(lines)
    rows = [
        ["a million changes", f"under {_dollars(GOAL_OF_A_MILLION)}", _dollars(million),
         _verdict(million, GOAL_OF_A_MILLION)],
        [f"a month of {GOAL_ACCOUNTS} accounts with {GOAL_CHANGES} changes a day each",
         f"under {_dollars(GOAL_OF_A_MONTH)}", _dollars(month), _verdict(month, GOAL_OF_A_MONTH)],
        ["the same where nothing else uses AWS's free allowances", "", _dollars(beyond), ""],
    ]  # fmt: skip
    return _table(["", "goal", "computed", ""], rows)


def _months(costs: Costs) -> str:
    rows = []
    for accounts in ACCOUNTS:
        months = [costs.of_a_month(accounts, each) for each in CHANGES_OF_AN_ACCOUNT]
        cells = [_dollars(costs.prices.cost(lines)) for lines in months]
        still = costs.prices.cost(of_a_month(costs.known, accounts))
        rows.append([f"{accounts:,}", _dollars(still), *cells])
    head = ["accounts", "nothing changes", *(f"{each:,}" for each in CHANGES_OF_AN_ACCOUNT)]
    return _table(head, rows)


def _change(costs: Costs) -> str:
    """Return what a million changes cost, by what it is for and by how many there are a day."""
    days = [day["changes_a_day"] for day in costs.known.units["days"]]
    bills = [costs.prices.by_what(costs.known.of_a_change(day)) for day in days]
    order = sorted(bills[0], key=lambda what: -bills[0][what])
    rows = [[what, *(_dollars(bill[what] * MILLION) for bill in bills)] for what in order]
    rows.append(["**in all**", *(_dollars(sum(bill.values()) * MILLION) for bill in bills)])
    return _table(["a million changes", *(f"{day:,} a day" for day in days)], rows)


def _fixed(costs: Costs) -> str:
    few, many = (of_a_month(costs.known, accounts) for accounts in (GOAL_ACCOUNTS, ACCOUNTS[-1]))
    bill, of_many = costs.prices.by_what(few), costs.prices.by_what(many)
    rows = [
        [what, _counted(what, few), _dollars(cost), _dollars(of_many[what])]
        for what, cost in bill.items()
    ]
    rows.append(["**in all**", "", *(_dollars(sum(each.values())) for each in (bill, of_many))])
    head = ["a month", "how many", f"{GOAL_ACCOUNTS} accounts", f"{ACCOUNTS[-1]:,} accounts"]
    return _table(head, rows)


def _metrics(costs: Costs) -> str:
    """Return what the metrics of changes cost, by the changes of all accounts together."""
    lines = [of_changes(costs.known.units, each) for each in (*FEW_CHANGES, HOURS_OF_A_DAY)]
    head = ["changes a day, in all", *(f"{each}" for each in FEW_CHANGES)]
    row = [f"{lines[-1].quantity:.0f} metrics", *(_dollars(costs.prices.cost([x])) for x in lines)]
    return _table([*head, f"{HOURS_OF_A_DAY} and more"], [row])


def _kinds(costs: Costs) -> str:
    rows = []
    for kind in costs.known.units["kinds"]:
        write, read = (
            [each[unit] / kind["changes"] for each in kind["functions"].values()]
            for unit in ("write_units", "read_units")
        )
        invocations = sum(each["invocations"] for each in kind["functions"].values())
        of_these = [f"{units:.1f}" for units in (*write, *[0.0] * (3 - len(write)))]
        rows.append([kind["what"], f"{kind['batch']}", *of_these, f"{sum(read):.1f}",
                     f"{invocations / kind['changes']:.2f}"])  # fmt: skip
    head = ["a change", "in a batch", "write units: recorded", "added up", "told", "read units"]
    return _table([*head, "invocations"], rows)


def _of_a_million(costs: Costs, changes_a_day: int) -> float:
    return costs.prices.cost(costs.known.of_a_change(changes_a_day)) * MILLION


def _counted(what: str, lines: Iterable[Line]) -> str:
    """Return the quantity of what is counted in the templates, and nothing for what is used."""
    [first, *others] = [line for line in lines if line.what == what]
    whole = not others and first.price.endswith("_month") and not first.price.endswith("gb_month")
    return f"{first.quantity * first.accounts:,.0f}" if whole else ""


def _verdict(value: float, limit: float) -> str:
    return "met" if value < limit else "**missed**"


def _dollars(amount: float) -> str:
    return f"${amount:,.2f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))
