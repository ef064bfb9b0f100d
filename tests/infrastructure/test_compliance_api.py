"""The HTTP API in front of the function."""

import json
from typing import Any

from shared.endpoints import ENDPOINTS
from tests.infrastructure.synthesis import Template, logical_ids


def routes(master: Template) -> dict[str, dict[str, Any]]:
    found = (item["Properties"] for item in master.all("AWS::ApiGatewayV2::Route").values())
    return {route["RouteKey"]: route for route in found}


def test_each_route_is_explicit_and_asks_for_iam_authorisation(master: Template) -> None:
    found = routes(master)
    keys = {point.key for point in ENDPOINTS}
    assert found.keys() == {*keys, "$default"}
    open_keys = {point.key for point in ENDPOINTS if point.open}
    for key, route in found.items():
        assert route["AuthorizationType"] == ("NONE" if key in open_keys else "AWS_IAM")


def test_tokens_are_checked_where_the_settings_name_their_issuer(alone: Template) -> None:
    types = {route["AuthorizationType"] for route in routes(alone).values()}
    assert types - {"NONE"} == {"JWT"}
    (authorizer,) = alone.all("AWS::ApiGatewayV2::Authorizer").values()
    assert authorizer["Properties"]["JwtConfiguration"] == {
        "Audience": ["config-monitoring"],
        "Issuer": "https://login.example.com/tenant",
    }
    variables = alone.named("AWS::Lambda::Function", "ComplianceApi")["Environment"]["Variables"]
    assert variables["API_SCOPE_CLAIM"] == "custom:accounts"
    assert variables["API_JWT_ISSUER"] == "https://login.example.com/tenant"


def test_only_the_description_is_open_where_it_is_shown_to_people(
    itself: dict[str, Template],
) -> None:
    master = itself["ConfigMonitoringMaster"]
    for key, route in routes(master).items():
        is_open = key in {"GET /docs", "GET /openapi.json"}
        declared = any(point.open and key == point.key for point in ENDPOINTS)
        assert route["AuthorizationType"] == ("NONE" if is_open or declared else "AWS_IAM")
    variables = master.named("AWS::Lambda::Function", "ComplianceApi")["Environment"]["Variables"]
    assert variables["API_DOCS"] == "true"
    assert variables["API_SCOPE_ROLES"] == '{"Payments":["222222222222"]}'


def test_nothing_is_published_where_the_function_starts_as_usual(master: Template) -> None:
    assert "SnapStart" not in master.named("AWS::Lambda::Function", "ComplianceApi")
    assert not master.all("AWS::Lambda::Version")
    assert not master.all("AWS::Lambda::Alias")


def test_with_a_snapshot_every_route_asks_for_the_published_version(
    itself: dict[str, Template],
) -> None:
    master = itself["ConfigMonitoringMaster"]
    function = master.named("AWS::Lambda::Function", "ComplianceApi")
    assert function["SnapStart"] == {"ApplyOn": "PublishedVersions"}
    assert function["Architectures"] == ["arm64"]
    (version,) = master.all("AWS::Lambda::Version")
    ((alias, published),) = master.all("AWS::Lambda::Alias").items()
    assert logical_ids(published["Properties"]["FunctionVersion"]) == {version}
    (integration,) = master.all("AWS::ApiGatewayV2::Integration").values()
    assert logical_ids(integration["Properties"]["IntegrationUri"]) == {alias}
    permissions = master.all("AWS::Lambda::Permission").values()
    assert len(permissions) == len(master.all("AWS::ApiGatewayV2::Route"))
    for permission in permissions:
        assert logical_ids(permission["Properties"]["FunctionName"]) == {alias}


def test_no_other_function_starts_from_a_snapshot(itself: dict[str, Template]) -> None:
    master = itself["ConfigMonitoringMaster"]
    functions = master.all("AWS::Lambda::Function")
    assert [name[:13] for name in functions if "SnapStart" in functions[name]["Properties"]] == [
        "ComplianceApi"
    ]


def test_the_stage_is_throttled_and_logs_who_asked_for_what(master: Template) -> None:
    stage = master.named("AWS::ApiGatewayV2::Stage", "ComplianceApi")
    assert stage["DefaultRouteSettings"] == {
        "ThrottlingRateLimit": 100,
        "ThrottlingBurstLimit": 200,
    }
    assert {
        *("requestId", "time", "caller", "subject", "sourceIp", "userAgent", "route", "path"),
        *("status", "latency_ms", "response_bytes", "error", "authorizer_error"),
        *("integration_status", "integration_latency_ms", "integration_error"),
    } <= json.loads(stage["AccessLogSettings"]["Format"]).keys()
    (log_group,) = logical_ids(stage["AccessLogSettings"]["DestinationArn"])
    assert log_group in master.all("AWS::Logs::LogGroup")


def test_where_users_are_masked_in_logs_the_access_log_does_not_say_who_asked(
    alone: Template,
) -> None:
    stage = alone.named("AWS::ApiGatewayV2::Stage", "ComplianceApi")
    said = json.loads(stage["AccessLogSettings"]["Format"])
    assert {"requestId", "time", "route", "path", "status", "error"} <= said.keys()
    assert not {"caller", "subject", "sourceIp", "userAgent"} & said.keys()


def test_only_this_api_may_invoke_the_function(master: Template) -> None:
    (api,) = master.all("AWS::ApiGatewayV2::Api")
    permissions = master.all("AWS::Lambda::Permission").values()
    assert len(permissions) == len(master.all("AWS::ApiGatewayV2::Route"))
    for permission in permissions:
        assert permission["Properties"]["Principal"] == "apigateway.amazonaws.com"
        assert logical_ids(permission["Properties"]["SourceArn"]) == {api}


def test_cursors_are_signed_with_a_generated_key_that_only_the_api_reads(master: Template) -> None:
    (key,) = [
        name
        for name in master.all("AWS::SecretsManager::Secret")
        if name.startswith("ComplianceApiCursorKey")
    ]
    secret = master.all("AWS::SecretsManager::Secret")[key]["Properties"]
    assert secret["GenerateSecretString"]["PasswordLength"] == 64
    readers = [
        name for name, item in master.all("AWS::IAM::Policy").items() if key in logical_ids(item)
    ]
    assert [name[: len("ComplianceApiRole")] for name in readers] == ["ComplianceApiRole"]


def test_the_address_of_the_api_is_an_output(master: Template) -> None:
    parts = master.body["Outputs"]["ComplianceApiUrl"]["Value"]["Fn::Join"][1]
    assert parts[0] == "https://"
    assert parts[2:] == [".execute-api.eu-central-1.", {"Ref": "AWS::URLSuffix"}]
