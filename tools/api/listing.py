"""Lists, walked to their end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from tools.api.client import Api, Json
from tools.dlq.showing import console

PAGE = "100"


@dataclass
class Walk:
    """A list on the way to its end; `more` says that it was left before that."""

    api: Api
    path: str
    parameters: dict[str, str]
    most: int | None = None
    seen: int = 0
    more: bool = False

    def items(self) -> Iterator[Json]:
        """Yield the items in their order.

        Raises:
            RefusedError: a page could not be had.

        """
        with _counting() as (bar, task):
            for page in self._pages():
                for item in page:
                    if self.seen == self.most:
                        self.more = True
                        return
                    self.seen += 1
                    yield item
                bar.update(task, completed=self.seen, count=f"{self.seen:,}")

    def _pages(self) -> Iterator[list[Json]]:
        size = {} if "trend" in self.path else {"limit": PAGE}
        cursor: dict[str, str] = {}
        while True:
            page = self.api.get(self.path, self.parameters | size | cursor)
            yield page["items"]
            if not page.get("next_cursor"):
                return
            cursor = {"cursor": page["next_cursor"]}


@contextmanager
def _counting() -> Iterator[tuple[Progress, TaskID]]:
    err = console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[count]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        yield bar, bar.add_task("Reading ...", total=None, count="0")
