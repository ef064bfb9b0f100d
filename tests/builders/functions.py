"""The functions that there are: nobody has to add a new one to a list to have it tested."""

from pathlib import Path

_FUNCTIONS = Path(__file__).resolve().parents[2] / "lambdas"
STEMS = sorted(path.parent.name for path in _FUNCTIONS.glob("*/handler.py"))
