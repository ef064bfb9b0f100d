"""Building the zip of each function: locked wheels, reachable project code, compiled bytecode."""

from stacks.bundling.functions import FunctionZips
from stacks.bundling.problems import BuildError

__all__ = ["BuildError", "FunctionZips"]
