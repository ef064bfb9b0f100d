"""A deployment may keep results without the rule's own words."""

from shared.domain.observations import without_annotation
from tests.builders.observations import N, deletion, result


def test_a_result_loses_what_the_rule_said_and_nothing_else() -> None:
    assert without_annotation(result(0, N, annotation="public")) == result(0, N)


def test_what_is_no_result_stays_as_it_is() -> None:
    assert without_annotation(deletion(0)) == deletion(0)
