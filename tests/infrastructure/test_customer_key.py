"""A key of the customer's own is that of all that is stored, and of nothing without the setting."""

import importlib
import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest

from stacks.encryption import ENCRYPTED
from stacks.key_rights import rights_on_key
from tests.builders.key_permissions import OF_A_BOT_WITH_A_KEY, OF_A_KEY
from tests.builders.permissions import MASTER, OF_A_BOT
from tests.builders.rights import together
from tests.infrastructure.rights import called, lines, rights_of_roles
from tests.infrastructure.synthesis import Template, each
from tests.infrastructure.test_permissions import MASTER_STACK, differences

KEY = {"Fn::GetAtt": ["CustomerKeyA9FF30A4", "Arn"]}
# What could be encrypted with the key too, and why it is not.
LEFT_ALONE = {
    "AWS::Events::EventBus": "events of AWS's services stay under AWS's key; rules are no secret",
    "AWS::Lambda::EventSourceMapping": "its filters are in the template",
    "AWS::Lambda::Function": "its settings are in the template, and none is a secret",
    "AWS::Scheduler::Schedule": "its input is in the template",
}


@pytest.fixture(scope="module")
def master(keyed: dict[str, Template]) -> Template:
    return keyed[MASTER_STACK]


def test_without_the_setting_there_is_no_key_and_nobody_may_use_one(bot: Template) -> None:
    rendered = json.dumps(bot.body)
    for sign in ("AWS::KMS::", "kms:", "KMSMasterKey", "KmsMasterKey", 'KmsKeyId"'):
        assert sign not in rendered


def test_with_it_nothing_else_changes(master: Template, bot: Template) -> None:
    assert without_encryption(master) == without_encryption(bot)


def test_agents_get_no_key(keyed: dict[str, Template], of_a_bot: dict[str, Template]) -> None:
    agents = keyed.keys() - {MASTER_STACK}
    assert agents
    for name in agents:
        assert keyed[name].body == of_a_bot[name].body


def test_the_key_is_renewed_has_a_name_and_outlives_its_stack(master: Template) -> None:
    [key] = master.all("AWS::KMS::Key").values()
    assert key["Properties"]["EnableKeyRotation"] is True
    assert (key["DeletionPolicy"], key["UpdateReplacePolicy"]) == ("Retain", "Retain")
    [alias] = master.all("AWS::KMS::Alias").values()
    assert alias["Properties"] == {"AliasName": "alias/config-monitoring", "TargetKeyId": KEY}


def test_all_that_can_be_encrypted_with_it_is(master: Template) -> None:
    found = {kind: master.all(kind) for kind in ENCRYPTED}
    assert all(found.values())
    for kind, resources in found.items():
        for name, resource in resources.items():
            expected = {key: value for key, value in ENCRYPTED[kind]("KEY").items() if value}
            assert json.dumps(resource["Properties"]).count(json.dumps(KEY)) == 1, name
            for member, value in expected.items():
                rendered = json.dumps(resource["Properties"][member], sort_keys=True)
                assert rendered.replace(json.dumps(KEY), '"KEY"') == json.dumps(
                    value, sort_keys=True
                )
    for queue in master.all("AWS::SQS::Queue").values():
        assert "SqsManagedSseEnabled" not in queue["Properties"]


def test_a_kind_of_resource_that_has_a_key_of_its_own_gets_ours_or_has_a_reason(
    master: Template,
) -> None:
    kinds = {resource["Type"] for resource in master.body["Resources"].values()}
    assert {kind for kind in kinds if _can_be_encrypted(kind)} == (
        ENCRYPTED.keys() & kinds | LEFT_ALONE.keys()
    )


def test_what_roles_may_do_with_it_is_what_the_table_says(master: Template) -> None:
    table = together(MASTER, OF_A_BOT, OF_A_KEY, OF_A_BOT_WITH_A_KEY)
    assert differences(rights_of_roles(master), table) == []


def test_what_services_may_do_with_it_is_what_each_needs(master: Template) -> None:
    [key] = master.all("AWS::KMS::Key").values()
    said = {
        statement.get("Sid", "Account"): sorted(lines(statement))
        for statement in key["Properties"]["KeyPolicy"]["Statement"]
    }
    events, here = "events.amazonaws.com", "aws:SourceAccount StringEquals 111111111111"
    bus = "kms:EncryptionContext:aws:events:event-bus:arn StringEquals"
    groups = "arn:aws:logs:eu-central-1:111111111111:log-group:*"
    logs = f"* where kms:EncryptionContext:aws:logs:arn ArnLike {groups}"
    [name] = [called(name) for name in master.all("AWS::Events::EventBus")]
    assert said == {
        # IAM of the account decides about people and roles.
        "Account": ["arn:aws:iam::111111111111:root: kms:* on *"],
        "RulesSend": [
            f"{events}: kms:{action} on * where {here}" for action in ("Decrypt", "GenerateDataKey")
        ],
        "ArchivesLook": [f"{events}: kms:DescribeKey on *"],
        "ArchivesKeep": [
            f"{events}: kms:{action} on * where {bus} {name}"
            for action in ("Decrypt", "GenerateDataKey", "ReEncrypt*")
        ],
        "LogsKeep": [
            f"logs.eu-central-1.amazonaws.com: kms:{action} on {logs}"
            for action in ("Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey*", "ReEncrypt*")
        ],
        "AlarmsPublish": [
            f"cloudwatch.amazonaws.com: kms:{action} on * where {here}"
            for action in ("Decrypt", "GenerateDataKey*")
        ],
    }


def test_a_right_of_which_nobody_said_what_it_needs_of_the_key_is_refused() -> None:
    with pytest.raises(ValueError, match="sqs:PurgeQueue needs something of the customer's key"):
        rights_on_key(["logs:PutLogEvents", "sqs:PurgeQueue"])


def test_rights_that_touch_nothing_encrypted_need_nothing_of_the_key() -> None:
    assert rights_on_key(["lambda:InvokeFunction", "sqs:GetQueueUrl", "s3:ListBucket"]) == {}


def without_encryption(template: Template) -> Mapping[str, Any]:
    """Return what a template says of all else than encryption."""
    body: dict[str, Any] = deepcopy(dict(template.body))
    resources = body["Resources"]
    body["Resources"] = {
        name: one for name, one in resources.items() if not one["Type"].startswith("AWS::KMS::")
    }
    for resource in body["Resources"].values():
        properties = resource.setdefault("Properties", {})
        if settle := ENCRYPTED.get(resource["Type"]):
            for member in settle(""):
                properties.pop(member, None)
        if resource["Type"] == "AWS::IAM::Policy":
            document = properties["PolicyDocument"]
            document["Statement"] = [
                statement
                for statement in document["Statement"]
                if not all(action.startswith("kms:") for action in each(statement["Action"]))
            ]
    return body


def _can_be_encrypted(kind: str) -> bool:
    """Tell whether AWS lets one say with which key a kind of resource is encrypted."""
    _, service, name = kind.split("::")
    if service == "KMS":
        return False
    described = getattr(importlib.import_module(f"aws_cdk.aws_{service.lower()}"), f"Cfn{name}")
    members = ("kms", "sse_specification", "bucket_encryption")
    return any(part in member for member in dir(described) for part in members)
