"""Where reports are kept, who may read them, and the one open route that leads to them."""

import json

from tests.infrastructure.synthesis import Template, each, logical_ids


def bucket(master: Template) -> str:
    (name,) = [n for n in master.all("AWS::S3::Bucket") if n.startswith("Reports")]
    return name


def allowed(master: Template, role: str, action: str) -> list[object]:
    found = master.statements(role)
    return [s["Resource"] for s in found if action in each(s["Action"])]


def test_the_bucket_is_private_and_encrypted_and_lets_things_expire(alone: Template) -> None:
    made = alone.all("AWS::S3::Bucket")[bucket(alone)]["Properties"]
    assert set(made["PublicAccessBlockConfiguration"].values()) == {True}
    [rule] = made["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    assert "VersioningConfiguration" not in made
    days = {r["Prefix"]: r["ExpirationInDays"] for r in made["LifecycleConfiguration"]["Rules"]}
    assert days == {"exports/": 7, "reports/": 30}


def test_nobody_reaches_the_bucket_without_tls(master: Template) -> None:
    policy = master.named("AWS::S3::BucketPolicy", "Reports")["PolicyDocument"]
    denied = [s for s in policy["Statement"] if s["Effect"] == "Deny"]
    assert denied[0]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert denied[0]["Principal"] == {"AWS": "*"}


def test_the_digest_writes_reports_and_the_api_reads_them_and_neither_does_more(
    master: Template,
) -> None:
    (written,) = allowed(master, "DailyDigestRole", "s3:PutObject")
    (read,) = allowed(master, "ComplianceApiRole", "s3:GetObject")
    for resource in (written, read):
        assert logical_ids(resource) == {bucket(master)}
        assert "/reports/*" in json.dumps(resource)
    assert not allowed(master, "DailyDigestRole", "s3:GetObject")
    assert not allowed(master, "ComplianceApiRole", "s3:DeleteObject")


def test_links_are_signed_with_a_key_that_only_who_makes_or_checks_them_reads(
    master: Template,
) -> None:
    (key,) = [n for n in master.all("AWS::SecretsManager::Secret") if n.startswith("ReportLinks")]
    secret = master.all("AWS::SecretsManager::Secret")[key]["Properties"]
    assert secret["GenerateSecretString"]["PasswordLength"] == 64
    readers = {n for n, p in master.all("AWS::IAM::Policy").items() if key in logical_ids(p)}
    assert {name.partition("Role")[0] for name in readers} == {
        *("ComplianceApi", "DailyDigest", "NotifyViolations"),
    }


def test_the_routes_of_links_ask_for_no_signature_of_aws_and_are_throttled(
    master: Template,
) -> None:
    routes = [item["Properties"] for item in master.all("AWS::ApiGatewayV2::Route").values()]
    open_routes = [r["RouteKey"] for r in routes if r["AuthorizationType"] == "NONE"]
    assert sorted(open_routes) == ["GET /reports/{report_id}", "GET /timeline", "GET /violations"]
    stage = master.named("AWS::ApiGatewayV2::Stage", "ComplianceApi")
    assert stage["RouteSettings"].keys() == set(open_routes)


def test_links_lead_to_the_api_for_as_long_as_the_settings_say(alone: Template) -> None:
    (api,) = alone.all("AWS::ApiGatewayV2::Api")
    for name in ("DailyDigest", "NotifyViolations"):
        function = alone.named("AWS::Lambda::Function", f"{name}Function")
        variables = function["Environment"]["Variables"]
        assert variables["LINK_DAYS"] == "3"
        assert api in logical_ids(variables["API_URL"]["Fn::Join"][1])


def test_the_bucket_is_an_output(master: Template) -> None:
    assert master.body["Outputs"]["ReportsBucketName"]["Value"] == {"Ref": bucket(master)}
