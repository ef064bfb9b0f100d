"""What is said of settings that cannot be deployed: everything at once, a line for each problem."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from shared.domain.alert_policy import MEMBER, read_policy
from shared.domain.catalogue import DEFAULT_RULES
from stacks.deployment_file import deployment_members
from stacks.settings_error import SettingsError
from stacks.settings_file import DEPLOYMENTS, read_settings

GOOD = {
    "master_account": '"111111111111"',
    "master_region": '"eu-central-1"',
    "agent_accounts": '["222222222222"]',
    "agent_regions": '["eu-central-1"]',
}


def deployment(folder: Path, **settings: str) -> Path:
    path = folder / "wrong.toml"
    path.write_text("\n".join(f"{name} = {value}" for name, value in settings.items()), "utf-8")
    return path


def refusal(path: Path) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        read_settings(str(path))
    return [line.removeprefix(f"{path}: ") for line in str(refused.value).splitlines()]


def test_a_deployment_needs_four_settings_and_has_defaults_for_the_rest(tmp_path: Path) -> None:
    settings = read_settings(str(deployment(tmp_path, **GOOD)))
    assert settings.agent_accounts == ("222222222222",)
    assert settings.rules == DEFAULT_RULES
    assert settings.forward_configuration_items == "deletions"
    assert settings.retention_days == 90
    assert settings.digest_time_zone == "UTC"


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    path = deployment(
        tmp_path,
        master_account='"12345"',
        rules='["restricted-shh"]',
        digest_hour="24",
        digest_time_zone='"Europe/Berln"',
        log_levl='"INFO"',
    )
    problems = refusal(path)
    assert [problem.partition(":")[0] for problem in problems] == [
        "master_account",
        "master_region",
        "agent_regions",
        "rules[0]",
        "digest_hour",
        "digest_time_zone",
        "log_levl",
        "organisation_id, agent_accounts",
    ]


@pytest.mark.parametrize(
    ("setting", "value", "line"),
    [
        ("master_account", '"1234"', "'1234' is not allowed; it may be an account id: 12 digits"),
        ("master_account", "123456789012", "123456789012 is not allowed"),
        (
            "agent_accounts",
            '["2222"]',
            "[0]: '2222' is not allowed; it may be a list of at most 200",
        ),
        ("agent_regions", "[]", "[] is not allowed; it may be a list of one or more regions"),
        ("agent_regions", '["eu-west-1", "eu-west-1"]', "named more than once: eu-west-1"),
        ("organisation_id", '"a1b2"', "may be an organisation id such as o-a1b2c3d4e5"),
        ("rules", '["restricted-shh"]', "(did you mean 'restricted-ssh'?)"),
        ("digest_hour", "24", "24 is not allowed; it may be a whole hour, from 0 to 23"),
        ("digest_hour", "true", "True is not allowed"),
        ("digest_time_zone", '"CEST5"', "unknown time zone 'CEST5'; it may be an IANA time zone"),
        ("slack_mode", '"email"', '\'email\' is not allowed; it may be "webhook" or "bot"'),
        ("slack_channel", '"C0123456789"', 'slack_channel: only slack_mode = "bot" reads it'),
        ("slack_muters", '["*"]', 'slack_muters: only slack_mode = "bot" reads it'),
        ("slack_secret_name", '"a b"', "'a b' is not allowed; it may be up to 200 letters"),
        ("slack_secret_seconds", "5", "it may be whole seconds, from 10 to 3600"),
        ("masked_in_logs", '["account", "rule"]', "'rule' is not allowed; it may be a list of"),
        ("masked_in_logs", '["user", "user"]', "named more than once: user"),
        ("api_snap_start", '"no"', "'no' is not allowed; it may be true or false"),
        ("history_annotations", '"no"', "'no' is not allowed; it may be true or false"),
        ("manages_recorder", '"yes"', "'yes' is not allowed; it may be true or false"),
        ("rules_as", '"pack"', '\'pack\' is not allowed; it may be "rules" or "conformance_pack"'),
        ("recorder_role", '"own"', "recorder_role: only manages_recorder = true reads it"),
        ("recorder_bucket_days", "30", "only manages_recorder = true reads it"),
        ("forward_configuration_items", '"some"', 'may be "none", "deletions" or "all"'),
        ("retention_days", "0", "0 is not allowed; it may be whole days, from 1 to 3650"),
        ("link_days", "0", "0 is not allowed; it may be whole days, from 1 to 365"),
        ("link_days", "91", "links to reports would last for 91 days, and reports are kept"),
        ("operations_subscribers", '["ops"]', "[0]: 'ops' is not allowed; it may be a list of at"),
        ("operations_subscribers", '["http://a.example/x"]', "[0]: 'http://a.example/x' is not"),
        ("operations_subscribers", '["a@b.example", "a@b.example"]', "more than once: a@b.ex"),
        ("runbook_url", '"docs/a b.md"', "it may be an address (or a path) of up to 300"),
        ("weekly_digest", '"no"', "'no' is not allowed; it may be true or false"),
        ("dashboard", '"yes"', "'yes' is not allowed; it may be true or false"),
        ("tracing", "1", "1 is not allowed; it may be true or false"),
        (
            "teams",
            '{ Pay = { accounts = ["222222222222"] } }',
            "it may be a table for each team, named in lower",
        ),
        ("teams", '{ pay = { accounts = ["12"] } }', "[pay][accounts][0]: '12' is not allowed"),
        ("teams", '{ pay = { accounts = ["999999999999"] } }', "999999999999 is not watched; add"),
        ("customer_managed_key", '"yes"', "'yes' is not allowed; it may be true or false"),
        ("role_path", '"monitoring/"', "it may be a path of at most 200 characters that begins"),
        ("role_path", '"/monitoring"', "'/monitoring' is not allowed; it may be a path"),
        ("role_path", '"/aws-service-role/x/"', "begins with /aws-service-role/, where AWS alone"),
        ("role_path", '"/"', "'/' is not allowed; it may be a path"),
        ("role_path", '"/a b/"', "'/a b/' is not allowed; it may be a path"),
        ("permissions_boundary", '"arn:aws:iam::1:policy/x"', "it may be the name of a managed"),
        ("permissions_boundary", '"arn:aws:iam::aws:role/x"', "it may be the name of a managed"),
        ("permissions_boundary", '"/boundary"', "it may be the name of a managed policy"),
        (
            "permissions_boundary",
            '"arn:aws:iam::111111111111:policy/x"',
            "a policy of 111111111111 bounds no roles of other accounts; give its name alone",
        ),
        ("gravity", '"9.81"', "there is no such setting; example.toml lists all of them"),
        ("retention_day", "9", "there is no such setting (did you mean 'retention_days'?)"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_may_be(
    tmp_path: Path, setting: str, value: str, line: str
) -> None:
    (problem,) = refusal(deployment(tmp_path, **{**GOOD, setting: value}))
    assert problem.startswith(setting)
    assert line in problem


def test_who_may_mute_from_slack_is_everybody_or_those_who_are_listed(tmp_path: Path) -> None:
    bot = {**GOOD, "slack_mode": '"bot"', "slack_channel": '"C0123456789"'}
    assert read_settings(str(deployment(tmp_path, **bot))).slack_muters == ("*",)
    for listed in ("[]", '["U0123ABC", "W0123ABC", "S0123ABC"]'):
        read = read_settings(str(deployment(tmp_path, **bot, slack_muters=listed)))
        assert read.slack_muters == tuple(json.loads(listed))
    (problem,) = refusal(deployment(tmp_path, **bot, slack_muters='["*", "U0123ABC"]'))
    assert '"*" is everybody already' in problem
    (problem,) = refusal(deployment(tmp_path, **bot, slack_muters='["ada"]'))
    assert "slack_muters[0]: 'ada' is not allowed; it may be [\"*\"] for everybody" in problem


JWT = {"api_authorisation": '"jwt"', "api_jwt_audience": '["us"]'}
ISSUER = {"api_jwt_issuer": '"https://login.example.com"'}


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (JWT, 'api_jwt_issuer: is missing; api_authorisation = "jwt" needs it'),
        ({**JWT, **ISSUER, "api_jwt_audience": "[]"}, "api_jwt_audience: is missing"),
        (ISSUER, 'api_jwt_issuer: only api_authorisation = "jwt" reads it'),
        ({"api_scope_claim": '"accounts"'}, "api_scope_claim: only api_authorisation"),
        (
            {**JWT, **ISSUER, "api_scope_roles": '{ Team = ["*"] }'},
            "api_scope_roles: callers have no roles",
        ),
        ({"api_jwt_issuer": '"http://x"'}, "api_jwt_issuer: 'http://x' is not allowed"),
        ({"api_scope_roles": '{ Team = ["2222"] }'}, "api_scope_roles[Team][0]: '2222' is not"),
        ({"api_scope_roles": "{ Team = [] }"}, "api_scope_roles[Team]: [] is not allowed"),
        (
            {
                "api_scope_roles": f"{{ Team = {json.dumps(['222222222222'] * 100)},"
                f" Other = {json.dumps(['222222222222'] * 90)} }}"
            },
            "api_scope_roles: with agent_accounts it has more than 2600 characters",
        ),
    ],
)
def test_what_says_who_may_ask_has_to_be_whole(
    tmp_path: Path, given: dict[str, str], line: str
) -> None:
    assert any(line in problem for problem in refusal(deployment(tmp_path, **{**GOOD, **given})))


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ({"slack_mode": '"bot"'}, ['slack_channel: is missing; slack_mode = "bot" needs it']),
        (
            {"slack_mode": '"bot"', "slack_channel": '"#alerts"'},
            ["slack_channel: '#alerts' is not allowed; it may be the id of a channel"],
        ),
        (
            {"slack_channel": '"#alerts"'},
            ["slack_channel: '#alerts' is not allowed", 'slack_channel: only slack_mode = "bot"'],
        ),
    ],
)
def test_where_a_bot_writes_to_has_to_be_said_by_the_id_of_a_channel(
    tmp_path: Path, given: dict[str, str], lines: list[str]
) -> None:
    problems = refusal(deployment(tmp_path, **GOOD, **given))
    assert len(problems) == len(lines)
    for problem, line in zip(problems, lines, strict=True):
        assert problem.startswith(line)


def test_what_says_who_may_ask_can_be_given_in_both_ways(tmp_path: Path) -> None:
    by_token = {**GOOD, **JWT, **ISSUER, "api_scope_claim": '"custom:accounts"'}
    assert read_settings(str(deployment(tmp_path, **by_token))).api_jwt_audience == ("us",)
    by_role = {**GOOD, "api_scope_roles": '{ Team = ["222222222222"], All = ["*"] }'}
    read = read_settings(str(deployment(tmp_path, **by_role)))
    assert read.api_scope_roles == {"Team": ("222222222222",), "All": ("*",)}


@pytest.mark.parametrize(
    ("parameters", "line"),
    [
        ("{ restricted-shh = {} }", "unknown rule 'restricted-shh' (did you mean 'restricted-ssh'"),
        ("{ access-keys-rotated = { maxAge = 1 } }", "has no parameter 'maxAge' (it has maxAccess"),
        ("{ access-keys-rotated = { maxAccessKeyAge = [1] } }", "is [1], neither text nor a whole"),
        ("{ access-keys-rotated = 30 }", "30 is not allowed; it may be a table for each rule"),
        ("3", "3 is not allowed; it may be a table for each rule"),
    ],
)
def test_wrong_parameters_of_rules_are_named(tmp_path: Path, parameters: str, line: str) -> None:
    (problem,) = refusal(deployment(tmp_path, **GOOD, rule_parameters=parameters))
    assert problem.startswith("rule_parameters")
    assert line in problem


def test_all_wrong_parameters_are_named(tmp_path: Path) -> None:
    wrong = "{ restricted-shh = {}, access-keys-rotated = { a = 1, b = 2.5 } }"
    assert len(refusal(deployment(tmp_path, **GOOD, rule_parameters=wrong))) == 3


def test_parameters_of_a_rule_that_is_not_deployed_are_refused(tmp_path: Path) -> None:
    path = deployment(
        tmp_path,
        **GOOD,
        rules='["restricted-ssh"]',
        rule_parameters="{ access-keys-rotated = { maxAccessKeyAge = 30 } }",
    )
    expected = "rule_parameters[access-keys-rotated]: the rule is not deployed; add it to rules"
    assert refusal(path) == [expected]


def test_numbers_and_truths_become_the_text_that_config_takes(tmp_path: Path) -> None:
    given = "{ iam-password-policy = { MaxPasswordAge = 60, RequireSymbols = false } }"
    settings = read_settings(str(deployment(tmp_path, **GOOD, rule_parameters=given)))
    expected = {"MaxPasswordAge": "60", "RequireSymbols": "false"}
    assert settings.rule_parameters == {"iam-password-policy": expected}


@pytest.mark.parametrize(
    ("entries", "lines"),
    [
        ("{ restricted-shh = {} }", ["rule 'restricted-shh' is not in the catalogue (did you"]),
        (
            '{ restricted-ssh = { severity = "bad", colour = 1 }, INSTANCES_IN_VPC = {} }',
            [
                "severity of rule 'restricted-ssh' is 'bad', not critical, high, medium or low",
                "rule 'restricted-ssh' has no member 'colour'",
                "rule 'INSTANCES_IN_VPC' goes by the name 'ec2-instances-in-vpc' here",
                "rule 'INSTANCES_IN_VPC' is not in the catalogue",
            ],
        ),
        ("3", ["3 is not allowed; it may be a table for each rule, with severity, title"]),
    ],
)
def test_what_is_said_of_rules_is_refused_line_by_line(
    tmp_path: Path, entries: str, lines: list[str]
) -> None:
    found = refusal(deployment(tmp_path, **GOOD, rule_catalogue=entries))
    assert len(found) == len(lines)
    for line, expected in zip(found, lines, strict=True):
        assert line.startswith(f"rule_catalogue: {expected}")


def test_what_is_said_of_rules_goes_into_the_file_that_functions_read(tmp_path: Path) -> None:
    said = '{ our-rule = { severity = "high", frameworks = ["Ours: 1"] } }'
    settings = read_settings(str(deployment(tmp_path, **GOOD, rule_catalogue=said)))
    expected = {"our-rule": {"severity": "high", "frameworks": ["Ours: 1"]}}
    assert deployment_members(settings)["rules"] == expected
    assert "rules" not in deployment_members(read_settings(str(deployment(tmp_path, **GOOD))))


def test_how_much_is_told_goes_into_the_file_that_functions_read(tmp_path: Path) -> None:
    given = {"flap_window_seconds": "60", "messages_per_minute": "7", "first_results_minutes": "0"}
    policy = read_policy(
        deployment_members(read_settings(str(deployment(tmp_path, **GOOD, **given)))).get(MEMBER)
    )
    assert (policy.flap_window, policy.messages_per_minute) == (timedelta(minutes=1), 7)
    assert not policy.first_results_window


def test_shadows_are_whole_days_of_rules_by_their_plain_names(tmp_path: Path) -> None:
    chosen = {"shadow_days": "7", "rule_shadow_days": "{ restricted-ssh = 0, our-rule = 30 }"}
    policy = read_settings(str(deployment(tmp_path, **GOOD, **chosen))).alert_policy
    assert policy.shadow_for("any") == timedelta(days=7)
    assert not policy.shadow_for("restricted-ssh")
    assert policy.shadow_for("our-rule") == timedelta(days=30)
    wrong = "{ INSTANCES_IN_VPC = 3, our-rule = 91 }"
    lines = refusal(deployment(tmp_path, **GOOD, shadow_days="-1", rule_shadow_days=wrong))
    for expected in (
        "shadow_days: -1 is not allowed; it may be whole days",
        "'ec2-instances-in-vpc' here",
    ):
        assert any(expected in line for line in lines)
    assert any(line.startswith("rule_shadow_days[our-rule]: 91 is not allowed") for line in lines)


PORTAL = "https://example.awsapps.com/start"


@pytest.mark.parametrize(
    "start_url",
    [
        PORTAL,
        f"{PORTAL}/",
        "https://d-1234567890.awsapps.com/start",
        "https://start.us-gov-home.awsapps.com/directory/d-1234567890",
        "https://start.home.awsapps.cn/directory/d-1234567890",
    ],
)
def test_the_access_portal_goes_into_the_file_that_functions_read(
    tmp_path: Path, start_url: str
) -> None:
    given = f'{{ start_url = "{start_url}", role_name = "ReadOnlyAccess" }}'
    made = read_settings(str(deployment(tmp_path, **GOOD, identity_center=given)))
    portal = {"start_url": start_url, "role_name": "ReadOnlyAccess"}
    assert deployment_members(made)["console"] == {"portal": portal}


def test_where_no_portal_is_named_only_another_partition_is_told(tmp_path: Path) -> None:
    assert "console" not in deployment_members(read_settings(str(deployment(tmp_path, **GOOD))))
    given = GOOD | {"master_region": '"us-gov-east-1"'}
    made = deployment_members(read_settings(str(deployment(tmp_path, **given))))
    assert made["console"] == {"home_region": "us-gov-west-1"}


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ('{ start_url = "http://example.awsapps.com/start" }', "[start_url]: 'http://"),
        ('{ start_url = "https://evil.example/start" }', "[start_url]: 'https://evil"),
        (f'{{ start_url = "{PORTAL}/#/console?a=b" }}', "[start_url]: 'https://example"),
        (f'{{ start_url = "{PORTAL}", role_name = "a role" }}', "[role_name]: 'a role'"),
        (f'{{ start_url = "{PORTAL}", role = "a" }}', "[role]: there is no such setting"),
        ('{ role_name = "a" }', "[start_url]: is missing; it may be the address"),
    ],
)
def test_a_portal_that_links_cannot_lead_through_is_refused(
    tmp_path: Path, given: str, line: str
) -> None:
    [found] = refusal(deployment(tmp_path, **GOOD, identity_center=given))
    assert found.startswith(f"identity_center{line}")


def test_a_missing_file_is_said_with_the_deployments_that_there_are() -> None:
    with pytest.raises(SettingsError, match=r"nowhere\.toml.*one of: example, local"):
        read_settings("nowhere")


def test_a_file_that_is_not_toml_is_said_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("a = 1\nb = \n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"this is not TOML: .*line 2"):
        read_settings(str(path))


@pytest.mark.parametrize("path", sorted(DEPLOYMENTS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_deployment_of_the_project_can_be_read(path: Path) -> None:
    read_settings(path.stem)
