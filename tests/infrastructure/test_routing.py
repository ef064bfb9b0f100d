"""What the functions may do for routes: nothing more than the routes ask for."""

from tests.infrastructure.synthesis import Template, each, logical_ids

MASTER_STACK = "ConfigMonitoringMaster"


def actions(template: Template, role: str) -> set[str]:
    return {a for statement in template.statements(role) for a in each(statement["Action"])}


def test_without_routes_nobody_may_look_anything_up(master: Template) -> None:
    assert not [a for a in actions(master, "ReconcileRole") if a.startswith("organizations:")]
    assert not [a for a in actions(master, "NotifyViolationsRole") if a.startswith("config:")]
    assert not [name for name in master.all("AWS::CloudWatch::Alarm") if "Units" in name]


def test_each_channel_has_a_secret_that_the_notifier_may_read(everything: Template) -> None:
    secrets = everything.all("AWS::SecretsManager::Secret")
    [pay] = [
        name for name, made in secrets.items() if made["Properties"].get("Name") == "slack-pay"
    ]
    readable = {
        name
        for statement in everything.statements("NotifyViolationsRole")
        if "secretsmanager:GetSecretValue" in each(statement["Action"])
        for name in logical_ids(statement["Resource"])
    }
    [link_key] = [name for name in secrets if name.startswith("ReportLinks")]
    [slack] = [name for name in secrets if name.startswith("SlackSecret") and name != pay]
    assert readable == {pay, slack, link_key}


def test_reconcile_may_walk_through_this_organisation_and_somebody_hears_when_it_cannot(
    everything: Template,
) -> None:
    allowed = {
        action: sorted(each(statement["Resource"]))
        for statement in everything.statements("ReconcileRole")
        for action in each(statement["Action"])
        if action.startswith("organizations:")
    }
    below = [f"arn:aws:organizations::*:{kind}/o-a1b2c3d4e5/*" for kind in ("ou", "root")]
    assert allowed == {
        "organizations:ListRoots": ["*"],
        "organizations:ListAccountsForParent": below,
        "organizations:ListOrganizationalUnitsForParent": below,
    }
    alarms = everything.all("AWS::CloudWatch::Alarm").values()
    assert any(a["Properties"].get("MetricName") == "UnitsNotLookedUp" for a in alarms)


def test_the_notifier_may_ask_for_tags_and_read_the_registry_alone(everything: Template) -> None:
    statements = everything.statements("NotifyViolationsRole")
    [tags] = [s for s in statements if "config:" in str(s["Action"])]
    assert tags["Action"] == "config:SelectAggregateResourceConfig"
    [registry] = [s for s in statements if "ACCOUNTS" in str(s.get("Condition"))]
    assert registry["Condition"]["ForAllValues:StringEquals"] == {
        "dynamodb:LeadingKeys": ["ACCOUNTS"]
    }
    assert registry["Action"] == "dynamodb:Query"


def test_where_settings_name_the_accounts_of_units_organizations_is_not_asked(
    itself: dict[str, Template],
) -> None:
    made = itself[MASTER_STACK]
    assert not [a for a in actions(made, "ReconcileRole") if a.startswith("organizations:")]
    notify = made.statements("NotifyViolationsRole")
    assert not [s for s in notify if "ACCOUNTS" in str(s.get("Condition"))]
