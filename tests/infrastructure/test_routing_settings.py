"""Routes as settings: refused where they cannot be meant, and what functions are told of them."""

from pathlib import Path

import pytest

from shared.domain.routing import (
    Channel,
    Mode,
    TagCondition,
    default_routing,
    read_channels,
    read_routing,
    read_units,
)
from shared.domain.severity import Severity
from stacks.routing import looks_up_units, routing_member, routing_of
from stacks.routing_checks import routing_warnings
from stacks.settings import DeploymentSettings
from stacks.settings_error import SettingsError
from stacks.settings_file import read_settings

WHERE = """
master_account = "111111111111"
master_region = "eu-central-1"
agent_accounts = ["222222222222"]
agent_regions = ["eu-central-1"]
"""
CHANNELS = """
[channels]
ops = { secret_name = "slack-ops" }
pay = { secret_name = "slack-pay" }
"""
FULL = (
    """
route_matching = "all"
fallback_channel = "ops"
batch_minutes = 30
"""
    + CHANNELS
    + """
[organisational_units]
prod = ["222222222222"]
[[routes]]
name = "payments"
channel = "pay"
accounts = ["222222222222"]
organisational_units = ["prod"]
regions = ["eu-central-1", "global"]
rules = ["s3-*", "restricted-ssh"]
severities = ["critical", "high"]
resource_types = ["AWS::S3::*"]
tags = { team = "payments", stage = ["production", "staging"] }
[[routes]]
name = "rest"
channel = "default"
mode = "batched"
batch_minutes = 60
"""
)


def settings(folder: Path, text: str, where: str = WHERE) -> DeploymentSettings:
    path = folder / "given.toml"
    path.write_text(where + text, encoding="utf-8")
    return read_settings(str(path))


def refusal(folder: Path, text: str, where: str = WHERE) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        settings(folder, text, where)
    return [
        line.removeprefix(f"{folder / 'given.toml'}: ") for line in str(refused.value).splitlines()
    ]


def one_route(**members: str) -> str:
    given = {"name": '"one"', "channel": '"ops"', **members}
    return CHANNELS + "[[routes]]\n" + "\n".join(f"{name} = {v}" for name, v in given.items())


def test_without_routes_there_is_nothing_to_tell_functions(tmp_path: Path) -> None:
    given = settings(tmp_path, "")
    assert routing_of(given) == default_routing()
    assert routing_member(given) is None
    assert not looks_up_units(given)


def test_a_batch_of_another_length_is_told_also_without_routes(tmp_path: Path) -> None:
    given = settings(tmp_path, "batch_minutes = 60")
    assert read_routing(routing_member(given)) == default_routing(batch_minutes=60)


def test_routes_channels_and_units_reach_the_functions(tmp_path: Path) -> None:
    given = settings(tmp_path, FULL)
    member = routing_member(given)
    routing = read_routing(member)
    payments, rest = routing.routes
    assert (routing.every_match, routing.fallback, routing.batch_minutes) == (True, "ops", 30)
    assert (payments.mode, payments.batch_minutes) == (None, 30)
    assert payments.severities == (Severity.CRITICAL, Severity.HIGH)
    assert payments.tags == (
        TagCondition("team", ("payments",)),
        TagCondition("stage", ("production", "staging")),
    )
    assert (rest.mode, rest.batch_minutes) == (Mode.BATCHED, 60)
    assert read_channels(member)["pay"] == Channel("pay", "slack-pay")
    assert read_units(member) == {"prod": ("222222222222",)}
    assert not looks_up_units(given), "the settings say who is in them"


@pytest.mark.parametrize(
    ("members", "line"),
    [
        (
            {"channel": '"opps"'},
            "routes[0][channel]: there is no channel 'opps' (did you mean 'ops'?)",
        ),
        ({"name": '"No"'}, "routes[0][name]: 'No' is not allowed; it may be lower-case letters"),
        ({"mode": '"now"'}, 'it may be "immediate", "batched" or "digest"'),
        (
            {"severities": '["hihg"]'},
            "routes[0][severities][0]: 'hihg' is not allowed; it may be a",
        ),
        ({"accounts": '["12"]'}, "routes[0][accounts][0]: '12' is not allowed; it may be a list"),
        ({"regions": '["everywhere"]'}, 'a list of regions or "global"'),
        ({"rules": '["a", "a"]'}, "routes[0][rules]: named more than once: a"),
        ({"batch_minutes": "0"}, "routes[0][batch_minutes]: 0 is not allowed; it may be whole"),
        ({"tags": "{ team = [] }"}, "it may be a table of tags, each with a value or a list"),
        ({"severitys": '["low"]'}, "there is no such setting (did you mean 'severities'?)"),
        ({"organisational_units": '["prod"]'}, "nobody knows which accounts are in them: give org"),
    ],
)
def test_a_wrong_route_is_refused_with_its_place(
    tmp_path: Path, members: dict[str, str], line: str
) -> None:
    (problem,) = refusal(tmp_path, one_route(**members))
    assert problem.startswith("routes[0]")
    assert line in problem


