"""All measurements in one run: `python -m benchmarks`, or some of them by name.

Whole runs write `benchmarks/report.md`; named ones are only shown, as in
`python -m benchmarks cold_start round_trips`.
"""

from __future__ import annotations

import argparse
import sys
import time
from importlib import import_module
from typing import TYPE_CHECKING

from benchmarks import report, saying
from benchmarks.report import Section
from local import up as local_aws
from local.demo.world import DemoError
from local.deploy.stacks import DeployError
from local.deploy.synth import SynthError
from local.process import StartError
from local.progress import Progress

if TYPE_CHECKING:
    from local.stack_file import StackFile

# The last one fills the tables and stops the function that tells people.
MODULES = (
    *("cold_start", "memory_sizes", "first_press", "questions", "processor_time", "round_trips"),
    *("units", "messages_of_a_day", "telling_window", "dispatcher", "digest"),
    *("event_to_slack", "end_to_end"),
)
TITLES = {"telling_window": "From Slack's answer to the record of it"}
# They need no local AWS, and are measured without one where nothing else is.
ALONE = frozenset({"units"})
FAILED = 1


def main() -> int:
    """Measure; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", nargs="*", help=f"only these, of {', '.join(MODULES)}")
    names = tuple(parser.parse_args().name) or MODULES
    if unknown := set(names) - set(MODULES):
        parser.error(f"there is no measurement {', '.join(sorted(unknown))}")
    if local_aws.running() and not ALONE.issuperset(names):
        print("A local AWS is up. It would be measured with: `make down` first.", file=sys.stderr)
        return FAILED
    start, progress = time.monotonic(), Progress()
    try:
        sections = _measure(names, progress)
    except (StartError, SynthError, DeployError) as error:
        print(f"The local AWS is not up. {error}", file=sys.stderr)
        return FAILED
    except DemoError as error:
        print(f"Something went wrong in the local AWS: {error}", file=sys.stderr)
        return FAILED
    _show(sections)
    if names == MODULES:
        report.write(sections, (time.monotonic() - start) / 60)
        print(f"Written to {report.REPORT.relative_to(report.HERE.parent)}, {progress.total()}.")
    return 0


def _measure(names: tuple[str, ...], progress: Progress) -> list[Section]:
    if ALONE.issuperset(names):
        return [_section(name, None, progress) for name in names]
    try:
        stack = local_aws.up(progress)
        return [_section(name, stack, progress) for name in names]
    finally:
        local_aws.down()


def _section(name: str, stack: StackFile | None, progress: Progress) -> Section:
    title = TITLES.get(name, name)
    with progress.step(title), saying.shown(f"{title}, a minute or two ..."):
        measured = import_module(f"benchmarks.{name}").measure
        if name in TITLES:  # it finds the running local AWS by itself, and has no goal
            return Section(title=TITLES[name], module=name, lines=measured())
        section: Section = measured(stack)
        return section


def _show(sections: list[Section]) -> None:
    goals = [goal for section in sections for goal in section.goals]
    lines = [line for section in sections for line in section.text]
    print("\n".join(["", *lines, *report.summary(goals)]))


if __name__ == "__main__":
    sys.exit(main())
