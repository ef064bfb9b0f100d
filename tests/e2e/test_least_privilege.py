"""Every function runs as its own role, and the emulator holds it to the policies."""

from collections.abc import Iterator

import pytest

from local.up import FUNCTIONS
from tests.builders.permissions import MASTER, OF_A_BOT
from tests.builders.rights import together
from tests.e2e.acting import Actor, acting_as
from tests.e2e.bots import Bot
from tests.e2e.running import Running
from tests.e2e.tries import all_tries

REFUSED = {"AccessDenied", "AccessDeniedException"}
TABLE = together(MASTER, OF_A_BOT)
OF_A_WEBHOOK = sorted(FUNCTIONS.keys() - {"slack_interactions"})


def beyond_the_table(running: Running, stem: str) -> tuple[list[str], list[str]]:
    """Try what can be tried as the function; return what it may beyond its rights, and may not."""
    rights = TABLE["".join(word.title() for word in stem.split("_")) + "Role"]
    beyond, missing = [], []
    with acting_as(running, stem) as actor:
        for each in all_tries(running):
            has = each.needs in rights
            if has and not each.harmless:
                continue
            refused = actor.attempt(each.service, each.operation, **each.request) in REFUSED
            if refused and has:
                missing.append(each.needs)
            elif not refused and not has:
                beyond.append(each.needs)
    return beyond, missing


@pytest.mark.parametrize("stem", OF_A_WEBHOOK)
def test_a_function_may_do_what_its_table_says_and_is_refused_what_is_just_beyond(
    running: Running, stem: str
) -> None:
    assert beyond_the_table(running, stem) == ([], [])


@pytest.mark.bot
def test_so_is_the_function_behind_the_buttons_whose_role_has_a_path(bot: Bot) -> None:
    name = bot.stack.functions["slack_interactions"]
    deployed = bot.client("lambda").get_function_configuration(FunctionName=name)
    assert ":role/monitoring/" in deployed["Role"]
    assert beyond_the_table(bot, "slack_interactions") == ([], [])


@pytest.mark.bot
def test_queues_name_the_key_and_no_function_can_use_that_by_hand(bot: Bot) -> None:
    kms = bot.client("kms")
    key = kms.describe_key(KeyId="alias/config-monitoring")["KeyMetadata"]["Arn"]
    for queue in bot.stack.queues.values():
        asked = {"QueueUrl": queue, "AttributeNames": ["KmsMasterKeyId"]}
        told = bot.client("sqs").get_queue_attributes(**asked)
        assert told["Attributes"] == {"KmsMasterKeyId": key}
    secret = kms.encrypt(KeyId=key, Plaintext=b"secret")["CiphertextBlob"]
    for stem in bot.stack.functions:
        with acting_as(bot, stem) as actor:
            assert actor.attempt("kms", "decrypt", CiphertextBlob=secret) in REFUSED


@pytest.fixture(scope="module")
def api(running: Running) -> Iterator[Actor]:
    with acting_as(running, "compliance_api") as actor:
        yield actor


def test_the_api_may_write_exports_among_the_states_and_nothing_else(
    running: Running, api: Actor
) -> None:
    table = running.stack.tables["config_compliance"]
    for partition, answer in (
        ("EXPORT#nobodys", "allowed"),
        ("A#nobodys", "AccessDeniedException"),
    ):
        item = {"pk": {"S": partition}, "sk": {"S": "nothing"}, "expires_at": {"N": "1"}}
        assert api.attempt("dynamodb", "put_item", TableName=table, Item=item) == answer


def test_the_api_may_change_mutes_and_not_what_is_to_be_told(running: Running, api: Actor) -> None:
    request = {
        "TableName": running.stack.tables["notifications"],
        "ConditionExpression": "attribute_exists(pk)",
    }
    for partition, answer in (
        ("MUTES", "ConditionalCheckFailedException"),
        ("V#nobodys", "AccessDeniedException"),
    ):
        item = {"pk": {"S": partition}, "sk": {"S": "nothing"}}
        assert api.attempt("dynamodb", "put_item", Item=item, **request) == answer
