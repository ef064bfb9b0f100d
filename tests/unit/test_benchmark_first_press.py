"""What the benchmark of a first press says of a figure; measuring it is no test."""

import pytest

from benchmarks.first_press import MIB_OF_A_PROCESSOR, at_memory, goal, verdict


def test_less_memory_is_less_of_a_processor_and_more_is_no_faster_one() -> None:
    assert at_memory(1.0, MIB_OF_A_PROCESSOR // 2) == pytest.approx(2.0, abs=0.01)
    assert at_memory(1.0, MIB_OF_A_PROCESSOR) == 1.0
    assert at_memory(1.0, 3008) == 1.0


def test_the_line_says_whether_slack_still_waits_at_the_memory_that_is_deployed() -> None:
    assert "0.87 of one that 1,536 MB have, that is 2.30 s: below the 3 s" in verdict(2.0, 1536)
    assert "that is 3.46 s: **not** below the 3 s" in verdict(3.0, 1536)
    assert verdict(2.9, 1769).endswith("2.90 s: below the 3 s that Slack waits.")


def test_the_goal_is_what_slack_waits_for_at_that_memory() -> None:
    assert goal(2.0, 1536).met
    assert goal(2.0, 1536).measured == "2.30 s"
    assert not goal(2.7, 1536).met
