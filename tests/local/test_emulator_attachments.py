# ruff: noqa: SLF001 - the emulator has no public extension points
"""What the additions attach to in MiniStack has no promise: a new version fails here first."""

import inspect
from typing import Any

import pytest
from ministack.core import concurrency, iam_actions, iam_evaluator, lambda_runtime, responses
from ministack.services import (
    apigateway,
    cloudwatch,
    config,
    dynamodb,
    eventbridge,
    iam,
    lambda_svc,
    sqs,
)
from ministack.services.cloudformation import provisioners

from local.emulator.config_aggregator.api import ACTIONS

SIGNATURES: list[tuple[Any, str, str]] = [
    (eventbridge, "_dispatch_event", "(event, view=None)"),
    (eventbridge, "_archive_event", "(event, view=None)"),
    (
        eventbridge,
        "_dispatch_to_event_bus",
        "(spec, event, rule, event_path, target_input_payload=None)",
    ),
    (eventbridge, "_dispatch_to_sqs", "(spec, payload, sqs_parameters=None)"),
    (eventbridge, "_pattern_event_view", "(event)"),
    (eventbridge, "_rule_key", "(rule_name: str, bus_name: str) -> str"),
    (eventbridge, "_create_archive", "(data)"),
    (eventbridge, "_update_archive", "(data)"),
    (eventbridge, "_describe_archive", "(data)"),
    (eventbridge, "_describe_event_bus", "(data)"),
    (eventbridge, "_remove_permission", "(data)"),
    (config, "handle_request", "(method, path, headers, body, query_params)"),
    (
        iam_actions,
        "extract_resource_arn",
        (
            "(service: str, method: str, path: str, headers: dict, body: bytes, "
            "query_params: dict, region: str, account_id: str) -> str"
        ),
    ),
    (iam_actions, "dynamodb_service_context", "(body: bytes) -> dict"),
    (iam_actions, "_safe_json_field", "(body: bytes, field: str) -> str"),
    (
        iam_actions,
        "extract_iam_action",
        (
            "(service: str, method: str, path: str, headers: dict, body: bytes, "
            "query_params: dict) -> str | None"
        ),
    ),
    (config, "_put_configuration_recorder", "(data)"),
    (config, "_start_configuration_recorder", "(data)"),
    (config, "_put_delivery_channel", "(data)"),
    (config, "_put_config_rule", "(data)"),
    (iam, "_boundary_policy_error", "(arn)"),
    (dynamodb, "_update_ttl", "(data)"),
    (dynamodb, "_update_continuous_backups", "(data)"),
    (lambda_runtime, "_detect_runtime_binary", "(runtime: str) -> tuple[str, str]"),
    (lambda_runtime, "reset", "()"),
    (lambda_svc, "_iter_all_esms", "()"),
    (lambda_svc, "_poll_dynamodb_streams", "()"),
    (
        lambda_svc,
        "_sqs_esm_concurrency",
        "(esm: dict, func_rec: dict, config: dict, queue: dict | None = None) -> int",
    ),
    (sqs, "_receive_messages_for_esm", "(queue_url: str, max_number: int) -> list[dict]"),
    (sqs, "_collect_msgs", "(q: dict, max_n: int, vis_timeout: int) -> list"),
    (sqs, "_get_q", "(url: str, action: str | None = None) -> dict"),
    (sqs, "_dlq_sweep", "(q: dict) -> None"),
    (sqs, "_expire_retained", "(q: dict) -> None"),
    (
        lambda_svc,
        "_execute_function_dispatch",
        "(func: dict, config: dict, event: dict, request_id: str, started: float) -> dict",
    ),
    (
        lambda_svc,
        "_emit_lambda_metrics",
        "(function_name: str, duration_ms: float, error: bool, throttle: bool) -> None",
    ),
    (cloudwatch, "_put_metric_alarm", "(params, cbor_data, is_cbor, is_json=False)"),
    (cloudwatch, "_set_alarm_state", "(params, cbor_data, is_cbor, is_json=False)"),
    (cloudwatch, "_error", "(code, message, status, use_json=False, use_cbor=False)"),
    (cloudwatch, "_evaluate_alarm", "(alarm)"),
    (cloudwatch, "_evict_old_metrics", "()"),
    (cloudwatch, "_metric_bucket", "(key: tuple) -> list"),
    (cloudwatch, "_dims_key", "(dims: dict) -> str"),
    (cloudwatch, "_calc_stats", "(points)"),
    (cloudwatch, "_stat_value", "(stats, stat_name, points=None)"),
    (provisioners, "_cw_metric_alarm_record", "(name, props)"),
    (apigateway, "route_authorization_type", "(api_id, stage, method, path)"),
    (responses, "request_scope", "(account_id: str, region: str)"),
]
STORES = [
    (cloudwatch, "_alarms"), (cloudwatch, "_metrics"), (sqs, "_queues"),
    (eventbridge, "_event_bus_policies"), (eventbridge, "_archives"), (eventbridge, "_targets"),
    (config, "_recorders"), (config, "_delivery_channels"), (config, "_config_rules"),
    (iam, "_roles"), (lambda_svc, "_esms"), (lambda_svc, "_esm_inflight"), (sqs, "_queues_lock"),
    (apigateway, "_apis"), (concurrency, "esm_wake"), (iam_evaluator, "EvalContext"),
    (iam_evaluator, "_gather_role_policies"), (iam_evaluator, "_service_principal_matches"),
    (iam_evaluator, "_conditions_met"), (iam_evaluator, "_permissions_boundary"),
]  # fmt: skip
TYPES_OF_OTHERS = (
    "AWS::DynamoDB::Table", "AWS::SecretsManager::Secret",
    "AWS::Events::EventBus", "AWS::IAM::Role",
)  # fmt: skip
OWN_TYPES = (
    "AWS::Config::ConfigurationRecorder", "AWS::Config::DeliveryChannel", "AWS::Config::ConfigRule",
    "AWS::Config::ConformancePack",
    "AWS::Config::ConfigurationAggregator", "AWS::Config::AggregationAuthorization",
    "AWS::Events::EventBusPolicy", "AWS::Events::Archive",
)  # fmt: skip


@pytest.mark.parametrize(("module", "name", "signature"), SIGNATURES)
def test_a_function_that_an_addition_calls_or_wraps_is_as_it_was(
    module: Any, name: str, signature: str
) -> None:
    assert str(inspect.signature(getattr(module, name))) == signature


@pytest.mark.parametrize(("module", "name"), STORES)
def test_a_store_that_an_addition_reads_is_there(module: Any, name: str) -> None:
    assert hasattr(module, name)


def test_the_handlers_that_are_wrapped_can_create_update_and_delete() -> None:
    for kind in TYPES_OF_OTHERS:
        assert {"create", "update", "delete"} <= set(provisioners._RESOURCE_HANDLERS[kind])


def test_what_the_additions_bring_is_still_missing_upstream() -> None:
    """One that fails here can go: MiniStack has it now."""
    for kind in OWN_TYPES:
        assert kind not in provisioners._RESOURCE_HANDLERS
    handled = inspect.getsource(config.handle_request)
    assert not [action for action in ACTIONS if f'"{action}"' in handled]