def test_what_a_route_lacks_is_named(tmp_path: Path) -> None:
    (problem,) = refusal(tmp_path, CHANNELS + '[[routes]]\nchannel = "ops"\n')
    assert problem.startswith("routes[0][name]: is missing; it may be lower-case")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('fallback_channel = "opps"' + CHANNELS, "fallback_channel: there is no channel 'opps'"),
        ('[channels]\ndefault = { secret_name = "x" }', "channels[default]: it is there by itself"),
        ("[channels]\nops = {}", "channels[ops]: it needs either secret_name or slack_channel"),
        (
            '[channels]\nops = { secret_name = "x", slack_channel = "C0123456789" }',
            "channels[ops]: it needs either",
        ),
        (
            '[channels]\nops = { slack_channel = "C0123456789" }',
            'slack_channel needs slack_mode = "bot"',
        ),
        (
            '[channels]\nops = { slack_channel = "general" }',
            "the id of a channel such as C0123456789",
        ),
        (
            '[channels]\nops = { secret_name = "config-monitoring/slack" }',
            "the secret 'config-monitoring/slack' is of more than one channel",
        ),
        ('route_matching = "some"', 'it may be "first" or "all"'),
        ("routes = 3", "routes: 3 is not allowed; it may be a table for each route"),
    ],
)
def test_channels_that_cannot_be_meant_are_refused(tmp_path: Path, text: str, line: str) -> None:
    assert any(line in problem for problem in refusal(tmp_path, text))


TWO = """
[[routes]]
name = "wide"
channel = "ops"
rules = ["s3-*"]
[[routes]]
name = "narrow"
channel = "pay"
rules = ["s3-bucket-*"]
accounts = ["222222222222"]
"""


def test_a_route_that_is_never_reached_is_refused_with_the_one_before_it(tmp_path: Path) -> None:
    (problem,) = refusal(tmp_path, CHANNELS + TWO)
    assert problem.startswith(
        "routes: 'narrow' is never reached: nothing is left for it after 'wide'"
    )
    every = settings(tmp_path, 'route_matching = "all"' + CHANNELS + TWO)
    assert len(every.routes) == 2


def test_two_routes_of_one_name_are_refused(tmp_path: Path) -> None:
    problems = refusal(tmp_path, CHANNELS + TWO.replace("narrow", "wide"))
    assert "routes: more than one is named 'wide'" in problems


def test_a_unit_that_the_table_does_not_have_is_refused(tmp_path: Path) -> None:
    text = one_route(organisational_units='["prd"]')
    (problem,) = refusal(tmp_path, "[organisational_units]\nprod = []\n" + text)
    assert "'prd' is not in the table organisational_units (did you mean 'prod'?)" in problem


def test_units_of_an_organisation_are_looked_up(tmp_path: Path) -> None:
    where = WHERE + 'organisation_id = "o-a1b2c3d4e5"\n'
    given = settings(tmp_path, one_route(organisational_units='["ou-a1b2-c3d4e5f6"]'), where)
    assert looks_up_units(given)


def test_what_is_probably_not_meant_is_a_warning(tmp_path: Path) -> None:
    text = one_route(rules='["restricted-shh", "mine-*", "s3-*"]', accounts='["333333333333"]')
    given = settings(tmp_path, text)
    assert list(routing_warnings(given)) == [
        (
            "routes[0] (one): no rule of the catalogue is 'restricted-shh'"
            " (did you mean 'restricted-ssh'?)"
        ),
        (
            "routes[0] (one): no rule of the catalogue is 'mine-*';"
            " routes may name rules that others deploy"
        ),
        "routes[0] (one): 333333333333 is not watched: agent_accounts does not list it",
        "channels: no route names pay",
    ]
    where = WHERE + 'organisation_id = "o-a1b2c3d4e5"\n'
    watched = settings(tmp_path, one_route(accounts='["333333333333"]', name='"pay"'), where)
    assert list(routing_warnings(watched)) == ["channels: no route names pay"]


def test_everything_else_is_right_as_it_is(tmp_path: Path) -> None:
    assert not list(routing_warnings(settings(tmp_path, FULL)))
