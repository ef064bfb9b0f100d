"""Every peculiarity of the events is understood, dropped or refused with its reason."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.eventbridge_observations import PATHS_KEPT, read_observation
from shared.domain.history import history_of
from shared.domain.observations import (
    ApiCall,
    Evaluation,
    ItemChange,
    MalformedEventError,
    OfNoConcern,
)
from shared.domain.times import EARLIEST, write_time
from tests.builders.events import api_call, changed, compliance_change, envelope, item_change

NEW = "detail/newEvaluationResult"
QUALIFIER = f"{NEW}/evaluationResultIdentifier/evaluationResultQualifier"
SAMPLES = Path(__file__).parents[3] / "shared" / "events"


def evaluation(body: str) -> Evaluation:
    observation = read_observation(body)
    assert isinstance(observation, Evaluation)
    return observation


def item(body: str) -> ItemChange:
    observation = read_observation(body)
    assert isinstance(observation, ItemChange)
    return observation


def test_a_genuine_change_is_understood() -> None:
    heard = evaluation(json.dumps(compliance_change("NON_COMPLIANT", "COMPLIANT")))
    assert heard.key.rule_name == "restricted-ssh"
    assert heard.key.resource_id == "sg-020e5918d504d1a76"
    assert (heard.status, heard.old_status) == ("NON_COMPLIANT", "COMPLIANT")
    assert write_time(heard.version.recorded) == "2026-11-20T09:00:04.741Z"
    assert not heard.origin.replayed


def test_a_first_evaluation_has_no_old_result_be_it_absent_or_null() -> None:
    assert evaluation(json.dumps(compliance_change())).old_status is None
    body = changed(compliance_change(old="COMPLIANT"), "detail/oldEvaluationResult", None)
    assert evaluation(body).old_status is None


def test_an_old_result_may_hold_its_status_only() -> None:
    body = changed(
        compliance_change(), "detail/oldEvaluationResult", {"complianceType": "COMPLIANT"}
    )
    assert evaluation(body).old_status == "COMPLIANT"


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-03T16:54:28.354000+01:00",
        "2026-03-03T15:54:28.354Z",
        "2026-03-03T15:54:28.354",
        "2026-03-03 15:54:28.354+00:00",
    ],
)
def test_times_of_any_form_are_the_same_instant_in_utc(written: str) -> None:
    heard = evaluation(changed(compliance_change(), f"{NEW}/resultRecordedTime", written))
    assert heard.version.recorded == datetime(2026, 3, 3, 15, 54, 28, 354000, tzinfo=UTC)


@pytest.mark.parametrize("name", ["resourceId", "resourceType", "configRuleName"])
def test_the_detail_wins_over_its_qualifier_and_either_may_be_missing(name: str) -> None:
    event = compliance_change()
    said = event["detail"][name]
    assert name_of(changed(event, f"{QUALIFIER}/{name}", "other"), name) == said
    assert name_of(changed(event, f"{QUALIFIER}/{name}", drop=True), name) == said
    assert name_of(changed(event, f"detail/{name}", drop=True), name) == said


def name_of(body: str, name: str) -> str:
    key = evaluation(body).key
    return {
        "resourceId": key.resource_id,
        "resourceType": key.resource_type,
        "configRuleName": key.rule_name,
    }[name]


@pytest.mark.parametrize(
    ("name", "said"), [("awsAccountId", "999999999999"), ("awsRegion", "global")]
)
def test_the_envelope_wins_over_the_detail(name: str, said: str) -> None:
    key = evaluation(changed(compliance_change(), f"detail/{name}", said)).key
    assert (key.account, key.region) == ("222222222222", "eu-central-1")


@pytest.mark.parametrize(
    "resource_id",
    [
        "AIDAW6MN5QPJPMC7R4QBE",
        "arn:aws:apigateway:eu-central-1::/restapis/a1/stages/prod",
        "free text with spaces | # ~ %",
        "€" * 768,
    ],
)
def test_resource_ids_are_kept_as_they_are(resource_id: str) -> None:
    body = changed(compliance_change(), "detail/resourceId", resource_id)
    assert evaluation(body).key.resource_id == resource_id


def test_an_annotation_loses_its_outer_blanks_and_what_is_over_256_characters() -> None:
    event = compliance_change()
    assert evaluation(changed(event, f"{NEW}/annotation", "\nNo tag.")).annotation == "No tag."
    assert evaluation(changed(event, f"{NEW}/annotation", "x" * 300)).annotation == "x" * 256
    assert evaluation(changed(event, f"{NEW}/annotation", None)).annotation is None


def test_an_unknown_status_is_data() -> None:
    body = changed(compliance_change(), f"{NEW}/complianceType", "SOMETHING_NEW")
    assert evaluation(body).status == "SOMETHING_NEW"


@pytest.mark.parametrize("ordering", [None, "yesterday", 5])
def test_a_result_without_a_readable_ordering_timestamp_is_understood(ordering: Any) -> None:
    path = f"{NEW}/evaluationResultIdentifier/orderingTimestamp"
    assert evaluation(changed(compliance_change(), path, ordering)).version.ordering == EARLIEST


def test_a_replayed_event_says_so() -> None:
    body = changed(compliance_change(), "replay-name", "replay-1")
    assert evaluation(body).origin.replayed


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (f"{NEW}/resultRecordedTime", "yesterday", "resultRecordedTime"),
        (f"{NEW}/resultRecordedTime", None, "resultRecordedTime is missing"),
        (f"{NEW}/resultRecordedTime", 5, "resultRecordedTime is not a text"),
        (f"{NEW}/resultRecordedTime", "0001-01-01T00:00:00+14:00", "resultRecordedTime"),
        (f"{NEW}/complianceType", None, "complianceType is missing"),
        (f"{NEW}/complianceType", ["COMPLIANT"], "complianceType is not a text but list"),
        (f"{NEW}/complianceType", "x" * 65, "65 characters"),
        (NEW, None, "newEvaluationResult is missing"),
        (NEW, "COMPLIANT", "newEvaluationResult is not an object"),
        ("detail", None, "newEvaluationResult is missing"),
        ("detail/resourceId", "x" * 769, "769 characters"),
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


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (envelope("Config Rules Re-evaluation Status", {}), "detail-type"),
        (envelope("Config Configuration Snapshot Delivery Status", {}), "detail-type"),
        (envelope("Something New", {}, account=5), "detail-type"),
        (envelope("Config Rules Compliance Change", {}, source="my.app"), "source"),
        (item_change(resourceType="AWS::Config::ResourceCompliance"), "bookkeeping"),
        (api_call("PutConfigRule"), "call"),
        (api_call(errorCode="AccessDenied"), "call"),
    ],
)
def test_what_is_of_no_concern_is_dropped_by_its_kind(event: Any, reason: str) -> None:
    observation = read_observation(json.dumps(event))
    assert isinstance(observation, OfNoConcern)
    assert observation.reason == reason


def test_a_proactive_result_is_of_no_concern() -> None:
    body = changed(compliance_change(), f"{QUALIFIER}/evaluationMode", "PROACTIVE")
    assert isinstance(read_observation(body), OfNoConcern)


@pytest.mark.parametrize("status", ["ResourceDeleted", "ResourceDeletedNotRecorded"])
def test_a_deleted_resource_is_a_deletion(status: str) -> None:
    assert item(json.dumps(item_change(status, "DELETE"))).is_deletion


@pytest.mark.parametrize("status", ["OK", "ResourceDiscovered", "ResourceNotRecorded"])
def test_other_item_changes_are_not(status: str) -> None:
    assert not item(json.dumps(item_change(status))).is_deletion


def test_an_item_change_is_kept_as_a_summary() -> None:
    summary = history_of(item(json.dumps(item_change())))
    assert summary.annotation == "UPDATE (OK): Configuration.State.Name"
    assert (summary.status, summary.rule_name) == (None, None)


def test_only_the_first_changed_paths_are_kept_and_the_rest_is_counted() -> None:
    many: dict[str, Any] = {f"Configuration.P{n:03d}": {} for n in range(PATHS_KEPT + 3)}
    body = changed(item_change(), "detail/configurationItemDiff/changedProperties", many)
    assert item(body).changed_paths[-1] == "and 3 more"


def test_an_item_without_a_diff_is_summarised_by_its_status() -> None:
    body = changed(item_change("ResourceDeleted"), "detail/configurationItemDiff", None)
    assert history_of(item(body)).annotation == "ResourceDeleted"


def test_an_oversized_item_is_read_from_its_summary() -> None:
    event = item_change()
    summary = event["detail"].pop("configurationItem") | {"changeType": "UPDATE"}
    event["detail"] |= {"configurationItemSummary": summary, "configurationItemDiff": None}
    assert item(json.dumps(event)).change_type == "UPDATE"


@pytest.mark.parametrize("name", ["configurationItemCaptureTime", "resourceId", "resourceType"])
def test_an_item_that_lacks_what_is_needed_is_refused(name: str) -> None:
    with pytest.raises(MalformedEventError, match=name):
        read_observation(changed(item_change(), f"detail/configurationItem/{name}", drop=True))
    with pytest.raises(MalformedEventError, match="configurationItem"):
        read_observation(changed(item_change(), "detail/configurationItem", drop=True))


def test_a_call_that_silences_an_account_is_heard_with_who_made_it() -> None:
    heard = read_observation(json.dumps(api_call()))
    assert isinstance(heard, ApiCall)
    said = history_of(heard).annotation
    assert said == "StopConfigurationRecorder by arn:aws:iam::222222222222:user/somebody"


def test_a_deleted_rule_is_named() -> None:
    body = api_call("DeleteConfigRule", requestParameters={"configRuleName": "restricted-ssh"})
    heard = read_observation(json.dumps(body))
    assert isinstance(heard, ApiCall)
    assert heard.rule_name == "restricted-ssh"


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


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample events are not on this machine")
@pytest.mark.parametrize(
    ("sample", "kind"),
    [
        ("01-", Evaluation),
        ("04-", Evaluation),
        ("06-", Evaluation),
        ("09-", Evaluation),
        ("16-", OfNoConcern),
        ("18-", ItemChange),
        ("19-", ItemChange),
        ("22-", Evaluation),
    ],
)
def test_genuine_samples_are_understood(sample: str, kind: type) -> None:
    [path] = SAMPLES.glob(f"{sample}*.json")
    assert isinstance(read_observation(path.read_text()), kind)
