"""The command line: `python -m tools.cost`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.cost.document import MarkerError, with_tables
from tools.cost.sources import DOCUMENT, PRICES, ROOT, SourceError, costs_of, templates_in
from tools.cost.tables import tables

EXAMPLES = """\
examples:
  make synth && python -m tools.cost                 the tables of docs/cost.md, in the terminal
  make synth && python -m tools.cost --write         write them into docs/cost.md
  make synth DEPLOYMENT=NAME && python -m tools.cost --prices mine.toml
                                                     a deployment of your own, your own prices

What a change uses is measured by `python -m benchmarks units` (benchmarks/units.json), what there
is by the month is counted in the templates of cdk.out, and what could not be measured without AWS
is in tools/cost/assumptions.toml. No credentials are needed.

exit status: 0 done, 2 something to compute from is missing
"""
NOT_POSSIBLE = 2


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(
        prog="python -m tools.cost",
        description="What it costs, computed from measured units, templates and list prices.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument(
        "--templates",
        type=Path,
        default=ROOT / "cdk.out",
        metavar="FOLDER",
        help="where a synthesis wrote templates (default: cdk.out)",
    )
    made.add_argument(
        "--prices",
        type=Path,
        default=PRICES,
        metavar="FILE",
        help="prices in place of those of tools/cost/prices.toml",
    )
    made.add_argument("--write", action="store_true", help="write the tables into docs/cost.md")
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    given = parser().parse_args(argv)
    try:
        made = tables(costs_of(templates_in(given.templates), given.prices))
        if given.write:
            text = with_tables(DOCUMENT.read_text(encoding="utf-8"), made)
            DOCUMENT.write_text(text, encoding="utf-8")
            print(f"Written to {DOCUMENT.relative_to(ROOT)}.")
        else:
            print("\n\n".join(made.values()))
    except (SourceError, MarkerError, OSError) as error:
        print(f"cost: {error}", file=sys.stderr)
        return NOT_POSSIBLE
    return 0


if __name__ == "__main__":
    sys.exit(main())
