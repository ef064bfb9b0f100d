"""A page out of many ranges is in order, whole, and goes on where it ended."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.dynamodb_items import Item, marshal, text
from shared.adapters.dynamodb_merge import MOST_RANGES, ROUNDS, Merge
from shared.adapters.dynamodb_ranges import HIGHEST, LOWEST, Batch, Range
from shared.domain.pages import Page, Position
from tests.builders.walks import walk

type Partitions = dict[str, list[tuple[str, bool]]]


class Table:
    """Partitions of sort keys, each with whether the filter lets it pass; counts its reads."""

    def __init__(self, partitions: Partitions, *, newest_first: bool = False) -> None:
        self.reads: list[str] = []
        self.read_items = 0
        self._partitions = partitions
        self._newest_first = newest_first

    def read(self, part: Range, size: int, resume: Item | None) -> Batch:
        self.reads.append(part.pk)
        rows = sorted(self._partitions[part.pk], reverse=self._newest_first)
        rows = [row for row in rows if part.lowest <= row[0] <= part.highest]
        if resume:
            rows = rows[[sk for sk, _ in rows].index(text(resume, "sk")) + 1 :]
        self.read_items += len(rows[:size])
        batch: Batch = {"Items": [marshal(sk=sk) for sk, passes in rows[:size] if passes]}
        if len(rows) >= size:  # as DynamoDB does, also where nothing follows
            batch["LastEvaluatedKey"] = marshal(sk=rows[size - 1][0])
        return batch


@pytest.fixture(scope="module")
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as executor:
        yield executor


def sks(page: Page[Item]) -> list[str]:
    return [text(item, "sk") for item in page.items]


def partitions(keys: str) -> st.SearchStrategy[Partitions]:
    rows = st.lists(
        st.tuples(st.text(keys, min_size=1, max_size=3), st.booleans()),
        unique_by=lambda row: row[0],
        max_size=30,
    )
    return rows.map(
        lambda found: {
            str(number): [row for n, row in enumerate(found) if n % 4 == number]
            for number in range(4)
        }
    )


@given(
    rows=partitions("abcü"),
    limit=st.integers(1, 9),
    size=st.integers(1, 6),
    newest_first=st.booleans(),
)
def test_merged_ranges_give_each_item_once_in_order_whatever_the_sizes(
    pool: ThreadPoolExecutor, rows: Partitions, limit: int, size: int, *, newest_first: bool
) -> None:
    merge = Merge(Table(rows, newest_first=newest_first).read, pool, newest_first=newest_first)
    ranges = [Range(pk=pk) for pk in rows]

    def page(after: Position | None) -> Page[str]:
        found = merge.page(ranges, limit, after, size)
        assert len(found.items) <= limit
        return Page(sks(found), found.next)

    passing = [sk for part in rows.values() for sk, passes in part if passes]
    assert walk(page) == sorted(passing, reverse=newest_first)


@given(partitions("abc"), st.integers(1, 9), st.integers(1, 6))
def test_labelled_ranges_come_one_after_the_other(
    pool: ThreadPoolExecutor, rows: Partitions, limit: int, size: int
) -> None:
    merge = Merge(Table(rows).read, pool)
    ranges = [Range(pk=pk, label=f"label {pk}") for pk in rows]

    def page(after: Position | None) -> Page[str]:
        found = merge.page(ranges, limit, after, size)
        return Page(sks(found), found.next)

    assert walk(page) == [sk for pk in sorted(rows) for sk, passes in sorted(rows[pk]) if passes]


def test_the_last_page_says_so_even_where_it_is_full(pool: ThreadPoolExecutor) -> None:
    merge = Merge(Table({"p": [("a", True), ("b", True)]}).read, pool)
    assert merge.page([Range(pk="p")], 2, None, 10).next is None


def test_items_that_come_and_go_elsewhere_move_nothing(pool: ThreadPoolExecutor) -> None:
    rows = {"p": [(sk, True) for sk in "bdfh"]}
    merge = Merge(Table(rows).read, pool)
    first = merge.page([Range(pk="p")], 2, None, 10)
    rows["p"] = [(sk, True) for sk in "acefh"]  # b and d, where the cursor stands, are gone
    second = merge.page([Range(pk="p")], 9, first.next, 10)
    assert (sks(first), sks(second)) == (["b", "d"], ["e", "f", "h"])


def test_a_page_for_which_too_much_is_read_ends_short_and_goes_on(
    pool: ThreadPoolExecutor,
) -> None:
    table = Table({"p": [(f"{n:06}", n == 49_999) for n in range(50_000)]})
    merge = Merge(table.read, pool)
    page = merge.page([Range(pk="p")], 1, None, 1)
    assert (page.items, len(table.reads)) == ([], ROUNDS)
    assert page.next is not None
    assert page.next > ("", "000100")


def test_more_partitions_than_one_page_looks_at_are_left_to_the_next(
    pool: ThreadPoolExecutor,
) -> None:
    rows: Partitions = {f"{n:04}": [] for n in range(MOST_RANGES + 1)}
    last = f"{MOST_RANGES:04}"
    rows[last] = [("here", True)]
    ranges = [Range(pk=pk, label=pk) for pk in rows]
    table = Table(rows)

    def page(after: Position | None) -> Page[str]:
        found = Merge(table.read, pool).page(ranges, 5, after, 10)
        return Page(sks(found), found.next)

    assert walk(page) == ["here"]
    assert len(table.reads) < 2 * len(rows)


def test_of_merged_partitions_none_is_left_out_however_many_there_are(
    pool: ThreadPoolExecutor,
) -> None:
    names = [f"{n:04}" for n in range(2 * MOST_RANGES)]
    rows: Partitions = {name: [(name, True)] for name in reversed(names)}
    rows["behind"] = [("a", True)]
    ranges = [*(Range(pk=pk, label="m") for pk in rows if pk != "behind")]
    ranges.append(Range(pk="behind", label="z"))

    def page(after: Position | None) -> Page[str]:
        found = Merge(Table(rows).read, pool).page(ranges, 50, after, 10)
        return Page(sks(found), found.next)

    assert walk(page) == [*names, "a"]


def test_only_the_first_partition_is_read_where_it_fills_the_page(pool: ThreadPoolExecutor) -> None:
    table = Table({"p": [("a", True), ("b", True)], "q": [("c", True)]})
    ranges = [Range(pk="p", label="p"), Range(pk="q", label="q")]
    assert sks(Merge(table.read, pool).page(ranges, 1, None, 10)) == ["a"]
    assert table.reads == ["p"]


@pytest.mark.parametrize(
    ("after", "newest_first", "expected"),
    [
        (None, False, Range(pk="p", lowest="b", highest="d", label="m")),
        (("m", "c"), False, Range(pk="p", lowest="c", highest="d", label="m")),
        (("m", "c"), True, Range(pk="p", lowest="b", highest="c", label="m")),
        (("m", HIGHEST), False, None),
        (("m", LOWEST), True, None),
        (("a", "z"), False, Range(pk="p", lowest="b", highest="d", label="m")),
        (("z", "a"), False, None),
        (("z", "a"), True, Range(pk="p", lowest="b", highest="d", label="m")),
    ],
)
def test_the_rest_of_a_range_begins_at_the_position(
    after: Position | None, *, newest_first: bool, expected: Range | None
) -> None:
    part = Range(pk="p", lowest="b", highest="d", label="m")
    assert part.rest(after, newest_first=newest_first) == expected


def test_ranges_that_are_alike_are_read_in_pieces_that_are_alike(
    pool: ThreadPoolExecutor,
) -> None:
    ranges, limit, size = 32, 60, 2
    alike = {str(n): [(f"{m * ranges + n:06}", True) for m in range(1_000)] for n in range(ranges)}
    table = Table(alike)
    found = Merge(table.read, pool).page([Range(pk=pk) for pk in alike], limit, None, size)
    assert sks(found) == [f"{n:06}" for n in range(len(found.items))]
    assert table.read_items <= ranges * size + ROUNDS * 4 * size
