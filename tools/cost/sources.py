"""The files that costs are computed from."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from tools.cost.bill import read_prices
from tools.cost.lines import Known
from tools.cost.resources import Template, resources_of
from tools.cost.tables import Costs

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
DOCUMENT, UNITS = ROOT / "docs" / "cost.md", ROOT / "benchmarks" / "units.json"
PRICES, ASSUMPTIONS = HERE / "prices.toml", HERE / "assumptions.toml"
SUFFIX = ".template.json"


class SourceError(Exception):
    """Something to compute from is missing; the message says how it comes about."""


def templates_in(folder: Path) -> dict[str, Template]:
    """Return the templates that a synthesis wrote, by the names of their stacks.

    Raises:
        SourceError: there is none.

    """
    paths = sorted(folder.glob(f"*{SUFFIX}"))
    if not paths:
        raise SourceError(f"there are no templates in {folder}: `make synth` writes them")
    return {
        path.name.removesuffix(SUFFIX): json.loads(path.read_text(encoding="utf-8"))
        for path in paths
    }


def costs_of(templates: Mapping[str, Template], prices: Path = PRICES) -> Costs:
    """Return what is computed with."""
    known = Known(
        units=json.loads(UNITS.read_text(encoding="utf-8")),
        assumed=tomllib.loads(ASSUMPTIONS.read_text(encoding="utf-8")),
        resources=resources_of(templates),
    )
    return Costs(known, read_prices(tomllib.loads(prices.read_text(encoding="utf-8"))))
