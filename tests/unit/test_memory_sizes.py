"""What a memory size makes of measured processor time, in milliseconds and dollars."""

import pytest

from benchmarks.memory_sizes import Usage, dollars, scaled


def test_half_a_processor_takes_twice_as_long_for_the_same_price() -> None:
    assert scaled(10, 1769) == 10
    assert scaled(10, 128) == pytest.approx(138.2, abs=0.1)
    assert dollars(scaled(10, 512), 512) == pytest.approx(dollars(scaled(10, 1024), 1024))


def test_waiting_costs_by_the_memory_and_requests_whatever_they_take() -> None:
    assert dollars(0, 512) == pytest.approx(0.20)
    assert dollars(1000, 1024) == pytest.approx(13.5334)


@pytest.mark.parametrize(
    ("used", "need", "smallest"),
    [
        (Usage(median=5, p95=10, mebibytes=80), None, 128),
        (Usage(median=5, p95=10, mebibytes=90), None, 256),
        (Usage(median=5, p95=10, mebibytes=80), 100, 256),
        (Usage(median=5, p95=100, mebibytes=80), 200, 1024),
        (Usage(median=5, p95=300, mebibytes=80), 200, None),
    ],
    ids=["it fits", "memory", "time", "more time", "nothing is enough"],
)
def test_the_smallest_size_holds_it_and_meets_the_need(
    used: Usage, need: float | None, smallest: int | None
) -> None:
    assert used.smallest(need) == smallest
