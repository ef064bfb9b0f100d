"""The HTTP API in front of the function."""

import json

from tests.infrastructure.synthesis import Template, logical_ids


def test_each_route_is_explicit_and_asks_for_iam_authorisation(master: Template) -> None:
    routes = [item["Properties"] for item in master.all("AWS::ApiGatewayV2::Route").values()]
    assert {route["RouteKey"] for route in routes} == {
        "GET /compliance/summary",
        "GET /compliance/states",
        "GET /events",
        "POST /exports",
        "GET /exports",
        "GET /exports/{id}",
        "GET /reports/{report_id}",
    }
    signed = [r for r in routes if not r["RouteKey"].startswith("GET /reports/")]
    assert {route["AuthorizationType"] for route in signed} == {"AWS_IAM"}


def test_the_stage_is_throttled_and_logs_who_asked_for_what(master: Template) -> None:
    stage = master.named("AWS::ApiGatewayV2::Stage", "ComplianceApi")
    assert stage["DefaultRouteSettings"] == {
        "ThrottlingRateLimit": 100,
        "ThrottlingBurstLimit": 200,
    }
    assert {"caller", "route", "status"} <= json.loads(stage["AccessLogSettings"]["Format"]).keys()
    (log_group,) = logical_ids(stage["AccessLogSettings"]["DestinationArn"])
    assert log_group in master.all("AWS::Logs::LogGroup")


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
