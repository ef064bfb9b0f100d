"""A part of a long list, and the place where the next part begins."""

from dataclasses import dataclass

# A place in the order of a list, which stays where it is while items come and go: the name of a
# partition and a sort key in it.
type Position = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Page[T]:
    """Items in order, and the position to go on from; None says that the list ends here."""

    items: list[T]
    next: Position | None


@dataclass(frozen=True, slots=True)
class Listing[T]:
    """A page as a caller sees it; the cursor is opaque."""

    items: list[T]
    next_cursor: str | None
