"""What each role may do is what the table says: anything beyond fails, and anything missing."""

import re
from collections.abc import Mapping

import pytest

from tests.builders.permissions import (
    AGENT,
    FOR_ROUTES,
    FOR_TRACES,
    MASTER,
    OF_A_BOT,
    OF_A_RECORDER,
    OF_AN_ORGANISATION,
)
from tests.builders.policies import AGENT_POLICIES, BOT_POLICIES, MASTER_POLICIES, RECORDER_POLICIES
from tests.builders.rights import Roles, together
from tests.infrastructure.rights import (
    called,
    rights_of_others,
    rights_of_roles,
    text,
    wildcards,
)
from tests.infrastructure.synthesis import Template

MASTER_STACK = "ConfigMonitoringMaster"
AGENT_STACK = "ConfigMonitoringAgent-eu-central-1"
WORDS_OF_A_REASON = 4  # no name and no number of a ticket


def differences(found: Mapping[str, frozenset[str]], table: Roles) -> list[str]:
    """Return a line for each right that is in the template or in the table alone."""
    return [
        f"{name} {why}: {line}"
        for name in sorted(found.keys() | table.keys())
        for why, lines in (
            ("may, beyond the table", found.get(name, frozenset()) - table.get(name, frozenset())),
            ("may not, as it should", table.get(name, frozenset()) - found.get(name, frozenset())),
        )
        for line in sorted(lines)
    ]


def test_the_roles_of_the_master_may_do_what_the_table_says(master: Template) -> None:
    assert differences(rights_of_roles(master), MASTER) == []


def test_a_bot_has_one_role_more(bot: Template) -> None:
    assert differences(rights_of_roles(bot), together(MASTER, OF_A_BOT)) == []


def test_routes_an_organisation_and_traces_add_what_they_need(everything: Template) -> None:
    table = together(MASTER, OF_A_BOT, OF_AN_ORGANISATION, FOR_ROUTES, FOR_TRACES)
    assert differences(rights_of_roles(everything), table) == []


def test_an_agent_may_put_events_on_the_bus(agent: Template) -> None:
    assert differences(rights_of_roles(agent), AGENT) == []


def test_an_agent_with_a_recorder_has_its_role_beside_that(
    organisation: dict[str, Template],
) -> None:
    table = together(AGENT, OF_A_RECORDER)
    assert differences(rights_of_roles(organisation[AGENT_STACK]), table) == []
    master = rights_of_roles(organisation[MASTER_STACK])
    assert differences(master, together(MASTER, OF_AN_ORGANISATION)) == []


def test_an_agent_that_records_by_the_role_of_the_service_makes_no_other(
    packed: dict[str, Template],
) -> None:
    for agent in packed.values():
        assert differences(rights_of_roles(agent), AGENT) == []


def test_the_recorders_bucket_lets_in_config_alone(organisation: dict[str, Template]) -> None:
    found = rights_of_others(organisation[AGENT_STACK])
    of_buckets = {name: lines for name, lines in found.items() if "Bucket" in name}
    assert differences(of_buckets, RECORDER_POLICIES) == []


def test_a_right_too_many_and_one_too_few_are_named() -> None:
    assert differences({"One": frozenset("ab")}, {"One": frozenset("bc")}) == [
        "One may, beyond the table: a",
        "One may not, as it should: c",
    ]


def test_policies_of_queues_and_buckets_let_services_do_what_the_table_says(
    bot: Template, agent: Template
) -> None:
    found = rights_of_others(bot)
    bus = {name for name in found if name.startswith("EventIntakeBus")}
    assert len(bus) == 1
    others = {name: lines for name, lines in found.items() if name not in bus}
    assert differences(others, together(MASTER_POLICIES, BOT_POLICIES)) == []
    assert differences(rights_of_others(agent), AGENT_POLICIES) == []


def test_functions_are_invoked_by_this_api_and_by_nobody_else_from_outside(bot: Template) -> None:
    for permission in bot.all("AWS::Lambda::Permission").values():
        given = permission["Properties"]
        assert given["Principal"] == "apigateway.amazonaws.com"
        assert ":111111111111:ComplianceApi/*/*" in text(given["SourceArn"])


def test_there_are_no_users_no_groups_and_no_policies_by_themselves(bot: Template) -> None:
    kinds = {resource["Type"] for resource in bot.body["Resources"].values()}
    iam = {kind for kind in kinds if kind.startswith("AWS::IAM::")}
    assert iam == {"AWS::IAM::Role", "AWS::IAM::Policy"}


@pytest.mark.parametrize("stack", [MASTER_STACK, AGENT_STACK])
def test_every_wildcard_has_a_reason_that_is_written_beside_it(
    organisation: dict[str, Template], everything: Template, stack: str
) -> None:
    for template in [organisation[stack], *([everything] if stack == MASTER_STACK else [])]:
        accepted = reasons(template, stack)
        assert accepted.keys() == {
            (role, name) for role, names in wildcards(template).items() for name in names
        }
        assert all(len(reason.split()) >= WORDS_OF_A_REASON for reason in accepted.values())


def reasons(template: Template, stack: str) -> dict[tuple[str, str], str]:
    """Return why a wildcard is accepted, by the role and the resource."""
    found = {}
    for item in template.accepted:
        [construct] = item["violatingConstructs"]
        path = construct["constructPath"].split("/")
        finding = re.fullmatch(r"AwsSolutions-IAM5\[Resource::(.*)\]", item["ruleName"])
        if path[0] == stack and finding:
            role = "".join(path[1 : path.index("Role") + 1])
            name = re.sub(r"<(\w+)\.Arn>", lambda match: called(match[1]), finding[1])
            found[role, name] = str(item["reason"])
    return found
