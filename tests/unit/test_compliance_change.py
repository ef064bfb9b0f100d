"""Every peculiarity of a compliance change is understood."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from shared.adapters.eventbridge_observations import read_observation
from shared.domain.observations import (
    Evaluation,
    ItemChange,
    OfNoConcern,
)
from shared.domain.times import EARLIEST, write_time
from tests.builders.events import changed, compliance_change

NEW = "detail/newEvaluationResult"
QUALIFIER = f"{NEW}/evaluationResultIdentifier/evaluationResultQualifier"
SAMPLES = Path(__file__).parents[3] / "shared" / "events"


def evaluation(body: str) -> Evaluation:
    observation = read_observation(body)
    assert isinstance(observation, Evaluation)
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


def test_a_proactive_result_is_of_no_concern() -> None:
    body = changed(compliance_change(), f"{QUALIFIER}/evaluationMode", "PROACTIVE")
    assert isinstance(read_observation(body), OfNoConcern)


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
