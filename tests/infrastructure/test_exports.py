"""The bucket of exports and reports, and the function that writes exports."""

from typing import Any

import pytest

from lambdas.compliance_api.export_services import ExportsSettings
from tests.infrastructure.synthesis import Template, each, logical_ids


def of_bucket(master: Template, role: str) -> dict[str, set[str]]:
    """Return what a role may do with the bucket, by the prefix of the files."""
    found: dict[str, set[str]] = {}
    for statement in master.statements(role):
        for resource in each(statement["Resource"]):
            if any(name.startswith("ReportsBucket") for name in logical_ids(resource)):
                found.setdefault(suffix(resource), set()).update(each(statement["Action"]))
    return found


def suffix(resource: Any) -> str:
    """Return what follows the ARN of the bucket."""
    return str(resource["Fn::Join"][1][-1]) if "Fn::Join" in resource else ""


def test_the_bucket_is_private_encrypted_and_reached_by_tls_alone(master: Template) -> None:
    bucket = master.named("AWS::S3::Bucket", "ReportsBucket")
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    [rule] = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    policy = master.named("AWS::S3::BucketPolicy", "ReportsBucketPolicy")["PolicyDocument"]
    [statement] = policy["Statement"]
    assert statement["Effect"] == "Deny"
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_exports_are_kept_for_a_week_and_reports_as_long_as_history(master: Template) -> None:
    bucket = master.named("AWS::S3::Bucket", "ReportsBucket")
    rules = {rule["Prefix"]: rule for rule in bucket["LifecycleConfiguration"]["Rules"]}
    assert rules["exports/"]["ExpirationInDays"] == 7
    assert rules["exports/"]["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 2}
    assert rules["reports/"]["ExpirationInDays"] == 90


def test_one_writes_exports_and_the_api_reads_them(master: Template) -> None:
    assert of_bucket(master, "ComplianceApiRole") == {
        "/exports/*": {"s3:GetObject"},
        "/reports/*": {"s3:GetObject"},
        "": {"s3:ListBucket"},
    }
    assert of_bucket(master, "WriteExportsRole") == {
        "/exports/*": {"s3:GetObject", "s3:PutObject"},
        "": {"s3:ListBucket"},
    }


@pytest.mark.parametrize(
    ("role", "prefix"), [("ComplianceApiRole", "reports/*"), ("WriteExportsRole", "exports/*")]
)
def test_nobody_lists_more_than_its_own_files(master: Template, role: str, prefix: str) -> None:
    [lists] = [s for s in master.statements(role) if "s3:ListBucket" in each(s["Action"])]
    assert lists["Condition"] == {"StringLike": {"s3:prefix": prefix}}


def test_the_api_and_the_function_itself_may_invoke_it(master: Template) -> None:
    policies = master.all("AWS::IAM::Policy").items()
    invoking = {
        name
        for name, policy in policies
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        if "lambda:InvokeFunction" in each(statement["Action"])
        and any(named.startswith("WriteExports") for named in logical_ids(statement["Resource"]))
    }
    assert {name[:17] for name in invoking} == {
        "ComplianceApiRole",
        "WriteExportsConti",
        "WriteExportsEvery",
    }


def test_an_export_takes_as_many_invocations_as_it_needs(master: Template) -> None:
    function = master.named("AWS::Lambda::Function", "WriteExports")
    assert function["RecursiveLoop"] == "Allow"
    assert function["Timeout"] == 900


def test_an_export_that_is_not_whole_raises_an_alarm(master: Template) -> None:
    alarm = master.named("AWS::CloudWatch::Alarm", "WriteExports")
    assert (alarm["MetricName"], alarm["Threshold"]) == ("ExportsIncomplete", 0)
    assert alarm["Dimensions"] == [{"Name": "service", "Value": "write-exports"}]


def test_the_api_knows_the_bucket_and_the_function(master: Template) -> None:
    function = master.named("AWS::Lambda::Function", "ComplianceApiFunction")
    given = function["Environment"]["Variables"]
    asked = {field.alias for field in ExportsSettings.model_fields.values()}
    assert asked <= given.keys()
    assert logical_ids(given["WRITE_EXPORTS_FUNCTION"]) == {
        name for name in master.all("AWS::Lambda::Function") if name.startswith("WriteExports")
    }
