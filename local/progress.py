"""Lines that say what is being done and how long it took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Step:
    """One step; whoever does it may say what came of it."""

    result: str = "done"


@dataclass
class Progress:
    """Prints a line for every step when it ends, with its time."""

    began: float = field(default_factory=time.monotonic)

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """Time a step; one that raises leaves no line, its error speaks."""
        step, start = Step(), time.monotonic()
        yield step
        print(f"  {title}: {step.result} ({time.monotonic() - start:.1f} s)", flush=True)

    def total(self) -> str:
        """Say how long everything has taken so far."""
        return f"{time.monotonic() - self.began:.1f} s"
