"""What cannot be understood is refused with its reason, and nothing is a crash."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.eventbridge_observations import read_observation
from shared.adapters.json_objects import where_in
from shared.domain.observations import (
    MalformedEventError,
)
from tests.builders.events import api_call, changed, compliance_change, item_change

NEW = "detail/newEvaluationResult"
QUALIFIER = f"{NEW}/evaluationResultIdentifier/evaluationResultQualifier"


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (f"{NEW}/resultRecordedTime", "yesterday", "resultRecordedTime"),
        (f"{NEW}/resultRecordedTime", None, "resultRecordedTime is missing"),
        (f"{NEW}/resultRecordedTime", 5, "resultRecordedTime is not a text"),
        (f"{NEW}/resultRecordedTime", "0001-01-01T00:00:00+14:00", "resultRecordedTime"),
        (f"{NEW}/resultRecordedTime", "2100-01-01T00:00:00Z", "is no time of AWS Config"),
        (f"{NEW}/complianceType", None, "complianceType is missing"),
        (f"{NEW}/complianceType", ["COMPLIANT"], "complianceType is not a text but list"),
        (f"{NEW}/complianceType", "x" * 65, "65 characters"),
        (f"{NEW}/complianceType", "maybe?", "not the name of a status: 'maybe"),
        ("detail/oldEvaluationResult", {"complianceType": "?"}, "oldEvaluationResult.compl"),
        (NEW, None, "newEvaluationResult is missing"),
        (NEW, "COMPLIANT", "newEvaluationResult is not an object"),
        ("detail", None, "newEvaluationResult is missing"),
        ("detail/resourceId", "x" * 769, "769 characters"),
        ("detail/resourceId", "a\x00b", r"holds the control character U\+0000"),
        ("account", "1234", "12 digits"),
        ("account", None, "account is missing"),
        ("region", "nowhere", "not the name of a region"),
        ("id", "", "id is missing"),
        ("detail-type", None, "detail-type is missing"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_reason(
    path: str, value: Any, says: str
) -> None:
    with pytest.raises(MalformedEventError, match=says):
        read_observation(changed(compliance_change(), path, value))


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (
            changed(compliance_change(), f"{QUALIFIER}/resourceId", 5),
            f"{QUALIFIER}/resourceId".replace("/", "."),
        ),
        (changed(item_change(), "detail/configurationItem/resourceType", ""), "detail.conf"),
        (changed(compliance_change(), "account", ""), "account"),
        ('{"id":\n 1,}', "line 2, character 3"),
        ("[]", ""),
    ],
)
def test_where_it_is_wrong_is_said_by_the_whole_path(body: str, where: str) -> None:
    with pytest.raises(MalformedEventError) as refused:
        read_observation(body)
    assert where_in(refused.value).startswith(where)
    assert bool(where_in(refused.value)) == bool(where)
    assert where_in(MalformedEventError("of another kind")) == ""


def test_a_result_without_any_resource_is_refused() -> None:
    event = compliance_change()
    del event["detail"]["resourceId"]
    with pytest.raises(MalformedEventError, match="resourceId is missing in the detail and in"):
        read_observation(changed(event, f"{QUALIFIER}/resourceId", drop=True))


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "5", '"text"', "null", "[" * 100_000, '{"a": "\\ud800"}', "\ud800", "NaN"],
)
def test_what_is_not_a_readable_json_object_is_refused(body: str) -> None:
    with pytest.raises(MalformedEventError):
        read_observation(body)


@pytest.mark.parametrize("name", ["configurationItemCaptureTime", "resourceId", "resourceType"])
def test_an_item_that_lacks_what_is_needed_is_refused(name: str) -> None:
    with pytest.raises(MalformedEventError, match=name):
        read_observation(changed(item_change(), f"detail/configurationItem/{name}", drop=True))
    with pytest.raises(MalformedEventError, match="configurationItem"):
        read_observation(changed(item_change(), "detail/configurationItem", drop=True))


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.text(max_size=8), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(
    st.sampled_from([compliance_change("COMPLIANT", "NON_COMPLIANT"), item_change(), api_call()]),
    st.data(),
)
def test_any_member_of_any_value_is_understood_or_refused_never_a_crash(
    event: Any, data: st.DataObject
) -> None:
    paths = list(members(event))
    body = changed(event, data.draw(st.sampled_from(paths)), data.draw(json_values))
    try:
        origin = read_observation(body).origin
    except MalformedEventError as error:
        reason = str(error)
    else:
        reason = origin.detail_type
    assert reason


def members(value: Any, path: str = "") -> Any:
    if path:
        yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from members(inner, f"{path}/{name}" if path else name)
